"""The three boxes of a date, whole or in part."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import translation

from dsr.core import forms, languages, months, presenters
from dsr.core.partial_dates import PartialDate
from tests.core.gallery import posted
from tests.support.html import assert_valid_html


def dated(*boxes, **options):
    class Dated(forms.Form):
        on = forms.DateField(label="When?", **{"noun": "The visit", "missing": "Enter the date"} | options)

    names = ("on_day", "on_month", "on_year")
    return Dated(posted(dict(zip(names, boxes, strict=True))) if boxes else posted({}))


def cleaned(*boxes, **options):
    form = dated(*boxes, **options)
    assert form.is_valid(), form.errors
    return form.cleaned_data["on"]


def sentence(*boxes, **options):
    return dated(*boxes, **options).errors.get("on", [""])[0]


@pytest.mark.parametrize(
    "boxes",
    [
        ("14", "3", "2009"),
        ("14", "03", "2009"),
        (" 14 ", "March", "2009"),
        ("14", "mar", "2009"),
        ("１４", "3", "２００９"),
    ],
)
def test_a_date_however_it_is_written(boxes):
    assert cleaned(*boxes) == date(2009, 3, 14)


MONTHS_TYPED = [
    ("pl", "luty", 2), ("pl", "Lutego", 2), ("pl", "lut", 2), ("pl", "STYCZEŃ", 1), ("pl", "stycznia", 1),
    ("pl", "pazdziernik", 10), ("pl", "wrz", 9), ("pl", "February", 2), ("pl", "3", 3), ("pl", "maj", 5),
    ("ur", "فروری", 2), ("ur", "فروري", 2), ("ur", "مئی", 5), ("ur", "Feb", 2), ("ur", "۳", 3),
    ("ar", "شباط", 2), ("ar", "أبريل", 4), ("ar", "ابريل", 4), ("ar", "آب", 8), ("ar", "تشرين الثاني", 11),
    ("gu", "મે", 5), ("gu", "માર્ચ", 3),
]  # fmt: skip


@pytest.mark.parametrize(("language", "typed", "month"), MONTHS_TYPED)
def test_a_month_in_figures_in_english_or_in_the_language_of_the_page(language, typed, month):
    with translation.override(language):
        assert cleaned("3", typed, "1990") == date(1990, month, 3)


@pytest.mark.parametrize(("language", "typed"), [("ar", "تشرين"), ("en-gb", "luty"), ("pl", "ma"), ("pl", "czeremcha")])
def test_what_may_be_two_months_or_none_is_asked_again(language, typed):
    with translation.override(language):
        assert not dated("3", typed, "1990").is_valid()


@pytest.mark.parametrize("code", [language.code for language in languages.offered()])
def test_every_month_of_every_language_is_understood_as_it_is_written(code):
    with translation.override(code):
        assert [months.numbered(str(name)) for name in presenters.MONTHS] == list(range(1, 13))


def test_september_has_a_fourth_letter():
    assert cleaned("1", "Sept", "2009") == date(2009, 9, 1)


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (("", "", ""), "Enter the date"),
        (("14", "", ""), "The visit must include a month and a year"),
        (("", "3", "2009"), "The visit must include a day"),
        (("", "", "2009"), "The visit must include a day and a month"),
        (("29", "2", "2027"), "The visit must be a real date"),
        (("31", "February", "2009"), "The visit must be a real date"),
        (("0", "3", "2009"), "The visit must be a real date"),
        (("x", "3", "2009"), "The visit must be a real date"),
        (("14", "13", "2009"), "The visit must include a month from 1 to 12"),
        (("14", "sometime", "2009"), "The visit must include a month from 1 to 12"),
        (("14", "3", "09"), "The visit must include a year with 4 numbers, like 2009"),
        (("14", "3", "²⁰⁰"), "The visit must include a year with 4 numbers, like 2009"),
        (("14", "3", "0000"), "The visit must be a real date"),
        (("14", "3", "1066"), "The visit must be 1 January 1900 or later"),
        (("9" * 5000, "3", "2009"), "The visit must be a real date"),
    ],
)
def test_what_is_wrong_is_said(boxes, words):
    assert sentence(*boxes) == words


def test_boxes_that_were_not_sent_are_an_empty_date():
    assert sentence() == "Enter the date"
    assert cleaned("", "", "", required=False) is None


@pytest.mark.parametrize(
    ("boxes", "written"),
    [(("14", "3", "2009"), "2009-03-14"), (("", "3", "2009"), "2009-03"), (("", "", "2009"), "2009")],
)
def test_part_of_a_date_is_enough_where_it_may_be(boxes, written):
    assert cleaned(*boxes, approximate=True) == PartialDate.parse(written)


def test_a_day_without_its_month_says_nothing():
    assert sentence("14", "", "2009", approximate=True) == "The visit must include a month"
    assert sentence("", "3", "", approximate=True) == "The visit must include a year"
    assert sentence("31", "4", "2009", approximate=True) == "The visit must be a real date"


@time_machine.travel("2026-11-22 23:30 +00:00")
def test_limits_of_today():
    assert cleaned("22", "11", "2026", not_future=True, not_past=True) == date(2026, 11, 22)
    assert sentence("23", "11", "2026", not_future=True) == "The visit must be today or in the past"
    assert sentence("21", "11", "2026", not_past=True) == "The visit must be today or in the future"
    assert cleaned("", "11", "2026", not_future=True, approximate=True) == PartialDate(2026, 11)
    assert sentence("", "12", "2026", not_future=True, approximate=True) == "The visit must be today or in the past"


@time_machine.travel("2026-06-30 23:30 +00:00")
def test_today_is_londons():
    assert cleaned("1", "7", "2026", not_future=True) == date(2026, 7, 1)


def test_the_summary_leads_to_the_first_wrong_box():
    assert 'href="#on-month"' in dated("14", "", "").error_summary()
    assert 'href="#on-year"' in dated("14", "3", "09").error_summary()
    assert 'href="#on-day"' in dated("", "", "").error_summary()


def test_only_the_wrong_boxes_are_marked():
    document = assert_valid_html(str(dated("14", "3", "09")["on"]))
    assert [box.attrs["name"] for box in document.query(".nhsuk-input--error")] == ["on_year"]


@pytest.mark.parametrize("initial", [date(2009, 3, 14), PartialDate(2009, 3, 14), "2009-03-14"])
def test_an_earlier_answer_is_shown(initial):
    form = type(dated("", "", ""))(initial={"on": initial})
    values = [box.attrs.get("value") for box in assert_valid_html(str(form["on"])).query("input")]
    assert values == ["14", "3", "2009"]


def test_a_changed_date_is_noticed():
    form = type(dated("", "", ""))(
        posted({"on_day": "14", "on_month": "3", "on_year": "2009"}), initial={"on": date(2009, 3, 14)}
    )
    assert not form.has_changed()


def test_partial_dates():
    assert PartialDate(2009, 2).latest == date(2009, 2, 28)
    assert PartialDate(2009).earliest == date(2009, 1, 1)
    assert PartialDate(2009).latest == date(2009, 12, 31)
    for wrong in ("09", "2009-13", "2009-02-30", "2009-3", "", "2009-03-14T00:00"):
        with pytest.raises(ValueError, match=r"Not a date|month|day"):
            PartialDate.parse(wrong)
    with pytest.raises(ValueError, match="month"):
        PartialDate(2009, None, 3)
