"""A referral as the one who made it follows it: plain sentences, never more of the person than they wrote."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dsr.core import clock
from dsr.core.direction import ltr
from dsr.core.presenters import day, weekday
from dsr.following.blocks import Block, Say, block, local
from dsr.policy.document import Policy
from dsr.referrals import rules
from dsr.referrals.following import is_own, is_professional
from dsr.referrals.models import Referral
from dsr.referrals.models import ReferralState as S
from dsr.referrals.queries import CLOCK_RUNS

#: What a professional learns: that it came, that it is in hand, what came of it.
IN_HAND = (S.IN_CONTACT, S.CONTACTED, S.UNABLE_TO_CONTACT, S.SET_ASIDE)


def blocks(referral: Referral, policy: Policy) -> list[Block]:
    """Everything the page says, in its order."""
    if is_professional(referral):
        return [block(_("Where the referral is"), [_for_a_professional(referral)])]
    return [
        block(_("Where it is now"), [_where(referral, policy), *_who(referral, policy)]),
        block(_("When we contact you"), _promise(referral, policy)),
        block(_("What happens next"), _next(referral, policy)),
        block(_("What we need from you"), [_needed(referral)]),
    ]


def _for_a_professional(referral: Referral) -> Say:
    said = {
        S.RECEIVED: Say("form", _("We have received the referral.")),
        S.ACCEPTED: Say("yes", _("The referral has an outcome: it was accepted.")),
        S.NOT_ACCEPTED: Say("no", _("The referral has an outcome: it was not accepted.")),
        S.WITHDRAWN: Say("stop", _("The referral has an outcome: it was stopped.")),
    }
    in_hand = Say("team", _("The referral is in hand. The team is working on it."))
    return in_hand if referral.state in IN_HAND else said[S(referral.state)]


def _where(referral: Referral, policy: Policy) -> Say:
    """The state in words for the public; each state has its own sentence."""
    named = {"register": local(policy.labels.in_a_sentence), "day": day(referral.set_aside_until)}
    said = {
        S.RECEIVED: Say("form", _("We have your form. We have not tried to contact you yet.")),
        S.IN_CONTACT: Say("phone", _("We have tried to contact you. We have not talked with each other yet.")),
        S.CONTACTED: Say("talk", _("We have been in contact. Now we look at what help is right.")),
        S.UNABLE_TO_CONTACT: Say("no", _("We tried to contact you in the ways we were given. It did not work.")),
        S.SET_ASIDE: Say("wait", _("Your form waits until %(day)s. Then we go on with it.") % named),
        S.ACCEPTED: Say("yes", _("We have finished with your form. The answer was yes to %(register)s.") % named),
        S.NOT_ACCEPTED: Say("no", _("We have finished with your form. The answer was no to %(register)s.") % named),
        S.WITHDRAWN: Say("stop", _("Your form was stopped. We do nothing more with it.")),
    }
    return said[S(referral.state)]


def _who(referral: Referral, policy: Policy) -> Iterator[Say]:
    if not rules.is_open(referral):
        return
    team = local(policy.team.name)
    if referral.owner is None:
        yield Say("team", _("The %(team)s has it.") % {"team": team})
        return
    first = referral.owner.name.split()[0]
    yield Say("person", _("%(name)s in the %(team)s has it.") % {"name": first, "team": team})


def _promise(referral: Referral, policy: Policy) -> Iterator[Say]:
    """The latest day of contact, and whether it was kept: a broken promise is said plainly."""
    due, made = referral.contact_due_at, referral.contacted_at
    days = {"due": weekday(due), "made": weekday(made)}
    if made is not None and made <= due:
        yield Say("calendar", _("We promised to contact you by %(due)s.") % days)
        yield Say("yes", _("We did this on %(made)s.") % days)
    elif made is not None:
        yield Say("calendar", _("We promised to contact you by %(due)s. We were late.") % days)
        yield Say("sad", _("We contacted you on %(made)s. We are sorry that you had to wait.") % days)
    elif referral.state in CLOCK_RUNS and clock.now() > due:
        yield Say("calendar", _("We promised to contact you by %(due)s.") % days)
        yield Say("sad", _("We did not keep this promise. We are sorry."))
        yield from call_us(policy)
    elif referral.state in CLOCK_RUNS:
        yield Say("calendar", _("We contact you by %(due)s at the latest.") % days)
    else:
        yield Say("calendar", _("We promised to contact you by %(due)s.") % days)
        yield Say("stop", _("This promise has ended, because we stopped working on your form."))


def call_us(policy: Policy) -> Iterator[Say]:
    """Ways to the team that somebody has checked; its hours always."""
    if policy.team.phone:
        yield Say("phone", _("Phone us: %(phone)s.") % {"phone": ltr(policy.team.phone)})
    if policy.team.email:
        yield Say("email", _("Email us: %(email)s.") % {"email": ltr(policy.team.email)})
    yield Say("clock", _("We are open %(hours)s.") % {"hours": local(policy.team.hours_in_words)})


def _next(referral: Referral, policy: Policy) -> Iterator[Say]:
    named = {"register": local(policy.labels.in_a_sentence)}
    if referral.state in CLOCK_RUNS:
        yield Say("phone", _("We contact you and talk about what is happening."))
        yield Say("choice", _("We ask what you want.") if is_own(referral) else _("We ask what the person wants."))
    if referral.state in (*CLOCK_RUNS, S.CONTACTED):
        yield Say("doctor", _("A clinician looks at how urgent the help is."))
        yield Say("tell-us", _("Then we tell you if the answer is yes or no to %(register)s.") % named)
    elif referral.state == S.UNABLE_TO_CONTACT:
        yield Say("letter", _("If we do not hear from you, we stop working on your form."))
    elif referral.state == S.ACCEPTED:
        yield Say("team", _("The team talks about the next steps with the person."))
    elif referral.state == S.NOT_ACCEPTED:
        yield Say("letter", _("We write to say why, and who else can help."))
    elif referral.state == S.WITHDRAWN:
        yield Say("form", _("You can send a new form at any time."))


def _needed(referral: Referral) -> Say:
    if referral.state == S.UNABLE_TO_CONTACT:
        return Say("tell-us", _("Tell us how we can reach you."))
    if rules.is_open(referral):
        return Say("add-information", _("Nothing now. Tell us if something changes."))
    return Say("yes", _("Nothing."))
