"""What the earlier register said, on the person's pages: nothing that was written in a cell is lost."""

from __future__ import annotations

from collections.abc import Iterable

from dsr.imports import queries
from dsr.people.models import Person
from dsr.people.timeline import TimelineItem


def words(person: Person) -> Iterable[tuple[str, str]]:
    """Heading and words of every row that became this person."""
    return ((heading, text) for row in queries.rows_of(person) if row.done_at for heading, text in row.words)


def events(person: Person) -> Iterable[TimelineItem]:
    for row in queries.rows_of(person):
        if row.done_at and row.words:
            said = "\n".join(f"{heading}: {text}" for heading, text in row.words)
            who = row.done_by.name if row.done_by else ""
            yield TimelineItem(row.done_at, "What the earlier register said", who, said)
