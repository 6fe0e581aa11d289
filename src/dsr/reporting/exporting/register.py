"""The register as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core.sheets import Column, Sheet, Value
from dsr.people import queries as people
from dsr.policy import queries as policies
from dsr.register import forms, presenters, queries
from dsr.register.models import Entry
from dsr.reporting.exporting.content import MOST, TALK, WHO, Content, made, notes, talk, who

MOST_FOUND = 200  # people a name is searched among, as in the list
COLUMNS = (
    *(*TALK, *WHO, Column("Rating", 26), Column("Review due", 14), Column("Late", 16)),
    *(Column("Linked tasks to do", 12), Column("Council", 20), Column("You see", 12)),
)
PRINTED = {
    "Name": [column.heading for column in WHO],
    **{column.heading: [column.heading] for column in TALK},
    "Rating": ["Rating"],
    "Review due": ["Review due", "Late"],
    "Linked tasks to do": ["Linked tasks to do"],
    "Council": ["Council"],
}


def form_of(actor: Actor, terms: Any) -> forms.ListForm:
    """The list's own filters, so that the file holds what the list shows."""
    return forms.ListForm(terms, policy=policies.current(actor.area_id), councils=accounts.councils(actor.area_id))


def listed(actor: Actor, form: forms.ListForm) -> queries.RegisterList:
    """The list behind the filters."""
    chosen = form.chosen()
    text = chosen.pop("text")
    matches = [person.pk for person in people.search(actor, text, MOST_FOUND)] if text else None
    return queries.RegisterList(actor, queries.Filters(people=matches, **chosen))


def content(actor: Actor, terms: Mapping[str, Any]) -> Content:
    """Everybody on the register whom the organisation sees, in the order of the list."""
    form = form_of(actor, terms)
    found = listed(actor, form)[0 : MOST + 1]
    rows, named = _rows(actor, found[:MOST])
    sheet = Sheet("The register", COLUMNS, rows, made=made(actor), notes=notes(form, len(found), actor))
    return Content(sheet, named, together=PRINTED)


def _rows(actor: Actor, entries: list[Entry]) -> tuple[list[list[Value]], list[str]]:
    numbers = [entry.person_id for entry in entries]
    seen, profiles = people.seen_among(actor, numbers), people.profiles(numbers)
    said = presenters.rows(entries, policies.current(actor.area_id))
    pairs = [(seen[number], row) for number, row in zip(numbers, said, strict=True) if number in seen]
    rows = [
        [*talk(person, profiles.get(person.pk)), *who(person), *_rated(row), people.highest(person).label]
        for person, row in pairs
    ]
    return rows, [person.public_id for person, _ in pairs]


def _rated(row: presenters.Row) -> list[Value]:
    rating = f"{row.rating.word}: {row.rating.meaning}" if row.rating else "Not rated yet"
    if row.to_confirm:
        return [rating, None, "Decision to confirm", row.tasks, row.council]
    return [rating, row.review_due_on, row.late.capitalize(), row.tasks, row.council]
