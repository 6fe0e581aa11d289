"""Working days and the clocks that run on them: England's bank holidays, the team's hours, London time.

The promise "within 5 working days" is kept here. Something received at or after closing time, or on a day
that is no working day, counts as received on the next working day; that day is day nought; the promise
runs until closing time of the last day.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from dsr.core.clock import LONDON, london_day, to_london

MONDAY_TO_FRIDAY = frozenset(range(5))
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, substitute days included, as the `holidays` package knows them."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class Calendar:
    """When a team works. `weekdays` count from Monday as 0.

    `extra_holidays` are days off that the bank holiday table does not know (a royal holiday, say);
    `removed_holidays` are bank holidays on which the team works, or which were moved elsewhere.
    """

    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    extra_holidays: frozenset[date] = frozenset()
    removed_holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise ValueError("A team must open before it closes.")
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("A team works on at least one weekday, 0 (Monday) to 6 (Sunday).")

    def is_holiday(self, day: date) -> bool:
        """Whether the day is taken out of the calendar, whatever weekday it is."""
        if day in self.extra_holidays:
            return True
        return day in bank_holidays(day.year) and day not in self.removed_holidays

    def is_working_day(self, day: date) -> bool:
        return day.weekday() in self.weekdays and not self.is_holiday(day)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at this instant: from opening time until just before closing time."""
        local = to_london(at)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def counts_from(self, received_at: datetime) -> date:
        """The day on which something counts as received."""
        local = to_london(received_at)
        too_late = local.time() >= self.closes
        return self.add_working_days(local.date() + _ONE_DAY if too_late else local.date(), 0)

    def due_at(self, received_at: datetime, working_days: int = 5) -> datetime:
        """The instant, in UTC, by which a promise made on receipt must be kept."""
        return self.closing(self.add_working_days(self.counts_from(received_at), working_days))

    def closing(self, day: date) -> datetime:
        """Closing time of a day, as an instant in UTC."""
        return datetime.combine(day, self.closes, LONDON).astimezone(UTC)

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` after `day`, or before it if negative.

        Nought gives the day itself, or the next working day if it is none.
        """
        if count == 0:
            return day if self.is_working_day(day) else self.add_working_days(day, 1)
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative if `end` comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=passed) for passed in range(1, (end - start).days + 1))
        return sum(1 for day in days if self.is_working_day(day))

    def working_days_left(self, due_at: datetime, now: datetime) -> int:
        """Working days still to come before the due day's end; nought on the due day, negative after it."""
        return self.working_days_between(london_day(now), london_day(due_at))


def days_overdue(due_at: datetime, now: datetime) -> int:
    """Days by which something is late: nought until the due instant, then at least one.

    Calendar days in London, since that is how long the person has waited; a day begun counts.
    """
    if now <= due_at:
        return 0
    return max(1, (london_day(now) - london_day(due_at)).days)
