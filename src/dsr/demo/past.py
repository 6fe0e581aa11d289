"""When something in a made-up story happened: some working days ago, at a time of the day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from dsr.core import clock
from dsr.core.clock import LONDON
from dsr.policy import queries as policies
from dsr.policy.models import Area, PolicyVersion


class Past:
    """Sets the clock back. Never to before the area's first rules: nothing could have happened then."""

    def __init__(self, area: Area) -> None:
        self.calendar = policies.current(area.pk).calendar()
        first = PolicyVersion.objects.filter(area=area).order_by("effective_on")[0].effective_on
        self.first = datetime.combine(first, time(9), LONDON)

    @contextmanager
    def working_days_ago(self, count: int, at: str = "10:00") -> Iterator[None]:
        """So many working days before today, one or more, at a London time such as 14:30."""
        day = self.calendar.add_working_days(clock.london_day(clock.machine_now()), -count)
        with self._at(datetime.combine(day, time.fromisoformat(at), LONDON)):
            yield

    @contextmanager
    def minutes_ago(self, count: int) -> Iterator[None]:
        with self._at(clock.machine_now() - timedelta(minutes=count)):
            yield

    @contextmanager
    def _at(self, wanted: datetime) -> Iterator[None]:
        with clock.set_back(clock.machine_now() - max(wanted, self.first)):
            yield
