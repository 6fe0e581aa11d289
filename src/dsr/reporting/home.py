"""The first page after signing in: what waits, the most pressing first. Every count is a link to its list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.pagination import capped
from dsr.core.working_days import days_overdue
from dsr.notices import queries as notices
from dsr.notices.presenters import Row
from dsr.notices.presenters import rows as notice_rows
from dsr.referrals import queries as referrals
from dsr.referrals.models import Referral
from dsr.reporting import queries
from dsr.tasks import queries as tasks

#: As many notices as home shows; the list has the others.
NOTICES = 5


@dataclass(frozen=True)
class Card:
    """A number, what it counts, and the list behind it."""

    count: int
    words: str
    href: str
    note: str = ""
    urgent: bool = False

    @property
    def number(self) -> str:
        """The count in words: "500+" where it was counted no further."""
        return capped(self.count)


@dataclass(frozen=True)
class Home:
    """What one worker's home page shows."""

    same_day: list[Referral] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    groups: list[tuple[str, list[Card]]] = field(default_factory=list)
    is_first_day: bool = False


def link(name: str, **filters: str) -> str:
    """A list with these filters set."""
    return f"{reverse(name)}?{urlencode(filters)}" if filters else reverse(name)


def for_actor(actor: Actor) -> Home:
    """The home page of somebody in these roles, in this organisation."""
    covered = accounts.covering(actor) if actor.has("task_view") else {}
    groups = [
        ("Referrals", _referrals(actor, covered) if actor.is_team and actor.has("referral_view") else []),
        ("Referrals to discuss", _discussions(actor) if not actor.is_team and actor.has("discussion_view") else []),
        ("Register", _register() if actor.has("register_view") else []),
        ("Tasks", _tasks(covered) if actor.has("task_view") else []),
        ("Notices", _notices(actor) if actor.is_team and actor.has("message_send") else []),
    ]
    same_day = list(queries.same_day(actor)) if actor.is_team and actor.has("referral_view") else []
    about_people = notice_rows(notices.waiting(actor)[:NOTICES]) if actor.has("person_view") else []
    shown = [(title, cards) for title, cards in groups if cards]
    return Home(same_day, about_people, shown, actor.has("import_manage") and _nobody_is_on_it(shown))


def _nobody_is_on_it(groups: list[tuple[str, list[Card]]]) -> bool:
    return not any(card.count for title, cards in groups if title == "Register" for card in cards)


def _referrals(actor: Actor, covered: Collection[int]) -> list[Card]:
    found = referrals.counts(actor, covered)
    return [
        Card(found.new, "new", link("referral_list", state="received")),
        Card(found.unowned, "with no owner", link("referral_list", owner="nobody"), urgent=True),
        Card(found.due_today, "to contact by today", link("referral_list", due="today"), urgent=True),
        Card(
            found.overdue,
            "contact overdue",
            link("referral_list", due="overdue"),
            note=oldest(found.overdue_since),
            urgent=True,
        ),
        Card(found.waiting_for_decision, "waiting for a decision", link("referral_list", state="contacted")),
        Card(found.mine, "mine", link("referral_list", owner="me")),
        *([Card(found.covering, "I cover for", link("referral_list", owner="covering"))] if found.covering else []),
    ]


def oldest(since: datetime | None) -> str:
    """How overdue the oldest is, in days."""
    if since is None:
        return ""
    days = days_overdue(since, clock.now())
    return f"the oldest by {days} {'day' if days == 1 else 'days'}"


def _discussions(actor: Actor) -> list[Card]:
    return [Card(referrals.discussions(actor).count(), "to discuss with the register team", link("discussion_list"))]


def _register() -> list[Card]:
    found = queries.register_counts()
    waits = found["to_confirm"]
    return [
        Card(found["people"], "people you can see", link("register_list")),
        Card(found["reviews_overdue"], "overdue for review", link("register_list", review="overdue"), urgent=True),
        Card(found["reviews_due"], "overdue for review or due in 7 days", link("register_list", review="week")),
        *([Card(waits, "with a decision to confirm", link("register_list", standing="to_confirm"))] if waits else []),
    ]


def _tasks(covered: Collection[int]) -> list[Card]:
    found = tasks.own_counts(covered)
    covering = [Card(found["covering"], "I cover for", link("task_list", whose="covering"))]
    return [
        Card(found["mine"], "mine", link("task_list", whose="mine")),
        *(covering if found["covering"] else []),
        Card(found["unowned"], "of my team with no owner", link("task_list", whose="unowned")),
        Card(found["due_today"], "due today", link("task_list", when="today"), urgent=True),
        Card(found["overdue"], "overdue", link("task_list", when="overdue"), note=oldest(found["since"]), urgent=True),
    ]


def _notices(actor: Actor) -> list[Card]:
    return [
        Card(queries.failed_messages(actor), "not sent: look at the message", link("message_list", state="failed")),
    ]
