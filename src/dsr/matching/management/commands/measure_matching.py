"""Prints how well possible duplicates are found, on labelled records."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dsr.matching import labelled
from dsr.matching.measuring import Figures, Labelled, measure

HEADS = ("Set", "Records", "One person", "Compared", "Suggested", "Right", "Precision", "Recall", "Likely", "Exact")
WIDTHS = (14, 8, 11, 10, 10, 8, 10, 8, 14, 12)


class Command(BaseCommand):
    help = "Print precision and recall of suggested duplicates, on our pairs and on the FEBRL sets where installed."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LABELLED_PAIRS.exists():
            raise CommandError("The labelled pairs are part of the source tree: run this from a checkout.")
        self.stdout.write(_line(HEADS))
        for figures in map(measure, self._sets()):
            self.stdout.write(_line(_cells(figures)))
        self.stdout.write("\nNothing is ever joined by itself: records linked without a human: 0, in every set.")
        self.stdout.write("Likely and Exact (same number and date of birth): how many, and how many of them wrong.")

    def _sets(self) -> list[Labelled]:
        sets = [labelled.corpus(settings.LABELLED_PAIRS), *labelled.febrl()]
        if len(sets) == 1:
            self.stderr.write("The FEBRL sets are not installed: they come with the development tools.")
        return sets


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
        figures.name,
        f"{figures.records:,}",
        f"{figures.true:,}",
        f"{figures.compared:,}",
        f"{figures.suggested:,}",
        f"{figures.right:,}",
        f"{figures.precision:.2%}",
        f"{figures.recall:.2%}",
        f"{figures.likely:,} ({figures.likely - figures.likely_right})",
        f"{figures.exact:,} ({figures.exact - figures.exact_right})",
    )


def _line(cells: tuple[str, ...]) -> str:
    return " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
