"""What single cells say."""

from __future__ import annotations

from datetime import date

import pytest

from dsr.core.partial_dates import PartialDate
from dsr.imports import cells

TODAY = date(2026, 11, 22)
NAMES = {
    "red": "red",
    "r": "red",
    "amber": "amber",
    "a": "amber",
    "green": "green",
    "g": "green",
    "below green": "below",
}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1990-03-14",
            "14/03/1990",
            "14.3.90",
            "14-Mar-1990",
            "14 March 1990",
            "14th of March 1990",
            "March 14, 1990",
        ),
        *("32946", "14031990", "1990-03-14 00:00:00", "DOB: 14/3/90", "14 / 03 / 1990", "14 Mar '90", "14mar1990"),
        "Born in Coventry on 14/3/1990, moved since",
    ],
)
def test_a_day_however_it_is_written(text):
    assert cells.parse_day(text, today=TODAY).value == PartialDate(1990, 3, 14)


@pytest.mark.parametrize(
    ("text", "value"), [("1990", "1990"), ("March 1990", "1990-03"), ("03/1990", "1990-03"), ("c. 1990", "1990")]
)
def test_part_of_a_day(text, value):
    assert str(cells.parse_day(text, today=TODAY).value) == value


@pytest.mark.parametrize(
    "text", ["c. 14/03/1990", "about 14 March 1990", "14/03/1990?", "it was about 14/03/1990, she says"]
)
def test_what_is_doubted_is_approximate(text):
    assert cells.parse_day(text, today=TODAY).approximate


def test_the_century_that_fits():
    assert cells.parse_day("1/2/26", today=TODAY).earliest == date(2026, 2, 1)
    assert cells.parse_day("1/2/27", today=TODAY).earliest == date(1927, 2, 1)
    assert "century" in cells.parse_day("1/2/27", today=TODAY).remark


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("02/25/1990", "Write the day before the month: 25/02/1990"),
        ("31/02/1990", "no day of the calendar"),
        ("14/03/2030", "in the future"),
        ("14/03/1090", "before 1900"),
        ("see notes", "is not a date"),
        ("12 Foo 1990", "names no month"),
        ("either 1/2/1990 or 2/2/1990", "more than one date"),
    ],
)
def test_no_day(text, words):
    with pytest.raises(cells.Unreadable, match=words):
        cells.parse_day(text, today=TODAY)


@pytest.mark.parametrize(
    "text", ["9434765919", "943 476 5919", "943-476-5919", "9434765919.0", "NHS: 943 476 5919 (checked)"]
)
def test_an_nhs_number(text):
    assert cells.parse_number(text) == ("9434765919", "")


def test_a_lost_nought_is_put_back():
    assert cells.parse_number("123456789") == (
        "0123456789",
        "Excel had dropped the nought at the front. It is put back.",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9.43477E+09", "its end is lost"),
        ("9434765918", "Check each digit"),
        ("12345", "5 digits"),
        ("ask mum", "only digits"),
    ],
)
def test_no_nhs_number(text, words):
    with pytest.raises(cells.Unreadable, match=words):
        cells.parse_number(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SMITH, John", ("John", "Smith", "")),
        ("Mr John Smith", ("John", "Smith", "")),
        ("John Smith (known as Johnny)", ("John", "Smith", "Johnny")),
        ("John “Jo” Smith", ("John", "Smith", "Jo")),
        ("Smith, Ms Ann", ("Ann", "Smith", "")),
        ("O'BRIEN-MCDONALD Siobhan", ("Siobhan", "O'Brien-McDonald", "")),
        ("Ali bin Hassan", ("Ali", "bin Hassan", "")),
        ("Anna Maria de la Cruz", ("Anna Maria", "de la Cruz", "")),
        ("ada lovelace", ("Ada", "Lovelace", "")),
        ("Ada Lovelace aka Addie", ("Ada", "Lovelace", "Addie")),
    ],
)
def test_a_name_in_its_parts(text, name):
    found = cells.parse_name(text)
    assert (found.given, found.family, found.called) == name


def test_one_word_is_no_full_name():
    with pytest.raises(cells.Unreadable, match="only one name"):
        cells.parse_name("Madonna")


def test_a_name_written_with_care_stays():
    assert cells.tidy_case("van der Berg") == "van der Berg"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("Red", "red"), ("R", "red"), ("RAG: Red", "red"), ("AMBER (was told)", "amber"), ("g", "green")),
        ("A - stable", "amber"),
    ],
)
def test_a_rating(text, code):
    assert cells.parse_rating(text, NAMES) == code


@pytest.mark.parametrize(("text", "words"), [("Purple", "is not a rating here"), ("Amber/Red", "more than one rating")])
def test_no_rating(text, words):
    with pytest.raises(cells.Unreadable, match=words):
        cells.parse_rating(text, NAMES)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *(
            ("Yes", "confirmed"),
            ("y", "confirmed"),
            ("✓", "confirmed"),
            ("Mild", "confirmed"),
            ("dx 2015", "confirmed"),
        ),
        *(("awaiting assessment", "awaiting_assessment"), ("on pathway", "awaiting_assessment"), ("?", "considered")),
        *(("assessed, not autistic", "not_diagnosed"), ("No", ""), ("N", ""), ("purple", ""), ("no, 2015", "")),
    ],
)
def test_how_sure_a_diagnosis_is(text, status):
    assert cells.parse_status(text) == status


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LD/ASD", {"learning_disability": "confirmed", "autism": "confirmed"}),
        ("Mild learning disability, ?autism", {"learning_disability": "confirmed", "autism": "considered"}),
        ("ASC - awaiting assessment", {"autism": "awaiting_assessment"}),
        ("LD, no autism", {"learning_disability": "confirmed"}),
        ("ADHD", {}),
    ],
)
def test_conditions_in_one_column(text, found):
    assert cells.parse_conditions(text) == found


@pytest.mark.parametrize("text", ["", " ", "-", "N/K", "Unknown", "tbc"])
def test_ways_to_say_nothing(text):
    assert cells.says_nothing(text)


def test_long_words_are_cut_in_a_sentence():
    with pytest.raises(cells.Unreadable, match="…"):
        cells.parse_day("word " * 40, today=TODAY)
