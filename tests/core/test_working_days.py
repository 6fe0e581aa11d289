from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.core.working_days import Calendar, bank_holidays, days_overdue

LONDON = ZoneInfo("Europe/London")
USUAL = Calendar()
EARLY = Calendar(opens=time(8, 30), closes=time(16, 30))

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 1), timezones=st.just(UTC))
counts = st.integers(0, 30)
calendars = st.builds(
    Calendar,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    extra_holidays=st.frozensets(days, max_size=20),
    removed_holidays=st.sampled_from([frozenset(), frozenset({date(2026, 12, 28)})]),
)


def london(*moment):
    return datetime(*moment, tzinfo=LONDON)


class TestThePromise:
    """The examples that the service was ordered with."""

    def test_received_on_a_friday_before_christmas_in_time(self):
        assert USUAL.due_at(london(2026, 12, 18, 16, 59)) == london(2026, 12, 29, 17)

    def test_received_then_at_closing_time(self):
        assert USUAL.due_at(london(2026, 12, 18, 17, 0)) == london(2026, 12, 30, 17)

    def test_half_past_four_utc_is_past_five_in_summer(self):
        assert USUAL.due_at(datetime(2026, 10, 23, 16, 30, tzinfo=UTC)) == london(2026, 11, 2, 17)

    def test_received_before_easter_is_due_in_summer_time(self):
        due = USUAL.due_at(london(2027, 3, 25, 16, 59))
        assert due == datetime(2027, 4, 5, 16, 0, tzinfo=UTC)
        assert due == london(2027, 4, 5, 17)

    def test_received_before_easter_at_closing_time(self):
        assert USUAL.due_at(london(2027, 3, 25, 17, 0)) == london(2027, 4, 6, 17)

    def test_a_royal_bank_holiday_added_by_configuration(self):
        royal = Calendar(extra_holidays=frozenset({date(2027, 6, 4)}))
        received = london(2027, 6, 1, 10)
        assert USUAL.due_at(received) == london(2027, 6, 8, 17)
        assert royal.due_at(received) == london(2027, 6, 9, 17)

    def test_due_in_utc(self):
        assert USUAL.due_at(london(2026, 12, 18, 16, 59)).tzinfo is UTC

    def test_other_hours_close_earlier(self):
        assert EARLY.due_at(london(2026, 12, 18, 16, 29), 3) == london(2026, 12, 23, 16, 30)
        assert EARLY.due_at(london(2026, 12, 18, 16, 30), 3) == london(2026, 12, 24, 16, 30)


class TestCountsFrom:
    @pytest.mark.parametrize(
        ("received", "day"),
        [
            (london(2026, 11, 20, 3, 0), date(2026, 11, 20)),
            (london(2026, 11, 20, 17, 0), date(2026, 11, 23)),
            (london(2026, 11, 21, 12, 0), date(2026, 11, 23)),
            (london(2026, 12, 25, 9, 0), date(2026, 12, 29)),
            (london(2026, 12, 31, 23, 59), date(2027, 1, 4)),
        ],
    )
    def test_the_day_it_counts_as_received(self, received, day):
        assert USUAL.counts_from(received) == day

    def test_an_instant_without_a_time_zone_is_refused(self):
        with pytest.raises(ValueError, match="time zone"):
            USUAL.counts_from(datetime(2026, 11, 20, 3, 0))


class TestHolidays:
    @pytest.mark.parametrize(
        ("year", "weekdays"),
        [
            (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),  # jubilee and state funeral
            (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),  # coronation
            (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
            (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
            (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        ],
    )
    def test_englands_bank_holidays_on_weekdays(self, year, weekdays):
        found = sorted(day for day in bank_holidays(year) if day.weekday() < 5)
        assert [f"{day:%m-%d}" for day in found] == weekdays.split()

    def test_substitute_days_are_bank_holidays(self):
        assert date(2026, 12, 28) in bank_holidays(2026)  # Boxing Day falls on a Saturday

    def test_scottish_days_are_not(self):
        assert date(2026, 1, 2) not in bank_holidays(2026)

    def test_a_removed_holiday_is_a_working_day(self):
        removed, extra = date(2026, 5, 4), date(2026, 5, 8)
        moved = Calendar(removed_holidays=frozenset({removed}), extra_holidays=frozenset({extra}))
        assert moved.is_working_day(date(2026, 5, 4))
        assert not moved.is_working_day(date(2026, 5, 8))
        assert not USUAL.is_working_day(date(2026, 5, 4))

    def test_a_removed_holiday_at_the_weekend_stays_free(self):
        assert not Calendar(removed_holidays=frozenset({date(2026, 12, 26)})).is_working_day(date(2026, 12, 26))


class TestHours:
    @pytest.mark.parametrize(
        ("at", "is_open"),
        [
            (london(2026, 11, 20, 8, 59), False),
            (london(2026, 11, 20, 9, 0), True),
            (london(2026, 11, 20, 16, 59), True),
            (london(2026, 11, 20, 17, 0), False),
            (london(2026, 11, 21, 12, 0), False),
            (london(2026, 12, 28, 12, 0), False),
            (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), True),
            (datetime(2026, 7, 1, 16, 0, tzinfo=UTC), False),
        ],
    )
    def test_when_somebody_is_there(self, at, is_open):
        assert USUAL.is_open(at) is is_open

    def test_a_team_opens_before_it_closes(self):
        with pytest.raises(ValueError, match="open before"):
            Calendar(opens=time(17), closes=time(9))

    @pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7})])
    def test_a_team_works_some_day(self, weekdays):
        with pytest.raises(ValueError, match="weekday"):
            Calendar(weekdays=weekdays)


