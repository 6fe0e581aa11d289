"""The words of the confirmation page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from dsr.core.presenters import local, moment
from dsr.core.words import later as _
from dsr.policy.document import Policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.models import Referral

#: Whom we reach -> by which way -> the sentence.
WAYS = {
    "filler": {
        "phone": _("We will phone you."),
        "text": _("We will send you a text message first."),
        "email": _("We will send you an email first."),
        "letter": _("We will send you a letter first."),
    },
    "person": {
        "phone": _("We will phone %(name)s."),
        "text": _("We will send %(name)s a text message first."),
        "email": _("We will send %(name)s an email first."),
        "letter": _("We will send %(name)s a letter first."),
    },
    "both": {
        "phone": _("We will phone you and %(name)s."),
        "text": _("We will send you and %(name)s a text message first."),
        "email": _("We will send you and %(name)s an email first."),
        "letter": _("We will send you and %(name)s a letter first."),
    },
}


@dataclass(frozen=True)
class Confirmation:
    """What somebody reads after sending."""

    reference: str
    by_when: str
    how: str
    caller: tuple[str, ...]
    next_steps: tuple[str, ...]
    council_later: bool


def confirmation(referral: Referral, policy: Policy) -> Confirmation:
    answers = Answers(referral.answers)
    by_phone = answers.of("contact-way", "contact_way") in ("phone", "somebody")
    team = policy.team
    return Confirmation(
        reference=referral.reference,
        by_when=moment(referral.contact_due_at),
        how=_how(answers),
        caller=(local(team.caller_name), local(team.caller_number_in_words)) if by_phone else (),
        next_steps=_next_steps(answers, policy),
        council_later=referral.council_id is None,
    )


def _how(answers: Answers) -> str:
    first = "filler" if answers.is_own else str(answers.of("contact-first", "contact_first", "person"))
    way = str(answers.of("contact-way", "contact_way", "phone"))
    if way == "somebody":
        trusted = answers.of("trusted", "trusted_name", gettext("the person you named"))
        return gettext("We will make contact through %(trusted)s.") % {"trusted": trusted}
    return WAYS[first][way] % {"name": answers.name or gettext("the person")}


def _next_steps(answers: Answers, policy: Policy) -> tuple[str, ...]:
    parts = {"register": local(policy.labels.in_a_sentence), "name": answers.name or gettext("the person")}
    steps = _own_steps() if answers.is_own else _steps_for_another()
    return (
        gettext("We read what you told us."),
        *(step % parts for step in steps),
        gettext("If not, we tell you why, and who else can help."),
    )


def _own_steps() -> tuple[str, ...]:
    return (
        gettext("We talk with you, and ask what you want."),
        gettext("If you agree, we talk with other services about what could help."),
        gettext("A clinician looks at how urgent the help is. Then we say if you can be on %(register)s."),
    )


def _steps_for_another() -> tuple[str, ...]:
    return (
        gettext("We talk with you or with %(name)s, and ask what %(name)s wants."),
        gettext("If %(name)s agrees, we talk with other services about what could help."),
        gettext("A clinician looks at how urgent the help is. Then we say if %(name)s can be on %(register)s."),
    )
