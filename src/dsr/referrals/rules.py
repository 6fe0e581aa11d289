"""What may be done with a referral: checks raise the sentence the worker reads, ``can_`` answers for the button."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, Worker
from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.core.presenters import day, in_words, listed
from dsr.people import queries as people
from dsr.people.models import DecisionKind, Person
from dsr.policy import queries as policies
from dsr.policy.document.timing import ContactPromise
from dsr.referrals import queries
from dsr.referrals.models import TWO_WAY, ContactAttempt, Referral, WhoAbout
from dsr.referrals.models import ReferralState as S
from dsr.referrals.states import MOVES, OPEN, SENTENCE
from dsr.register import queries as register_queries
from dsr.register import rules as register

CHANGED = "Somebody else changed this referral while you were looking at it."
#: Attempts that must be on record before contact is given up do not stop a late answer: these may still follow.
CONTACT_STATES = frozenset({S.RECEIVED, S.IN_CONTACT, S.CONTACTED, S.UNABLE_TO_CONTACT, S.SET_ASIDE})


def allowed(check: Callable[..., None], *args: object, **kwargs: object) -> bool:
    """Whether a check passes."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


def check_can_move(referral: Referral, to: S) -> None:
    """Only the moves in the table. Raises Refused."""
    if to not in MOVES[S(referral.state)]:
        raise Refused(f"{SENTENCE[S(referral.state)]} So it cannot become “{to.label}”.")


def check_open(referral: Referral) -> None:
    """Nothing more is done with a referral that has ended. Raises Refused."""
    if referral.state not in OPEN:
        raise Refused(SENTENCE[S(referral.state)])


def is_open(referral: Referral) -> bool:
    return referral.state in OPEN


def check_works(by: Actor) -> None:
    """Coordinators and leads of the register team. Raises Refused."""
    if not (by.is_team and by.has("referral_work")):
        raise Refused("Only the register team works on referrals.")


def version(referral: Referral) -> str:
    """Changes with every move and every change of owner: what a form carries to notice that somebody was first."""
    return f"{referral.state}.{referral.owner_id or 0}.{referral.person_id or 0}.{referral.state_at.timestamp():.6f}"


def check_unchanged(referral: Referral, seen: str | None) -> None:
    """Nobody else was first since the worker's page was made. Raises Conflict."""
    if seen is not None and seen != version(referral):
        raise Conflict(CHANGED)


def check_can_take(referral: Referral, by: Actor) -> None:
    """What nobody owns, or what a colleague one covers for owns. Raises Refused, Conflict if it has an owner."""
    check_open(referral)
    if referral.owner_id == by.worker.pk:
        raise Refused("This referral is yours already.")
    if referral.owner is not None and not _covers(referral.owner, by):
        raise Conflict(f"{referral.owner.name} has this referral. They, or the lead, can give it to you.")


def can_take(referral: Referral, by: Actor) -> bool:
    return allowed(check_can_take, referral, by)


def _covers(owner: Worker, by: Actor) -> bool:
    return owner.pk in accounts.covering(by)


def check_can_give(referral: Referral, by: Actor) -> None:
    """The owner, whoever covers for them, the lead; what nobody owns, anybody of the team. Raises Refused."""
    check_open(referral)
    own = referral.owner is None or referral.owner_id == by.worker.pk
    if not (own or "lead" in by.roles or _covers(referral.owner, by)):  # type: ignore[arg-type]
        raise Refused(f"Only {referral.owner.name} or the lead can give this referral to somebody.")  # type: ignore[union-attr]


def can_give(referral: Referral, by: Actor) -> bool:
    return allowed(check_can_give, referral, by)


def check_can_receive(referral: Referral, to: Worker | None, by: Actor) -> None:
    """A colleague who works on referrals and does not have it yet. Raises Refused."""
    if to is None:
        if referral.owner_id is None:
            raise Refused("Nobody has this referral already.")
        return
    if to.pk == referral.owner_id:
        raise Refused(f"{to.name} has this referral already.")
    if not queries.colleagues(by).filter(pk=to.pk).exists():
        raise Refused("Choose a coordinator or lead of the register team.")


@dataclass(frozen=True)
class Attempt:
    """A try to make contact, not yet recorded. ``key`` names one filling of the form, however often it is sent."""

    made_at: datetime
    route: str
    with_whom: str
    outcome: str
    format_used: str = ""
    need_met: str = ""
    note: str = ""
    key: str = ""

    @property
    def two_way(self) -> bool:
        """An exchange with the person or whoever speaks for them: only this keeps the promise."""
        return self.outcome in TWO_WAY


def check_can_log(referral: Referral) -> None:
    """While the referral is open; also after giving up, for a late answer. Raises Refused."""
    if referral.state not in CONTACT_STATES:
        raise Refused(SENTENCE[S(referral.state)])


