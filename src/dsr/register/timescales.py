"""The register's dates: ages and birthdays, reviews, and when linked tasks fall due. Pure.

Days are London's; instants are aware, and returned in UTC. The local numbers (intervals, ages, due
times, working days) come from the policy in force, which is handed in.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dsr.core.clock import london_day
from dsr.policy.document import LinkedTask, Policy, Rating
from dsr.policy.document.ratings import Ages

MILESTONE_AGES = (16, 18, 25)
"""16: own decisions, Mental Capacity Act 2005 s2(5). 18: adult services. 25: education, health and care plans
may run to it (Children and Families Act 2014 s46) and key worker schemes end after it."""


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody reaches an age.

    An age is reached at the start of the anniversary (Family Law Reform Act 1969 s9). Where the year has
    no 29 February we take 1 March, so that nobody counts as older than they are.
    """
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def age_on(born_on: date, day: date) -> int:
    """Age in whole years. Raises ValueError for a day before birth."""
    if day < born_on:
        raise ValueError(f"{day} is before the date of birth")
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def is_key_worker_age(born_on: date, day: date, ages: Ages) -> bool:
    """Whether a key worker is for somebody of this age on that day."""
    return ages.include(age_on(born_on, day))


def last_key_worker_day(born_on: date, ages: Ages) -> date:
    """The last day on which a key worker is for this person: the eve of the birthday after the oldest age."""
    return birthday(born_on, ages.maximum + 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A birthday at which something about the register changes."""

    age: int
    on: date


def milestones(born_on: date, ages: tuple[int, ...] = MILESTONE_AGES) -> tuple[Milestone, ...]:
    """The birthdays to prepare for, in order of age."""
    return tuple(Milestone(age, birthday(born_on, age)) for age in sorted(ages))


def next_milestone(born_on: date, today: date, ages: tuple[int, ...] = MILESTONE_AGES) -> Milestone | None:
    """The next such birthday, today's included; None once all have passed."""
    return next((found for found in milestones(born_on, ages) if found.on >= today), None)


def months_later(day: date, months: int) -> date:
    """The same day so many months on (or back, below zero); the last day of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def looks_back_to(day: date, months: int) -> date:
    """The first day of a look-back window that ends today: 'in the last 6 months' begins here."""
    return months_later(day, -months)


def review_due_on(rated_on: date, rating: Rating) -> date:
    """The day by which a rating must be reviewed.

    It is not moved for weekends: a review may be held early, and moving it later would stretch the promise.
    """
    return rated_on + timedelta(days=rating.review_days)


def days_past(due_on: date, today: date) -> int:
    """By how many days a day has passed; 0 on the day itself and before."""
    return max((today - due_on).days, 0)


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task that a rating starts, with its two instants in UTC. Both clocks run from the rating."""

    task: LinkedTask
    due_at: datetime
    escalate_at: datetime


def plan_linked_tasks(
    policy: Policy,
    rating_code: str,
    *,
    rated_at: datetime,
    born_on: date | None,
    known_to_key_worker: bool | None,
) -> tuple[PlannedTask, ...]:
    """What a rating given at this instant starts for this person, and when each is due.

    None for what is not known leaves nothing out. Raises KeyError for a rating the policy does not have.
    """
    age = age_on(born_on, london_day(rated_at)) if born_on else None
    calendar = policy.calendar()
    return tuple(
        PlannedTask(task, task.due.at(rated_at, calendar), task.escalate_after.at(rated_at, calendar))
        for task in policy.linked_tasks(rating_code, age=age, known_to_key_worker=known_to_key_worker)
    )
