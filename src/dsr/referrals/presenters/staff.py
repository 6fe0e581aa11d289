"""How a referral is put into words for the register team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.presenters import MONTHS, WEEKDAYS, day, moment, plural, short_moment, time_of_day
from dsr.core.working_days import days_overdue
from dsr.people.presenters import person_href
from dsr.policy import queries as policies
from dsr.referrals import queries, rules
from dsr.referrals.models import (
    Addition,
    ContactAttempt,
    OwnerChange,
    Referral,
    ReferralMatch,
    ReferralMove,
    ReferralRoute,
)
from dsr.referrals.states import SENTENCE
from dsr.referrals.states import ReferralState as S

COLOURS = {
    S.RECEIVED: "blue",
    S.IN_CONTACT: "yellow",
    S.CONTACTED: "aqua-green",
    S.UNABLE_TO_CONTACT: "orange",
    S.SET_ASIDE: "grey",
    S.ACCEPTED: "green",
    S.NOT_ACCEPTED: "white",
    S.WITHDRAWN: "white",
}
EVENTS = {
    "referral_received": "Referral received",
    "contact_attempted": "First try to make contact",
    "contact_made": "Contact made",
    "contact_given_up": "Could not make contact",
    "referral_set_aside": "Set aside",
    "referral_resumed": "Brought back",
    "referral_accepted": "Accepted",
    "referral_not_accepted": "Not accepted",
    "referral_withdrawn": "Stopped",
}


def href(name: str, referral: Referral, **more: str) -> str:
    """The address of one of the referral's pages."""
    return reverse(name, kwargs={"pid": referral.public_id, **more})


@dataclass(frozen=True)
class Clock:
    """How the promise of contact stands: words, a tint that only repeats them, and whether it still runs."""

    words: str
    colour: str
    runs: bool
    detail: str = ""


def clock_of(referral: Referral, at: datetime | None = None) -> Clock:
    """ "2 days overdue", "due Tuesday 29 December 5pm", "contact made in time"."""
    at = at or clock.now()
    if referral.contacted_at is not None:
        return _met(referral, referral.contacted_at)
    if referral.state not in queries.CLOCK_RUNS:
        return Clock("no contact made", "grey", runs=False)
    if at > referral.contact_due_at:
        late = plural(days_overdue(referral.contact_due_at, at), "day")
        return Clock(f"{late} overdue", "red", runs=True, detail=_due(referral.contact_due_at, at))
    nearly = (clock.london_day(referral.contact_due_at) - clock.london_day(at)).days <= 1
    return Clock(_due(referral.contact_due_at, at), "orange" if nearly else "blue", runs=True)


def _met(referral: Referral, contacted_at: datetime) -> Clock:
    late = days_overdue(referral.contact_due_at, contacted_at)
    words = f"contact made {plural(late, 'day')} late" if late else "contact made in time"
    return Clock(words, "yellow" if late else "green", runs=False, detail=moment(contacted_at))


def _due(due_at: datetime, at: datetime) -> str:
    on, today = clock.london_day(due_at), clock.london_day(at)
    days = (on - today).days
    if days in (0, 1):
        return f"due {'tomorrow' if days else 'today'} {time_of_day(due_at)}"
    year = f" {on.year}" if on.year != today.year else ""
    was = "was due" if days < 0 else "due"
    return f"{was} {WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}{year} {time_of_day(due_at)}"


def state(referral: Referral) -> tuple[str, str]:
    """The state in a word and the tint of its tag."""
    return S(referral.state).label, COLOURS[S(referral.state)]


def row(referral: Referral) -> dict[str, Any]:
    """One line of a list."""
    words, colour = state(referral)
    return {
        "referral": referral,
        "href": href("referral", referral),
        "state": words,
        "colour": colour,
        "clock": clock_of(referral),
        "owner": referral.owner.name if referral.owner else "",
        "urgent": referral.same_day and referral.contacted_at is None and rules.is_open(referral),
        "council": referral.council.short_name if referral.council else "Not known",
    }


