"""The words of the confirmation page."""

from __future__ import annotations

from dataclasses import dataclass

from dsr.core.presenters import moment
from dsr.policy.document import Policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.models import Referral

WAYS = {
    "phone": "We will phone {whom}.",
    "text": "We will send {whom} a text message first.",
    "email": "We will send {whom} an email first.",
    "letter": "We will send {whom} a letter first.",
    "somebody": "We will make contact through {trusted}.",
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
    number = policy.team.caller_number_in_words
    return Confirmation(
        reference=referral.reference,
        by_when=moment(referral.contact_due_at),
        how=_how(answers),
        caller=(policy.team.caller_name, number) if by_phone else (),
        next_steps=_next_steps(answers, policy),
        council_later=referral.council_id is None,
    )


def _how(answers: Answers) -> str:
    first = answers.of("contact-first", "contact_first", "person")
    name = answers.name or "the person"
    whom = "you" if answers.is_own else {"filler": "you", "person": name, "both": f"you and {name}"}[first]
    trusted = answers.of("trusted", "trusted_name", "the person you named")
    way = str(answers.of("contact-way", "contact_way", "phone"))
    return WAYS[way].format(whom=whom, trusted=trusted)


def _next_steps(answers: Answers, policy: Policy) -> tuple[str, ...]:
    register = policy.labels.in_a_sentence
    you = "you" if answers.is_own else answers.name or "the person"
    return (
        "We read what you told us.",
        f"We talk with {you if answers.is_own else 'you or with ' + you}, and ask what {you} "
        f"{'want' if answers.is_own else 'wants'}.",
        f"If {you} {'agree' if answers.is_own else 'agrees'}, we talk with other services about what could help.",
        f"A clinician looks at how urgent the help is. Then we say if {you} can be on {register}.",
        "If not, we tell you why, and who else can help.",
    )
