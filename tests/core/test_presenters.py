"""Dates, ages, counts and numbers in plain words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.utils import translation

from dsr.core import direction, presenters
from dsr.core.partial_dates import PartialDate

DUE = datetime(2026, 12, 29, 17, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_days():
    assert presenters.weekday(DUE) == "Tuesday 29 December 2026"
    assert presenters.day(date(2026, 12, 1)) == "1 December 2026"
    assert presenters.short_day(DUE) == "29\u00a0Dec\u00a02026"
    assert presenters.day(None) == presenters.weekday(None) == presenters.short_day(None) == ""


def test_a_day_is_londons():
    assert presenters.day(SUMMER) == "2 July 2026"
    assert presenters.moment(SUMMER) == "Thursday 2 July 2026 at 12:30am"


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        presenters.day(datetime(2026, 7, 1, 12, 0))


def test_part_of_a_date():
    written = [presenters.day(PartialDate.parse(text)) for text in ("2009", "2009-03", "2009-03-14")]
    assert written == ["2009", "March 2009", "14 March 2009"]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0, 0), "midnight"),
        (time(12, 0), "midday"),
        (time(17, 0), "5pm"),
        (time(16, 59), "4:59pm"),
        (time(9, 5), "9:05am"),
        (time(12, 1), "12:01pm"),
        (time(0, 1), "12:01am"),
        (None, ""),
    ],
)
def test_times(at, words):
    assert presenters.time_of_day(at) == words


def test_moments():
    assert presenters.moment(DUE) == "Tuesday 29 December 2026 at 5pm"
    assert presenters.short_moment(DUE) == "29\u00a0Dec\u00a02026, 5pm"
    assert presenters.when(DUE) == ('<time datetime="2026-12-29T17:00:00+00:00">Tuesday 29 December 2026 at 5pm</time>')
    assert presenters.when(date(2026, 12, 29), "<soon>") == '<time datetime="2026-12-29">&lt;soon&gt;</time>'
    assert presenters.when(None) == presenters.moment(None) == presenters.short_moment(None) == ""


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2009, 11, 22), "17 years old"),
        (date(2009, 11, 23), "16 years old"),
        (date(2025, 3, 30), "19 months old"),
        (date(2026, 11, 22), "0 months old"),
        (date(2026, 10, 22), "1 month old"),
        (PartialDate(1986), "about 39 years old"),
        (PartialDate(2026, 12), "about 0 years old"),
        (PartialDate(2009, 11, 22), "17 years old"),
        (None, "age not known"),
    ],
)
@time_machine.travel("2026-11-22 12:00 +00:00")
def test_ages(born_on, words):
    assert presenters.age(born_on) == words


def test_a_leap_day_birthday_is_on_the_first_of_march():
    assert presenters.age_in_years(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert presenters.age_in_years(date(2008, 2, 29), date(2026, 3, 1)) == 18


@time_machine.travel("2026-11-22 12:00 +00:00")
def test_born():
    assert presenters.born(date(2009, 3, 14)) == "14 March 2009 (17 years old)"
    assert presenters.born(None) == "Date of birth not known"


@pytest.mark.parametrize(
    ("on", "words"),
    [(19, "3 days overdue"), (21, "1 day overdue"), (22, "due today"), (23, "due tomorrow"), (25, "due in 3 days")],
)
@time_machine.travel("2026-11-22 12:00 +00:00")
def test_due(on, words):
    assert presenters.due(date(2026, 11, on)) == words


def test_due_without_a_date():
    assert presenters.due(None) == "no date set"


def test_counts():
    assert presenters.plural(1, "referral") == "1 referral"
    assert presenters.plural(0, "person", "people") == "0 people"
    assert presenters.plural(1204, "person", "people") == "1,204 people"
    assert [presenters.in_words(count) for count in (0, 3, 10, 1204)] == ["no", "three", "10", "1,204"]
    assert presenters.listed(["a"]) == "a"
    assert presenters.listed(["a", "b", "c"], "or") == "a, b or c"
    assert presenters.listed([]) == ""


def test_numbers():
    assert presenters.nhs_number("9990000018") == "999\u00a0000\u00a00018"
    assert presenters.nhs_number("") == "Not known"
    assert presenters.phone("+447700900123") == "07700 900123"
    assert presenters.phone("+48 22 123 45 67") == "+48 22 123 45 67"
    assert presenters.phone("ask my mum") == "ask my mum"
    assert presenters.phone(None) == ""


def test_text_keeps_its_lines_and_is_escaped():
    assert presenters.lines(" a <b>\nc ") == "a &lt;b&gt;<br>c"
    assert presenters.lines(None) == ""


def test_yes_no():
    assert [presenters.yes_no(value) for value in (True, False, None)] == ["Yes", "No", "Not known"]


def test_numbers_keep_their_direction_in_a_page_from_right_to_left():
    assert direction.ltr("024 7655 0000") == "024 7655 0000"
    with translation.override("ur"):
        assert direction.ltr("024 7655 0000") == "\u2066024 7655 0000\u2069"
        assert direction.ltr("") == ""
        assert direction.ltr_attribute() == ' dir="ltr"'
    assert direction.ltr_attribute() == ""


def test_what_was_typed_is_set_apart_where_it_may_run_the_other_way():
    assert presenters.lines("One\nTwo <b>") == "One<br>Two &lt;b&gt;"
    assert presenters.lines("شور ہے (روز)") == "<bdi>شور ہے (روز)</bdi>"
    with translation.override("ur"):
        assert presenters.lines("CV1 2NT") == "<bdi>CV1 2NT</bdi>"
        assert presenters.lines("") == ""