def can_log(referral: Referral) -> bool:
    return referral.state in CONTACT_STATES


def check_attempt(referral: Referral, attempt: Attempt) -> None:
    """It happened after the referral came and not in the future; a two-way contact says how it went.

    Raises Refused.
    """
    if attempt.made_at > clock.now():
        raise Refused("A contact cannot be dated in the future.")
    if attempt.made_at < referral.received_at:
        raise Refused("That is before the referral came. Give a later time.")
    if not attempt.with_whom.strip():
        raise Refused("Say who you tried to reach.")
    if attempt.two_way and not attempt.need_met:
        raise Refused("Say whether their communication need was met.")


def check_can_correct(attempt: ContactAttempt, reason: str) -> None:
    """Once, with a reason. Raises Refused."""
    if attempt.entered_in_error_at is not None:
        raise Refused("This contact is marked as entered in error already.")
    if not reason.strip():
        raise Refused("Say what was wrong.")


def missing_to_give_up(referral: Referral, attempts: Iterable[ContactAttempt]) -> list[str]:
    """What the policy still asks for before contact may be given up."""
    promise = policies.current(referral.area_id).contact
    tried = [attempt for attempt in attempts if attempt.entered_in_error_at is None]
    return [*_too_few_attempts(promise, len(tried)), *_too_few_routes(promise, {attempt.route for attempt in tried})]


def _too_few_attempts(promise: ContactPromise, made: int) -> list[str]:
    if made >= promise.minimum_attempts:
        return []
    return [f"At least {in_words(promise.minimum_attempts)} attempts are needed. There are {in_words(made)} so far."]


def _too_few_routes(promise: ContactPromise, routes: set[str]) -> list[str]:
    if len(routes) >= promise.minimum_distinct_routes:
        return []
    wanted = in_words(promise.minimum_distinct_routes)
    return [f"At least {wanted} different ways are needed. {in_words(len(routes)).capitalize()} tried so far."]


def check_can_give_up(referral: Referral) -> None:
    """Both of the policy's minima are met, and nobody was reached. Raises Refused with what is missing."""
    check_can_move(referral, S.UNABLE_TO_CONTACT)
    missing = missing_to_give_up(referral, queries.standing_attempts(referral))
    if missing:
        raise Refused("You cannot stop trying to make contact yet.", missing)


def can_give_up(referral: Referral) -> bool:
    return allowed(check_can_give_up, referral)


def latest_set_aside(referral: Referral) -> date:
    """The last day until which a referral may be set aside (local policy)."""
    return clock.today() + timedelta(days=policies.current(referral.area_id).set_aside_max_days)


def check_can_set_aside(referral: Referral, until: date, reason: str) -> None:
    """For a limited time, with a reason. Its clock runs on. Raises Refused."""
    check_can_move(referral, S.SET_ASIDE)
    if until <= clock.today():
        raise Refused("Choose a day after today.")
    if until > (latest := latest_set_aside(referral)):
        raise Refused(f"Choose a day no later than {day(latest)}.")
    if not reason.strip():
        raise Refused("Say why this is set aside.")


def can_set_aside(referral: Referral) -> bool:
    return S.SET_ASIDE in MOVES[S(referral.state)]


def check_can_resume(referral: Referral) -> None:
    """Only what is set aside. Raises Refused."""
    if referral.state != S.SET_ASIDE:
        raise Refused("This referral is not set aside.")


def can_resume(referral: Referral) -> bool:
    return referral.state == S.SET_ASIDE


def check_can_withdraw(referral: Referral, asked_by: str, reason: str) -> None:
    """Somebody asked for it, for a reason. Raises Refused."""
    check_can_move(referral, S.WITHDRAWN)
    if not asked_by.strip():
        raise Refused("Say who asked for the referral to be stopped.")
    if not reason.strip():
        raise Refused("Say why.")


def can_withdraw(referral: Referral) -> bool:
    return S.WITHDRAWN in MOVES[S(referral.state)]


def check_can_mark_same_day(referral: Referral) -> None:
    """Once, and only what asked for it. Raises Refused."""
    if not referral.same_day:
        raise Refused("Nothing in this referral asks for the same day.")
    if referral.same_day_seen_at is not None:
        raise Conflict("Somebody has marked this already.")


def can_mark_same_day(referral: Referral) -> bool:
    return allowed(check_can_mark_same_day, referral)


def check_can_match(referral: Referral) -> None:
    """An open referral without a person. Raises Refused, Conflict where somebody matched it first."""
    check_open(referral)
    if referral.person_id is not None:
        raise Conflict("This referral is matched to a person already.")


def can_match(referral: Referral) -> bool:
    return allowed(check_can_match, referral)