def facts(referral: Referral) -> list[dict[str, Any]]:
    """What the team knows about the referral itself."""
    filled = f"{referral.get_who_about_display()}"
    keyed = f", keyed by {referral.keyed_by.name}" if referral.keyed_by else ""
    rows = [
        ("State", SENTENCE[S(referral.state)]),
        ("Until", day(referral.set_aside_until)),
        ("Received", moment(referral.received_at)),
        ("How it came", f"{ReferralRoute(referral.route).label}{keyed}"),
        ("Who it is about, for who filled it in", filled),
        ("Council the address suggests", referral.council.name if referral.council else "Not known"),
        ("Reason", outcome_words(referral)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def outcome_words(referral: Referral) -> str:
    """The policy's name for why it was not accepted."""
    if not referral.outcome_code:
        return ""
    return policies.of_version(referral.policy_version_id).reason(referral.outcome_code).name


def attempt_row(attempt: ContactAttempt, referral: Referral) -> dict[str, Any]:
    """One try, in words; one entered in error says so."""
    error = attempt.entered_in_error_at
    return {
        "attempt": attempt,
        "when": short_moment(attempt.made_at),
        "route": attempt.get_route_display(),
        "outcome": attempt.get_outcome_display(),
        "need": f"Need met: {attempt.get_need_met_display().lower()}" if attempt.need_met else "",
        "error": f"Entered in error: {attempt.entered_in_error_reason}" if error else "",
        "correct": "" if error else href("attempt_correct", referral, aid=attempt.public_id),
    }


def history(
    moves: Iterable[ReferralMove], owners: Iterable[OwnerChange], matches: Iterable[ReferralMatch]
) -> list[dict[str, Any]]:
    """Everything that happened to it, newest first."""
    events = [*map(_moved, moves), *map(_owned, owners), *map(_matched, matches)]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _moved(move: ReferralMove) -> dict[str, Any]:
    return _event(EVENTS.get(move.event, move.event), move, move.reason)


def _owned(change: OwnerChange) -> dict[str, Any]:
    to = change.to_worker.name if change.to_worker else "nobody"
    title = {"given": f"Given to {to}", "taken": f"Taken by {to}", "covered": f"Taken over by {to} as cover"}
    return _event(title.get(change.how, "Let go: nobody has it"), change, change.reason)


def _matched(match: ReferralMatch) -> dict[str, Any]:
    return _event(match.get_what_display(), match, match.reason)


def _event(title: str, row: Any, body: str) -> dict[str, Any]:
    return {"title": title, "at": row.made_at, "by": row.made_by.name if row.made_by else "", "body": body}


#: Where each thing that is missing for acceptance is mended: the page's name, and whether it is the person's.
MENDED_AT = {
    "contact": ("referral_contact", False),
    "match": ("referral_match", False),
    "entry": ("referral_not_accept", False),
    "decision": ("person_decisions", True),
    "diagnosis": ("person_diagnosis", True),
    "area": ("residence_confirm", True),
    "rating": ("person", True),
    "information": ("person_information", True),
}


def missing(referral: Referral) -> list[dict[str, str]]:
    """What stands before acceptance, each sentence with the page that mends it."""
    return [
        {"sentence": sentence, "href": mended_at(subject, referral)}
        for subject, sentence in rules.missing_to_accept(referral)
    ]


def mended_at(subject: str, referral: Referral) -> str:
    """The page where what is missing is put right."""
    name, of_person = MENDED_AT[subject]
    if name == "person" and referral.person is not None:
        return person_href(referral.person)
    if of_person and referral.person is not None:
        return reverse(name, kwargs={"pid": referral.person.public_id})
    return href(name, referral)


@dataclass(frozen=True)
class Step:
    """Something that may be done now: a link, or a button that posts."""

    words: str
    href: str
    post: bool = False
    main: bool = False


def steps(referral: Referral, actor: Actor) -> list[Step]:
    """Only what may be done now, by this worker; the first is the most likely next one."""
    if not (actor.is_team and actor.has("referral_work")):
        return []
    offered = [
        (rules.can_mark_same_day(referral), "I have read this and act on it today", "referral_same_day", True),
        (rules.can_take(referral, actor), _take_words(referral), "referral_take", True),
        (rules.can_log(referral), "Log a contact", "referral_contact", False),
        (rules.can_write_to(referral), "Write to them", "referral_write", False),
        (rules.can_match(referral), "Match to a person", "referral_match", False),
        (rules.can_accept(referral), "Accept", "referral_accept", False),
        (rules.can_not_accept(referral), "Do not accept", "referral_not_accept", False),
        (_may_discuss(referral), "Open for discussion", "referral_discuss", False),
        (rules.can_give_up(referral), "We could not make contact", "referral_give_up", False),
        (rules.can_give(referral, actor), "Give to a colleague", "referral_give", False),
        (rules.can_set_aside(referral), "Set aside until a day", "referral_set_aside", False),
        (rules.can_resume(referral), "Bring back now", "referral_resume", False),
        (rules.can_unmatch(referral), "Undo the match", "referral_unmatch", False),
        (rules.can_withdraw(referral), "Stop the referral", "referral_withdraw", False),
    ]
    return [Step(words, href(name, referral), post) for can, words, name, post in offered if can]


def _may_discuss(referral: Referral) -> bool:
    """The page lists what is missing, so it is offered once somebody has been reached and matched."""
    return rules.is_open(referral) and referral.person_id is not None and referral.contacted_at is not None


def _take_words(referral: Referral) -> str:
    return f"Take over for {referral.owner.name}" if referral.owner else "Take this referral"


@dataclass(frozen=True)
class AdditionRow:
    """What its maker told us after sending it."""

    title: str
    when: str
    words: str
    details: tuple[str, ...]
    flag: str


def addition_row(addition: Addition) -> AdditionRow:
    named = {"phone": "New phone number", "email": "New email address"}
    details = tuple(f"{named[name]}: {value}" for name, value in addition.details.items() if name in named)
    language = "" if addition.language == "en" else f" Written on the page in this language: {addition.language}."
    easy = " Easy Read page." if addition.reading == "easy" else ""
    flag = "It may no longer be safe to contact them as the form says." if addition.changes_safety else ""
    return AdditionRow(
        addition.get_kind_display(), f"{moment(addition.made_at)}.{language}{easy}", addition.words, details, flag
    )
