"""Imports and their rows in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dsr.core.forms.choices import Choice
from dsr.core.page_links import address
from dsr.core.presenters import day, nhs_number, plural
from dsr.imports import queries
from dsr.imports.models import Import, ImportRow, ImportState, Outcome
from dsr.people.models import Person
from dsr.people.presenters import person_href

COLOURS = {
    Outcome.UNCHECKED: "grey",
    Outcome.NEW: "green",
    Outcome.KNOWN: "green",
    Outcome.REPEAT: "blue",
    Outcome.ASK: "orange",
    Outcome.WRONG: "red",
    Outcome.LEFT_OUT: "grey",
    Outcome.HERE: "grey",
    Outcome.UNDONE: "grey",
    Outcome.KEPT: "purple",
}
STATES = {
    ImportState.UPLOADED: "orange",
    ImportState.CHECKING: "blue",
    ImportState.CHECKED: "orange",
    ImportState.RUNNING: "blue",
    ImportState.DONE: "green",
    ImportState.UNDONE: "grey",
    ImportState.DROPPED: "grey",
}
#: In this order: what has to be looked at first.
SHOWN: tuple[tuple[str, str], ...] = (
    (Outcome.WRONG, "to mend"),
    (Outcome.ASK, "to decide"),
    (Outcome.NEW, "new, ready to bring in"),
    (Outcome.KNOWN, "on record, ready to bring in"),
    (Outcome.REPEAT, "twice in the sheet"),
    ("done", "brought in"),
    (Outcome.HERE, "on the register already"),
    (Outcome.LEFT_OUT, "left out"),
    (Outcome.KEPT, "kept: somebody has worked on them"),
    (Outcome.UNDONE, "taken back"),
)


@dataclass(frozen=True)
class Count:
    """How many rows of a sort, and where they are."""

    number: int
    words: str
    href: str
    urgent: bool
    current: bool


def counts(importing: Import, found: Mapping[str, int], show: str) -> list[Count]:
    here = address("import", pid=importing.public_id)
    return [
        Count(found[code], words, f"{here}?show={code}", code in (Outcome.WRONG, Outcome.ASK), show == code)
        for code, words in SHOWN
        if found.get(code)
    ]


def ready(found: Mapping[str, int]) -> int:
    return sum(found.get(outcome, 0) for outcome in queries.READY)


def shown_as(show: str) -> str:
    return dict(SHOWN).get(show, "")


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    number: int
    href: str
    name: str
    born: str
    outcome: str
    colour: str
    told: list[str]
    person_href: str


def rows(importing: Import, found: Iterable[ImportRow]) -> list[Row]:
    return [_row(importing, row) for row in found]


def _row(importing: Import, row: ImportRow) -> Row:
    outcome = Outcome(row.outcome)
    done = row.done_at is not None and outcome in queries.READY
    return Row(
        number=row.number,
        href=address("import_row", pid=importing.public_id, number=row.number),
        name=row.name or "No name",
        born=f"born {day(row.born_on)}" if row.born_on else "",
        outcome="Brought in" if done else outcome.label,
        colour="green" if done else COLOURS[outcome],
        told=list(_told(importing, row)),
        person_href=person_href(row.person) if row.person and outcome != Outcome.UNDONE else "",
    )


def _told(importing: Import, row: ImportRow) -> Iterable[str]:
    """What was found, with the cells."""
    for place, words in row.problems:
        yield f"{cell(importing, row, place)}: {words}"
    if row.twin_of and row.outcome in (Outcome.REPEAT, Outcome.ASK):
        yield (
            f"The same name as row {row.twin_of}." if row.outcome == Outcome.ASK else f"The same as row {row.twin_of}."
        )
    if row.outcome == Outcome.ASK and row.maybe:
        yield f"May be somebody on record: {row.maybe[0][1]}."
    if row.outcome not in (Outcome.HERE, Outcome.LEFT_OUT):
        for place, words in row.remarks:
            yield f"{cell(importing, row, place)}: {words}"


def cell(importing: Import, row: ImportRow, place: int) -> str:
    """ "D14"."""
    return f"{importing.columns[place]}{row.number}" if place < len(importing.columns) else f"Row {row.number}"


@dataclass(frozen=True)
class Candidate:
    """Somebody on record, as the choice names them."""

    person: Person
    why: str

    @property
    def words(self) -> str:
        known = [f"born {day(self.person.born_on)}"] if self.person.born_on else []
        known += [f"NHS number {nhs_number(self.person.nhs_number)}"] if self.person.nhs_number else []
        return ", ".join([self.person.full_name, *known])


def choices(row: ImportRow, candidates: Iterable[Candidate]) -> list[Choice]:
    """Everybody it may be about, somebody else, or nobody."""
    found: list[Choice] = [
        (f"same:{each.person.public_id}", f"The same person as {each.words}", f"Found by {each.why}.")
        for each in candidates
    ]
    if row.twin_of:
        found.append(("repeat", f"The same person as row {row.twin_of}", "What this row says is kept with them."))
    return [
        *found,
        ("new", "Somebody else", "A new person is made."),
        ("leave_out", "Leave this row out", "Nothing of it is brought in."),
    ]


def drop_effects(mended: int) -> list[str]:
    """What deleting a sheet does, with how many of its rows were corrected here."""
    lost = f"What was corrected here in {plural(mended, 'row')} is lost." if mended else ""
    return [
        "The sheet and all its rows are deleted here. Your own file stays as it is.",
        *filter(None, [lost]),
        "Nobody was brought in, so nobody’s record changes.",
    ]


def undo_effects(found: Mapping[str, int]) -> list[str]:
    """What undoing does."""
    return [
        f"{plural(found.get('done', 0), 'row')} brought in by this sheet will be taken back.",
        "People it made are nobody’s any more: their records are emptied, and their tasks end.",
        "People who were on record before stay, without what this sheet brought.",
        "Everybody on whom somebody has worked since stays as they are, and is named in the list.",
    ]
