"""Tasks as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.sheets import Column, Sheet, Value
from dsr.people import queries as people
from dsr.people.models import CommunicationProfile, Person
from dsr.policy import queries as policies
from dsr.reporting.exporting.content import MOST, TALK, Content, made, notes, talk
from dsr.tasks import forms, presenters, queries

COLUMNS = (
    *(*TALK, Column("About", 26), Column("Task", 34), Column("What to do", 40), Column("Due", 14)),
    *(Column("Late", 16), Column("Organisation", 24), Column("Who has it", 20), Column("Set aside until", 14)),
)
PRINTED = {
    "Task": ["Task", "What to do"],
    "About": ["About"],
    **{column.heading: [column.heading] for column in TALK},
    "Due": ["Due", "Late"],
    "Who has it": ["Who has it", "Organisation"],
}


def form_of(actor: Actor, terms: Any) -> forms.FilterForm:
    """The list's own filters, so that the file holds what the list shows."""
    kinds = presenters.kinds(policies.current(actor.area_id))
    return forms.FilterForm(terms, kinds=kinds, colleagues=accounts.colleagues(actor.organisation.pk))


def content(actor: Actor, terms: Mapping[str, Any]) -> Content:
    """What is still to do, in the order of the list."""
    form = form_of(actor, terms)
    found = list(queries.listed(actor, covered=accounts.covering(actor), **form.chosen())[: MOST + 1])
    listed = presenters.rows(found[:MOST])
    numbers = {row.task.person_id for row in listed if row.task.person_id}
    seen, profiles = people.seen_among(actor, numbers), people.profiles(numbers)
    rows = [_row(row, seen.get(row.task.person_id or 0), profiles) for row in listed]
    sheet = Sheet("Tasks", COLUMNS, rows, made=made(actor), notes=notes(form, len(found), actor))
    named = sorted(person.public_id for person in seen.values())
    return Content(sheet, named, [f"task:{row.task.public_id}" for row in listed], PRINTED)


def _row(row: presenters.Row, person: Person | None, profiles: Mapping[int, CommunicationProfile]) -> list[Value]:
    task = row.task
    return [
        *talk(person, profiles.get(person.pk) if person else None),
        *(row.about.words, task.title, task.description, clock.london_day(task.due_at), row.late.capitalize()),
        *(task.organisation.name, row.holder, task.set_aside_until),
    ]
