"""What comes with somebody of an earlier register: the rating they had there, and the task to ask them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.presenters import day
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.register.models import Entry, Rating
from dsr.tasks import actions as tasks
from dsr.tasks import closing
from dsr.tasks import queries as task_queries
from dsr.tasks.models import Task

CONFIRM = "import_confirm"
#: Behind every rating in a list that begins with the worst.
UNRATED = 99


@dataclass(frozen=True)
class Carried:
    """A rating of the earlier register: its code, and who had rated and when, where that is known."""

    rating: str
    rated_on: date | None = None
    rated_by: str = ""

    @property
    def at(self) -> datetime:
        """Noon of that day; now where no day is known, or for one to come."""
        if self.rated_on is None or self.rated_on >= clock.today():
            return clock.now()
        return datetime.combine(self.rated_on, time(12), tzinfo=clock.LONDON)

    @property
    def words(self) -> str:
        who = self.rated_by.strip() or "nobody is named"
        return f"{who}, {day(self.rated_on) if self.rated_on else 'on a day that is not known'}"[:200]


def carry_over(person: Person, carried: Carried, *, by: Actor) -> Rating:
    """The rating as it stood; it takes effect on joining, unless a clinician rates the risk anew before."""
    rating = Rating.objects.create(
        area_id=person.area_id,
        person=person,
        rating=carried.rating,
        rationale="Carried over from the earlier register. Nobody has completed the support tool for it.",
        carried_over=carried.words,
        decided_at=carried.at,
        decided_by=by.worker,
        policy_version_id=policies.in_force(person.area_id).version_id,
    )
    audit.record(
        "rating.carry_over",
        by=by,
        people=[person.public_id],
        targets=[f"rating:{rating.public_id}"],
        area_id=person.area_id,
        rating=rating.rating,
    )
    return rating


def confirm_by(policy: Policy) -> datetime:
    return policy.earlier_register.asked_within.at(clock.now(), policy.calendar())


def start_confirming(entry: Entry, due_at: datetime, *, by: Actor) -> None:
    """The task to ask the person, or whoever decides with or for them."""
    tasks.open_task(
        area_id=entry.area_id,
        kind=CONFIRM,
        title="Confirm the decision to join the register",
        description=(
            "Brought from the earlier register. Ask whether the person agrees to be on this one, and record what they "
            "decide. Until then nobody outside the register team sees them."
        ),
        due_at=due_at,
        organisation=accounts.register_team(entry.area_id),
        role="coordinator",
        policy_version_id=entry.policy_version_id,
        person=entry.person,
        source=f"brought:{entry.public_id}",
        closes_with=closing.ENTRY_SETTLED,
        by=by,
    )


def confirm_tasks(person: Person) -> Iterable[Task]:
    """The open tasks to ask them: one, or none."""
    return list(task_queries.open_tasks(area_id=person.area_id, person_id=person.pk, kind=CONFIRM))


def end(entry: Entry, *, by: Actor) -> None:
    """They did not join. What was carried over belongs to this stay: whoever joins later is rated anew."""
    settle(entry, "The person did not join the register.", by=by)
    carried = Rating.objects.filter(person_id=entry.person_id, entry__isnull=True).exclude(carried_over="")
    carried.update(entry=entry, took_effect_at=clock.now())


def settle(entry: Entry, evidence: str, *, by: Actor) -> None:
    """Whoever was asked has answered: the task to ask them is done."""
    for task in confirm_tasks(entry.person):
        tasks.complete(task=task, evidence=evidence, by=by, follows=True)
