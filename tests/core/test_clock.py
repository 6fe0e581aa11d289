from datetime import UTC, date, datetime

import pytest
import time_machine

from dsr.core import clock


def test_now_is_an_aware_instant_in_utc():
    assert clock.now().tzinfo is UTC


def test_tests_can_set_the_clock():
    with time_machine.travel(datetime(2026, 12, 18, 16, 59, tzinfo=UTC), tick=False):
        assert clock.now() == datetime(2026, 12, 18, 16, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 1, 1, 23, 59, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_today_is_the_london_day(at, day):
    with time_machine.travel(at, tick=False):
        assert clock.today() == day


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        clock.london_day(datetime(2026, 7, 1, 12, 0))