def check_can_unmatch(referral: Referral, reason: str) -> None:
    """Before acceptance, with a reason. Raises Refused."""
    check_open(referral)
    if referral.person_id is None:
        raise Refused("This referral is not matched to anybody.")
    if not reason.strip():
        raise Refused("Say why the match was wrong.")


def can_unmatch(referral: Referral) -> bool:
    return is_open(referral) and referral.person_id is not None


def missing_to_discuss(referral: Referral) -> list[str]:
    """What stands before others may see the referral: contact, a person, their agreement, their council."""
    missing = [] if queries.contact_made(referral) else ["Speak with the person, or whoever speaks for them, first."]
    person = referral.person
    if person is None:
        return [*missing, "Match the referral to a person, or make a new one."]
    if people.holding(person, DecisionKind.DISCUSS) is None:
        missing.append("Record that the person agrees to their referral being discussed.")
    return missing


def check_can_discuss(referral: Referral) -> None:
    """Raises Refused with what is missing."""
    check_open(referral)
    if missing := missing_to_discuss(referral):
        raise Refused("The referral cannot be discussed with others yet.", missing)


def can_discuss(referral: Referral) -> bool:
    return allowed(check_can_discuss, referral)


def check_discussion_end(referral: Referral, until: date) -> None:
    """Within the policy's limit. Raises Refused."""
    latest = latest_discussion(referral)
    if not clock.today() < until <= latest:
        raise Refused(f"Choose a day after today and no later than {day(latest)}.")


def latest_discussion(referral: Referral) -> date:
    """The last day on which others may see the referral, if it is opened now (local policy)."""
    return clock.today() + timedelta(days=policies.current(referral.area_id).discussion_view_max_days)


def check_who_discusses(offered: Iterable[Organisation], chosen: Iterable[Organisation]) -> None:
    """Somebody, and nobody whom the policy does not name. Raises Refused."""
    wrong = [organisation.name for organisation in chosen if organisation not in list(offered)]
    if wrong:
        raise Refused(f"{listed(wrong)} may not see referrals while they are discussed.")
    if not list(chosen):
        raise Refused("Choose who sees the referral.")


def missing_to_accept(referral: Referral) -> list[tuple[str, str]]:
    """What still stands before acceptance, each with what it is about: contact, a match, then the register's rules."""
    missing = [] if queries.contact_made(referral) else [("contact", "Nobody has spoken with the person yet.")]
    if referral.person is None:
        return [*missing, ("match", "The referral is not matched to a person yet.")]
    if register_queries.open_entry(referral.person) is not None:
        missing.append(("entry", "The person is on the register already. Choose “not accept” and that reason."))
    return [*missing, *register.missing_by_subject(referral.person)]


def check_can_decide_outcome(referral: Referral, to: S, reason_code: str = "") -> None:
    """A move the table has; a reason the policy has where it is not accepted. Raises Refused."""
    check_can_move(referral, to)
    codes = {reason.code for reason in policies.current(referral.area_id).not_accepted_reasons}
    if to == S.NOT_ACCEPTED and reason_code not in codes:
        raise Refused("Choose why the referral is not accepted.")


def can_not_accept(referral: Referral) -> bool:
    return S.NOT_ACCEPTED in MOVES[S(referral.state)]


def can_accept(referral: Referral) -> bool:
    """Whether to offer the page, which lists what is still missing."""
    return S.ACCEPTED in MOVES[S(referral.state)]


def check_can_write_to(referral: Referral) -> None:
    """Whoever stopped their referral is left in peace. Raises Refused."""
    if referral.state == S.WITHDRAWN:
        raise Refused(SENTENCE[S.WITHDRAWN])


def can_write_to(referral: Referral) -> bool:
    return allowed(check_can_write_to, referral)


def matched_person(referral: Referral) -> Person:
    """The person of a matched referral. Raises Refused for one not matched."""
    if referral.person is None:
        raise Refused("Match the referral to a person first.")
    return referral.person


def check_can_add(referral: Referral, made_today: int, most: int) -> None:
    """While the referral is open, and not so often that it buries the team. Raises Refused."""
    check_open(referral)
    if made_today >= most:
        raise Refused(_("You have told us a lot today. Please phone us, or tell us more tomorrow."))


def can_add(referral: Referral) -> bool:
    return referral.state in OPEN


def check_can_stop_own(referral: Referral) -> None:
    """Only the person themselves stops at once, by the table of moves; whoever wrote for them asks. Raises Refused."""
    check_can_move(referral, S.WITHDRAWN)
    if referral.who_about != WhoAbout.ME:
        raise Refused("Only the person can stop this themselves. You can ask us to stop it.")


def can_stop_own(referral: Referral) -> bool:
    return allowed(check_can_stop_own, referral)
