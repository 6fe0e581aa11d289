"""Precision and recall of the suggestions, on labelled records. Looks at nobody on the register."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from dsr.matching import likeness, queries
from dsr.matching.likeness import Sketch, Strength

Pair = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """A set of records, which of them are one person, and which pairs look like one and are not."""

    name: str
    records: list[Sketch]
    people: list[str]

    @property
    def true(self) -> set[Pair]:
        """Every pair of records of one person."""
        of: dict[str, list[int]] = {}
        for number, person in enumerate(self.people):
            of.setdefault(person, []).append(number)
        return {pair for numbers in of.values() for pair in combinations(numbers, 2)}


@dataclass(frozen=True)
class Figures:
    """What was found in one set, against its labels."""

    name: str
    records: int
    true: int
    compared: int
    suggested: int
    right: int
    likely: int
    likely_right: int
    exact: int
    exact_right: int

    @property
    def precision(self) -> float:
        return self.right / self.suggested if self.suggested else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def measure(labelled: Labelled) -> Figures:
    """Pair, compare and count, the way the nightly search does it."""
    true, compared = labelled.true, queries.pairs_among(labelled.records)
    found = {pair: likeness.compare(*(labelled.records[number] for number in pair)).strength for pair in compared}
    suggested = {pair for pair, strength in found.items() if strength is not Strength.NONE}
    likely = {pair for pair, strength in found.items() if strength is Strength.LIKELY}
    exact = {pair for pair in compared if likeness.is_exact(*(labelled.records[number] for number in pair))}
    return Figures(
        name=labelled.name,
        records=len(labelled.records),
        true=len(true),
        compared=len(compared),
        suggested=len(suggested),
        right=len(suggested & true),
        likely=len(likely),
        likely_right=len(likely & true),
        exact=len(exact),
        exact_right=len(exact & true),
    )
