"""Times by which things are due, and who is told as they come and go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Self

from pydantic import PositiveInt, model_validator

from dsr.core.clock import london_day
from dsr.core.working_days import Calendar
from dsr.policy.document.base import Name, Part, Role, Text


class Due(Part):
    """How long after its start something is due: exactly one of the three is given.

    Working days follow the team's calendar and its closing rule. Days are calendar days and end at the
    team's closing time. Hours run day and night.
    """

    working_days: PositiveInt | None = None
    days: PositiveInt | None = None
    hours: PositiveInt | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if sum(unit is not None for unit in (self.working_days, self.days, self.hours)) != 1:
            raise ValueError("Give one of working_days, days or hours.")
        return self

    def at(self, started_at: datetime, calendar: Calendar) -> datetime:
        """The instant, in UTC, by which something started then is due."""
        if self.working_days is not None:
            return calendar.due_at(started_at, self.working_days)
        if self.days is not None:
            return calendar.closing(london_day(started_at) + timedelta(days=self.days))
        return started_at.astimezone(UTC) + timedelta(hours=self.hours or 0)

    def __str__(self) -> str:
        units = (("working day", self.working_days), ("day", self.days), ("hour", self.hours))
        return next(f"{count} {unit}{'' if count == 1 else 's'}" for unit, count in units if count)


class EarlierRegister(Part):
    """When everybody who was brought in has been asked, and how long the sheet they came in is kept after its end."""

    asked_within: Due
    sheet_kept_days: PositiveInt


class EscalationStep(Part):
    """One rung: from this many working days after the due day (negative: before it), these roles see it."""

    level: PositiveInt
    name: Name
    working_days_from_due: int
    seen_by: tuple[Role, ...]
    sentence: Text


class ContactPromise(Part):
    """The promise to speak to somebody soon, and what must be tried before saying it was not possible.

    The thresholds count working days since receipt, from which the clock shows amber and red.
    """

    working_days: PositiveInt
    minimum_attempts: PositiveInt
    minimum_distinct_routes: PositiveInt
    amber_from_working_day: PositiveInt
    red_from_working_day: PositiveInt

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.amber_from_working_day <= self.red_from_working_day <= self.working_days:
            raise ValueError("Amber comes no later than red, and red no later than the promise ends.")
        if self.minimum_distinct_routes > self.minimum_attempts:
            raise ValueError("More different routes are asked for than attempts.")
        return self
