"""The register's dates: ages and birthdays, reviews, and when linked tasks fall due. Pure.

Days are reckoned in the area's own time zone; instants are aware, and returned in UTC. The local
numbers (intervals, ages, due times) come from the policy and are handed in.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from dsr.core.clock import LONDON

MILESTONE_AGES = (16, 18, 25)
"""16: own decisions, Mental Capacity Act 2005 s2(5). 18: adult services. 25: education, health and care plans
may run to it (Children and Families Act 2014 s46) and key worker schemes end after it."""


class WorkingDays(Protocol):
    """What is needed of ``dsr.core.working_days.Calendar``."""

    def due_at(self, received_at: datetime, working_days: int) -> datetime: ...


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


def is_key_worker_age(born_on: date, day: date, *, youngest: int = 0, oldest: int = 25) -> bool:
    """Whether a key worker is for somebody of this age; both ages inclusive, so to the eve of the next."""
    return youngest <= age_on(born_on, day) <= oldest


def last_key_worker_day(born_on: date, *, oldest: int = 25) -> date:
    """The last day on which a key worker is still for this person."""
    return birthday(born_on, oldest + 1) - timedelta(days=1)


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
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def looks_back_to(day: date, months: int) -> date:
    """The first day of a look-back window that ends today: 'in the last 6 months' begins here."""
    return months_later(day, -months)


def review_due_on(rated_on: date, *, days: int | None = None, months: int | None = None) -> date:
    """The day by which a rating must be reviewed. Exactly one interval, of at least 1.

    It is not moved for weekends: a review may be held early, and moving it later would stretch the promise.
    """
    _one_of(days=days, months=months, least=1)
    return rated_on + timedelta(days=days) if days else months_later(rated_on, months or 0)


def days_past(due_on: date, today: date) -> int:
    """By how many days a day has passed; 0 on the day itself and before."""
    return max((today - due_on).days, 0)


@dataclass(frozen=True, slots=True)
class DueIn:
    """How long a linked task may take. Exactly one of the three, 0 or more; raises ValueError otherwise."""

    working_days: int | None = None
    days: int | None = None
    hours: int | None = None

    def __post_init__(self) -> None:
        _one_of(working_days=self.working_days, days=self.days, hours=self.hours, least=0)


def linked_task_due_at(
    rated_at: datetime, due_in: DueIn, working_days: WorkingDays, zone: ZoneInfo = LONDON
) -> datetime:
    """When a task that a rating starts is due, in UTC.

    Working days end at the team's closing time, by the calendar's own rule. Days run to the end (23:59)
    of that day in the area. Hours are elapsed hours, also across a change of the clocks.
    """
    if rated_at.tzinfo is None:
        raise ValueError("rated_at needs a time zone")
    if due_in.working_days is not None:
        return working_days.due_at(rated_at, due_in.working_days).astimezone(UTC)
    if due_in.hours is not None:
        return rated_at.astimezone(UTC) + timedelta(hours=due_in.hours)
    day = rated_at.astimezone(zone).date() + timedelta(days=due_in.days or 0)
    return datetime.combine(day, time(23, 59), tzinfo=zone).astimezone(UTC)


def _one_of(*, least: int, **given: int | None) -> None:
    set_ones = {name: number for name, number in given.items() if number is not None}
    if len(set_ones) != 1:
        raise ValueError(f"give exactly one of {', '.join(given)}")
    for name, number in set_ones.items():
        if number < least:
            raise ValueError(f"{name} must be at least {least}")
