from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dsr.core.clock import LONDON
from dsr.core.working_days import Calendar
from dsr.policy.document import Due

USUAL = Calendar()
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def london(*moment):
    return datetime(*moment, tzinfo=LONDON)


def test_working_days_follow_the_calendar():
    assert Due(working_days=2).at(london(2026, 12, 24, 17, 0), USUAL) == london(2026, 12, 31, 17)


def test_days_are_calendar_days_to_closing_time():
    assert Due(days=28).at(london(2026, 10, 10, 20, 0), USUAL) == london(2026, 11, 7, 17)


def test_hours_run_day_and_night_across_a_change_of_the_clocks():
    assert Due(hours=24).at(london(2026, 10, 24, 12, 0), USUAL) == london(2026, 10, 25, 11, 0)


@given(st.sampled_from(["working_days", "days", "hours"]), st.integers(1, 60), instants)
def test_more_time_is_never_due_sooner_and_always_in_utc(unit, count, started):
    due = Due(**{unit: count}).at(started, USUAL)
    assert due.tzinfo is UTC
    assert started < due < Due(**{unit: count + 1}).at(started, USUAL)


@given(st.integers(1, 60), instants)
def test_days_end_on_the_day_they_name(count, started):
    due = Due(days=count).at(started, USUAL).astimezone(LONDON)
    assert due.date() == started.astimezone(LONDON).date() + timedelta(days=count)


@pytest.mark.parametrize("given_units", [{}, {"days": 1, "hours": 2}, {"working_days": 1, "days": 1}])
def test_exactly_one_unit_is_given(given_units):
    with pytest.raises(ValidationError, match="Give one of working_days, days or hours"):
        Due(**given_units)


@pytest.mark.parametrize("unit", ["working_days", "days", "hours"])
def test_nothing_is_due_before_it_began(unit):
    with pytest.raises(ValidationError):
        Due(**{unit: 0})


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(working_days=5), "5 working days"),
        (Due(working_days=1), "1 working day"),
        (Due(days=28), "28 days"),
        (Due(hours=1), "1 hour"),
    ],
)
def test_it_can_be_said(due, words):
    assert str(due) == words
