"""The figures of docs/matching.md: what is claimed there is reckoned again here."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from dsr.config.env import ROOT
from dsr.matching import labelled, likeness
from dsr.matching.management.commands import measure_matching
from dsr.matching.measuring import Figures, Labelled, measure
from dsr.matching.queries import pairs_among
from tests.matching.corpus import make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def corpus() -> Labelled:
    return labelled.corpus(settings.LABELLED_PAIRS)


def test_the_pairs_are_the_ones_their_script_makes():
    with settings.LABELLED_PAIRS.open(encoding="utf-8", newline="") as file:
        kept = list(csv.DictReader(file))
    assert kept == [{name: str(value) for name, value in row.items()} for row in make.pairs()]
    assert len(kept) == 500


def test_our_pairs_are_found_and_none_is_taken_for_certain_wrongly(corpus: Labelled):
    found = measure(corpus)
    assert found.exact > 0
    assert found.exact == found.exact_right, "the same number and date of birth, and yet two people"
    assert found.precision >= 0.96
    assert found.recall >= 0.97


def test_twins_parents_namesakes_and_households_are_not_suggested(corpus: Labelled):
    """But for those whom nothing that was written down tells apart."""
    with settings.LABELLED_PAIRS.open(encoding="utf-8", newline="") as file:
        kinds = [row["kind"] for row in csv.DictReader(file)]
    wrong = {pair for pair in pairs_among(corpus.records) if _suggests(corpus, pair)} - corpus.true
    assert {kinds[one // 2] for one, _ in wrong} <= {
        "twins_alike_without_number",
        "namesakes_born_together_without_number",
    }


def _suggests(sets: Labelled, pair: tuple[int, int]) -> bool:
    return likeness.compare(*(sets.records[number] for number in pair)).strength != "none"


def test_the_first_febrl_set():
    found = measure(next(labelled.febrl()))
    assert (found.records, found.true) == (1000, 500)
    assert found.precision == 1
    assert found.recall >= 0.97


def test_the_command_prints_a_line_for_each_set_and_the_page_has_the_same_figures(monkeypatch):
    first = list(islice(labelled.febrl(), 1))
    monkeypatch.setattr(labelled, "febrl", lambda: first)
    out = StringIO()
    call_command("measure_matching", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line[:13] for line in lines[1:3]] == ["Our 500 pairs", "FEBRL 1      "]
    page = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
    for line in lines[1:3]:
        assert line in page, "docs/matching.md is out of date: put in what `./dsr matching` prints"


def test_without_the_febrl_sets_it_says_so(monkeypatch):
    monkeypatch.setattr(labelled, "find_spec", lambda name: None)
    monkeypatch.setattr(measure_matching, "measure", lambda sets: Figures(sets.name, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    out, errors = StringIO(), StringIO()
    call_command("measure_matching", stdout=out, stderr=errors)
    assert "100.00%" in out.getvalue()
    assert "not installed" in errors.getvalue()


def test_outside_a_checkout_it_says_so(settings, tmp_path):
    settings.LABELLED_PAIRS = tmp_path / "none.csv"
    with pytest.raises(CommandError, match="source tree"):
        call_command("measure_matching")


def test_a_day_that_is_none_is_left_out():
    assert labelled._day("19990231") is None
    assert labelled._day("19990228") is not None
