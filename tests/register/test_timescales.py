from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.core.clock import LONDON
from dsr.core.working_days import Calendar
from dsr.register import timescales
from dsr.register.timescales import DueIn, Milestone

LEAP = date(2008, 2, 29)


class EveryOtherDay:
    """Closes at 17:00 UTC; each working day takes two ordinary ones."""

    def due_at(self, received_at: datetime, working_days: int) -> datetime:
        return received_at.replace(hour=17, minute=0) + timedelta(days=2 * working_days)


@pytest.mark.parametrize(
    ("born_on", "age", "expected"),
    [
        (date(2010, 11, 22), 16, date(2026, 11, 22)),
        (LEAP, 16, date(2024, 2, 29)),
        (LEAP, 18, date(2026, 3, 1)),
        (LEAP, 25, date(2033, 3, 1)),
        (LEAP, 0, LEAP),
    ],
)
def test_birthday(born_on, age, expected):
    assert timescales.birthday(born_on, age) == expected


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2010, 11, 23), date(2026, 11, 22), 15),
        (date(2010, 11, 22), date(2026, 11, 22), 16),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (LEAP, date(2026, 2, 28), 17),
        (LEAP, date(2026, 3, 1), 18),
        (LEAP, date(2024, 2, 28), 15),
        (LEAP, date(2024, 2, 29), 16),
    ],
)
def test_age_on_a_day(born_on, day, age):
    assert timescales.age_on(born_on, day) == age


def test_no_age_before_birth():
    with pytest.raises(ValueError, match="before the date of birth"):
        timescales.age_on(date(2026, 1, 2), date(2026, 1, 1))


@given(born_on=st.dates(date(1900, 1, 1), date(2060, 1, 1)), age=st.integers(0, 110))
def test_an_age_begins_on_its_birthday_and_not_the_day_before(born_on, age):
    reached = timescales.birthday(born_on, age)
    assert timescales.age_on(born_on, reached) == age
    if age:
        assert timescales.age_on(born_on, reached - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2001, 6, 10), True),
        (date(2026, 6, 9), True),
        (date(2026, 6, 10), True),
        (date(2027, 6, 9), True),
        (date(2027, 6, 10), False),
    ],
)
def test_key_worker_from_birth_to_the_eve_of_the_26th_birthday(day, expected):
    assert timescales.is_key_worker_age(date(2001, 6, 10), day) is expected


def test_key_worker_ages_are_the_policys():
    born_on = date(2001, 6, 10)
    assert not timescales.is_key_worker_age(born_on, date(2015, 6, 9), youngest=14, oldest=18)
    assert timescales.is_key_worker_age(born_on, date(2015, 6, 10), youngest=14, oldest=18)
    assert not timescales.is_key_worker_age(born_on, date(2020, 6, 10), youngest=14, oldest=18)


def test_last_key_worker_day():
    assert timescales.last_key_worker_day(date(2001, 6, 10)) == date(2027, 6, 9)
    assert timescales.last_key_worker_day(date(2004, 2, 29)) == date(2030, 2, 28)
    assert timescales.last_key_worker_day(date(2001, 6, 10), oldest=18) == date(2020, 6, 9)


@given(born_on=st.dates(date(1950, 1, 1), date(2030, 1, 1)), oldest=st.integers(1, 40))
def test_last_key_worker_day_is_the_last(born_on, oldest):
    last = timescales.last_key_worker_day(born_on, oldest=oldest)
    assert timescales.is_key_worker_age(born_on, last, oldest=oldest)
    assert not timescales.is_key_worker_age(born_on, last + timedelta(days=1), oldest=oldest)


def test_milestones_in_order():
    assert timescales.milestones(LEAP) == (
        Milestone(16, date(2024, 2, 29)),
        Milestone(18, date(2026, 3, 1)),
        Milestone(25, date(2033, 3, 1)),
    )
    assert [found.age for found in timescales.milestones(LEAP, (18, 14))] == [14, 18]


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (date(2024, 2, 29), 16),
        (date(2024, 3, 1), 18),
        (date(2026, 3, 1), 18),
        (date(2026, 3, 2), 25),
    ],
)
def test_next_milestone_counts_today(today, age):
    assert timescales.next_milestone(LEAP, today).age == age


