"""The one place that asks the machine for the time, so that tests can set it (`time-machine` moves it)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, aware, in UTC: what every `…_at` column holds."""
    return datetime.now(UTC)


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
