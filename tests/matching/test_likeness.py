"""How alike two records are: what counts, what holds a pair back, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsr.matching import likeness
from dsr.matching.likeness import (
    Sketch,
    Strength,
    compare,
    is_exact,
    relation,
)
from dsr.matching.names import plain, skeleton

ADA = Sketch(
    given_name="Beata",
    family_name="Nowak",
    born_on=date(1990, 3, 4),
    nhs_number="9434765919",
    postcode="CV1 2AB",
    address="12 Mill Lane",
    phone="07700 900123",
    email="beata@example.org",
    sex="f",
)
OTHER_NUMBER = "9434765870"


def test_a_record_is_most_like_itself():
    found = compare(ADA, ADA)
    assert found.strength is Strength.LIKELY
    assert found.differing == []
    assert found.agreeing == [
        "Given names are the same",
        "Family names are the same",
        "Same date of birth",
        "Same NHS number",
        "Same postcode",
        "Same address",
        "Same phone number",
        "Same email address",
    ]


def test_nothing_known_says_nothing():
    found = compare(Sketch(), Sketch())
    assert (found.points, found.findings, found.strength) == (0, (), Strength.NONE)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"born_on": date(1990, 4, 3)}, "Day and month changed places in the date of birth"),
        ({"born_on": date(1990, 3, 14)}, "Dates of birth are one slip apart"),
        ({"born_on": date(1980, 3, 4)}, "Dates of birth are one slip apart"),
        ({"born_on": date(1990, 1, 1)}, "Born in about the same year"),
        ({"born_on": date(1991, 6, 1), "born_on_is_approximate": True}, "Born in about the same year"),
        ({"born_on_is_approximate": True}, "Born in about the same year"),
        ({"given_name": "Beatta"}, "Given names are written or said alike"),
        ({"given_name": "B"}, "Given names are alike in the first letter only"),
        ({"given_name": "Beata Maria"}, "Given names are the same in part"),
        ({"given_name": "Nowak", "family_name": "Beata"}, "Given and family name changed places"),
        ({"family_name": "Nowak-Evans"}, "Family names are the same in part"),
        ({"nhs_number": "9434765918"}, "NHS numbers are one slip apart"),
        ({"address": "12 Mill Ln"}, "Same address"),
        ({"address": "Flat 3, 12 Mill Lane", "postcode": "CV1 2AC"}, "Same phone number"),
    ],
)
def test_what_is_said_when_something_is_almost_the_same(changed: dict[str, object], words: str):
    found = compare(ADA, replace(ADA, **({"nhs_number": ""} | changed)))  # type: ignore[arg-type]
    assert words in found.agreeing
    assert found.strength is not Strength.NONE


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("muhammad", "mohammed", "form"),
        ("peggy", "margaret", "form"),
        ("fred", "frederick", "form"),
        ("o'brien", "obrien", "alike"),
        ("chaudhry", "choudhary", "alike"),
        ("kowalczyk", "kovalchyk", "alike"),
        ("jo", "al", "differs"),
        ("", "al", ""),
    ],
)
def test_how_names_are_related(one: str, other: str, kind: str):
    assert relation(one, other) == relation(other, one) == kind


def test_names_are_compared_without_accents_hyphens_and_apostrophes():
    assert plain("Łukasz O'Brien-Śmith") == "lukasz obrien smith"
    assert relation(plain("O'Brien"), plain("OBRIEN")) == "same"
    assert skeleton("") == ""


def test_a_preferred_name_counts_as_a_name():
    known = replace(ADA, given_name="Tiger", nhs_number="")
    assert compare(replace(ADA, preferred_name="Tiger"), known).strength is Strength.LIKELY


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        ({"given_name": "Zofia", "nhs_number": ""}, likeness.TWINS),
        ({"given_name": "Beato", "nhs_number": OTHER_NUMBER}, likeness.TWINS),
        ({"born_on": date(1958, 7, 9), "nhs_number": ""}, likeness.GENERATIONS),
        (
            {"nhs_number": OTHER_NUMBER, "postcode": "CV9 9ZZ", "address": "4 Earl Street", "phone": "", "email": ""},
            likeness.NAMESAKES,
        ),
        ({"given_name": "Beatta", "born_on": None, "nhs_number": ""}, likeness.TOO_LITTLE),
    ],
)
def test_doubts_hold_a_pair_back_however_much_agrees(changed: dict[str, object], doubt: str):
    found = compare(ADA, replace(ADA, **changed))  # type: ignore[arg-type]
    assert doubt in found.doubts
    assert found.strength is Strength.NONE


def test_one_nhs_number_answers_every_doubt():
    found = compare(ADA, replace(ADA, given_name="Zofia", born_on=date(1958, 7, 9)))
    assert found.doubts == ()
    assert found.strength is not Strength.NONE


def test_another_sex_and_another_home_speak_against_it():
    away = replace(ADA, sex="m", postcode="CV9 9ZZ", address="4 Earl Street", nhs_number="", phone="", email="")
    assert compare(ADA, away).differing == ["Postcodes are different", "Addresses are different",
                                            "Sex is recorded differently"]  # fmt: skip


def test_a_street_alone_is_no_address():
    assert "Addresses are different" in compare(ADA, replace(ADA, address="99 Mill Lane")).differing
    assert "Addresses are alike" in compare(ADA, replace(ADA, address="12a Mill Lane")).agreeing
    assert "Same address" in compare(replace(ADA, address="The Mill"), replace(ADA, address="The Mill")).agreeing


def test_exact_means_the_number_and_an_exact_day():
    assert is_exact(ADA, replace(ADA, given_name="Zofia"))
    assert not is_exact(ADA, replace(ADA, nhs_number=OTHER_NUMBER))
    assert not is_exact(ADA, replace(ADA, born_on_is_approximate=True))
    assert not is_exact(replace(ADA, nhs_number=""), replace(ADA, nhs_number=""))


TEXT = st.text(max_size=12)
SKETCHES = st.builds(
    Sketch, given_name=TEXT, family_name=TEXT, preferred_name=TEXT, born_on=st.none() | st.dates(), address=TEXT,
    nhs_number=st.sampled_from(["", "9434765919", OTHER_NUMBER]), postcode=TEXT, phone=TEXT, email=TEXT,
)  # fmt: skip


@given(SKETCHES, SKETCHES)
def test_it_does_not_matter_which_comes_first(one: Sketch, other: Sketch):
    assert compare(one, other) == compare(other, one)