def test_no_milestone_left():
    assert timescales.next_milestone(LEAP, date(2033, 3, 2)) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 1, date(2026, 12, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later(day, months, expected):
    assert timescales.months_later(day, months) == expected


def test_look_back_window():
    assert timescales.looks_back_to(date(2026, 11, 22), 6) == date(2026, 5, 22)
    assert timescales.looks_back_to(date(2028, 2, 29), 12) == date(2027, 2, 28)


def test_review_due():
    assert timescales.review_due_on(date(2026, 11, 22), days=7) == date(2026, 11, 29)
    assert timescales.review_due_on(date(2026, 11, 30), months=3) == date(2027, 2, 28)


@pytest.mark.parametrize("interval", [{}, {"days": 7, "months": 1}, {"days": 0}, {"months": -1}])
def test_review_needs_exactly_one_interval_of_at_least_1(interval):
    with pytest.raises(ValueError, match=r"exactly one|at least 1"):
        timescales.review_due_on(date(2026, 11, 22), **interval)


@given(rated_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(1, 24))
def test_a_review_in_months_never_slips_into_the_month_after(rated_on, months):
    due = timescales.review_due_on(rated_on, months=months)
    assert (due.year - rated_on.year) * 12 + due.month - rated_on.month == months
    assert due.day <= rated_on.day


@pytest.mark.parametrize(("today", "late"), [(21, 0), (22, 0), (23, 1), (30, 8)])
def test_days_past(today, late):
    assert timescales.days_past(date(2026, 11, 22), date(2026, 11, today)) == late


RATED_AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_in", "expected"),
    [
        (DueIn(working_days=2), datetime(2026, 11, 27, 17, 0, tzinfo=UTC)),
        (DueIn(working_days=0), datetime(2026, 11, 23, 17, 0, tzinfo=UTC)),
        (DueIn(days=14), datetime(2026, 12, 7, 23, 59, tzinfo=UTC)),
        (DueIn(days=0), datetime(2026, 11, 23, 23, 59, tzinfo=UTC)),
        (DueIn(hours=48), datetime(2026, 11, 25, 10, 30, tzinfo=UTC)),
    ],
)
def test_linked_task_due(due_in, expected):
    due = timescales.linked_task_due_at(RATED_AT, due_in, EveryOtherDay())
    assert due == expected
    assert due.tzinfo is UTC


def test_days_are_the_areas_own_in_summer():
    """23:30 UTC on 30 June is already 1 July in London, and the day ends an hour earlier in UTC."""
    rated_at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    due = timescales.linked_task_due_at(rated_at, DueIn(days=1), EveryOtherDay())
    assert due == datetime(2026, 7, 2, 22, 59, tzinfo=UTC)


def test_hours_are_elapsed_when_the_clocks_change():
    rated_at = datetime(2026, 10, 24, 18, 0, tzinfo=LONDON)
    due = timescales.linked_task_due_at(rated_at, DueIn(hours=24), EveryOtherDay())
    assert due.astimezone(LONDON).hour == 17


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        timescales.linked_task_due_at(datetime(2026, 11, 23, 10), DueIn(days=1), EveryOtherDay())


@pytest.mark.parametrize("given_", [{}, {"days": 1, "hours": 1}, {"working_days": -1}])
def test_due_in_is_exactly_one_and_not_negative(given_):
    with pytest.raises(ValueError, match=r"exactly one|at least 0"):
        DueIn(**given_)


def test_with_the_teams_own_calendar():
    """Rated Friday 18 December 2026 at closing time: counted from Monday, over Christmas."""
    rated_at = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
    due = timescales.linked_task_due_at(rated_at, DueIn(working_days=5), Calendar())
    assert due == datetime(2026, 12, 30, 17, 0, tzinfo=UTC)