class TestCounting:
    def test_backwards(self):
        assert USUAL.add_working_days(date(2026, 12, 29), -1) == date(2026, 12, 24)

    def test_nought_is_the_day_or_the_next_working_day(self):
        assert USUAL.add_working_days(date(2026, 11, 20), 0) == date(2026, 11, 20)
        assert USUAL.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)

    def test_between(self):
        assert USUAL.working_days_between(date(2026, 12, 18), date(2026, 12, 29)) == 5
        assert USUAL.working_days_between(date(2026, 12, 29), date(2026, 12, 18)) == -5
        assert USUAL.working_days_between(date(2026, 12, 18), date(2026, 12, 18)) == 0

    def test_left(self):
        due = london(2026, 12, 29, 17)
        assert USUAL.working_days_left(due, london(2026, 12, 24, 9)) == 1
        assert USUAL.working_days_left(due, london(2026, 12, 29, 18)) == 0
        assert USUAL.working_days_left(due, london(2026, 12, 31, 9)) == -2


class TestOverdue:
    @pytest.mark.parametrize(
        ("now", "late"),
        [
            (london(2026, 11, 20, 16, 59), 0),
            (london(2026, 11, 20, 17, 0), 0),
            (london(2026, 11, 20, 17, 1), 1),
            (london(2026, 11, 21, 9, 0), 1),
            (london(2026, 11, 23, 9, 0), 3),
        ],
    )
    def test_days_overdue(self, now, late):
        assert days_overdue(london(2026, 11, 20, 17), now) == late

    def test_the_day_is_londons(self):
        due = datetime(2026, 7, 1, 16, 0, tzinfo=UTC)
        assert days_overdue(due, datetime(2026, 7, 2, 23, 30, tzinfo=UTC)) == 2


class TestProperties:
    @given(calendars, instants, counts)
    def test_due_on_a_working_day_at_closing_time_in_london(self, calendar, received, count):
        due = calendar.due_at(received, count).astimezone(LONDON)
        assert calendar.is_working_day(due.date())
        assert due.time() == calendar.closes

    @given(calendars, instants, instants, counts)
    def test_received_later_is_never_due_sooner(self, calendar, one, other, count):
        first, second = sorted((one, other))
        assert calendar.due_at(first, count) <= calendar.due_at(second, count)

    @given(calendars, instants, counts)
    def test_one_more_day_is_always_later(self, calendar, received, count):
        assert calendar.due_at(received, count) < calendar.due_at(received, count + 1)

    @given(calendars, instants, counts)
    def test_due_is_never_before_it_was_received(self, calendar, received, count):
        assert calendar.due_at(received, count) > received

    @given(calendars, instants)
    def test_it_counts_from_a_working_day_not_before_it_came(self, calendar, received):
        day = calendar.counts_from(received)
        assert calendar.is_working_day(day)
        assert day >= received.astimezone(LONDON).date()

    @given(calendars, days, st.integers(-30, 30))
    def test_adding_and_counting_agree(self, calendar, day, count):
        start = calendar.add_working_days(day, 0)
        assert calendar.working_days_between(start, calendar.add_working_days(start, count)) == count

    @given(calendars, days, days, days)
    def test_counting_adds_up(self, calendar, one, two, three):
        first, middle, last = sorted((one, two, three))
        last = min(last, first + timedelta(days=400))
        middle = min(middle, last)
        between = calendar.working_days_between
        assert between(first, middle) + between(middle, last) == between(first, last)

    @given(instants, instants)
    def test_lateness_never_shrinks(self, due, now):
        assert days_overdue(due, now) <= days_overdue(due, now + timedelta(hours=1))
        assert (days_overdue(due, now) > 0) is (now > due)
