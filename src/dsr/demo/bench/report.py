"""The table of what was measured, and whether it is within the targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dsr.demo.bench.measure import Samples

FLOOR = "the floor"
MOST_TIMES_FLOOR = 8
MOST_STATEMENTS = 12
NOISE = 1.25  # a page on a larger register may be this much slower, measured in floors, before it counts as slower
COLUMNS = ("page", "people", "clients", "requests", "median ms", "p95 ms", "SQL", "x floor")


@dataclass(frozen=True)
class Key:
    """What one line of the table is about."""

    page: str
    people: int
    clients: int


Measured = Mapping[Key, Samples]


def in_floors(measured: Measured, key: Key) -> float:
    """How many times the floor of the same size, clients and run."""
    return measured[key].median / measured[Key(FLOOR, key.people, key.clients)].median


def table(measured: Measured) -> Iterator[str]:
    rows = [COLUMNS, *(_row(measured, key) for key in measured)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for first, *rest in rows:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells])


def _row(measured: Measured, key: Key) -> tuple[str, ...]:
    samples = measured[key]
    return (
        key.page,
        f"{key.people:,}",
        str(key.clients),
        str(len(samples.times)),
        f"{samples.median:.1f}",
        f"{samples.p95:.1f}",
        str(samples.statements),
        f"{in_floors(measured, key):.1f}",
    )


@dataclass(frozen=True)
class Verdict:
    """One target and whether it was met."""

    passed: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'PASS' if self.passed else 'FAIL'}  {self.sentence}"


def verdicts(measured: Measured, judged: Iterable[str]) -> Iterator[Verdict]:
    """The targets of the judged pages: times the floor, statements, and the same at every size."""
    for page in judged:
        keys = [key for key in measured if key.page == page]
        worst = max(in_floors(measured, key) for key in keys)
        yield Verdict(worst <= MOST_TIMES_FLOOR, f"{page}: {worst:.1f} times the floor (at most {MOST_TIMES_FLOOR})")
        most = max(measured[key].statements for key in keys)
        yield Verdict(most <= MOST_STATEMENTS, f"{page}: {most} SQL statements (at most {MOST_STATEMENTS})")
        yield from _growth(measured, page, keys)


def _growth(measured: Measured, page: str, keys: list[Key]) -> Iterator[Verdict]:
    sizes = sorted({key.people for key in keys})
    if len(sizes) < 2:
        return
    smallest, largest = sizes[0], sizes[-1]
    for clients in sorted({key.clients for key in keys}):
        before, after = (in_floors(measured, Key(page, size, clients)) for size in (smallest, largest))
        words = f"{page}, {clients} at once: {before:.1f} floors with {smallest:,} people, {after:.1f} with {largest:,}"
        yield Verdict(after <= before * NOISE, words)
