"""What the earlier register said, on the person's timeline: nothing that was written in a cell is lost."""

from __future__ import annotations

from collections.abc import Iterable

from dsr.imports import queries
from dsr.people.models import Person
from dsr.people.timeline import TimelineItem


def events(person: Person) -> Iterable[TimelineItem]:
    for row in queries.rows_of(person):
        if row.done_at and row.words:
            said = "\n".join(f"{heading}: {text}" for heading, text in row.words)
            who = row.done_by.name if row.done_by else ""
            yield TimelineItem(row.done_at, "What the earlier register said", who, said)
