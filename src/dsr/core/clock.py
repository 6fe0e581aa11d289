"""The one place that asks the machine for the time, so that tests can set it (`time-machine` moves it)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_behind: ContextVar[timedelta] = ContextVar("dsr_clock_behind", default=timedelta(0))


def now() -> datetime:
    """This instant, aware, in UTC: what every `…_at` column holds."""
    return machine_now() - _behind.get()


def machine_now() -> datetime:
    """The machine's own time, for what another clock checks (the database refuses an old scope ticket)."""
    return datetime.now(UTC)


@contextmanager
def set_back(by: timedelta) -> Iterator[None]:
    """Let it be earlier for a while: only for synthetic people, whose stories began before today (`dsr.demo`).

    Raises ValueError for a time to come.
    """
    if by < timedelta(0):
        raise ValueError("The clock is only ever set back.")
    before = _behind.set(by)
    try:
        yield
    finally:
        _behind.reset(before)


def today() -> date:
    """The day it is in London, which for an hour of each summer night is not the UTC day."""
    return london_day(now())


def london_day(at: datetime) -> date:
    """The London day on which an instant falls. An instant without a time zone is refused."""
    return to_london(at).date()


def to_london(at: datetime) -> datetime:
    """The same instant on London's clock, for showing to people."""
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return at.astimezone(LONDON)
