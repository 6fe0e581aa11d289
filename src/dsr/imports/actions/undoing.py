"""Undoing an import: everybody it made goes again, but those on whom somebody has worked since."""

from __future__ import annotations

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.imports import queries, rules
from dsr.imports.actions import sheets
from dsr.imports.models import Import, ImportRow, ImportState, Outcome
from dsr.people import actions as people
from dsr.people.models import Person
from dsr.register import actions as register
from dsr.register.models import EntryState

WHY = "The import was undone"


@transaction.atomic
def undo(*, importing: Import, by: Actor) -> Import:
    """Take back what it brought in, all in one transaction. Rows that stay are named. Raises Refused."""
    rules.check_may_import(by)
    locked = sheets.lock(importing)
    rules.check_can_move(locked, ImportState.UNDONE)
    found = list(queries.brought(locked).select_related("person", "entry"))
    kept = {row.person_id for row in found if row.entry_id and worked_on(row)}
    for row in sorted(found, key=lambda one: bool(one.entry_id)):  # words first, the person last
        _take_back(row, keep=row.person_id in kept, by=by)
    return sheets.move(locked, ImportState.UNDONE, by=by)


def worked_on(row: ImportRow) -> bool:
    """Whether anything about the person is not as the import left it."""
    if row.entry is None or row.person is None:
        return False
    settled = row.entry.state != EntryState.TO_CONFIRM or (row.made_person and row.person.revision > 1)
    return settled or _taken_up(row.person) or queries.on_record(row.person) != row.made


def _taken_up(person: Person) -> bool:
    """Somebody has taken the task to ask them, or put it aside."""
    return any(task.worker_id or task.set_aside_until for task in register.confirm_tasks(person))


def _take_back(row: ImportRow, *, keep: bool, by: Actor) -> None:
    row.outcome = Outcome.KEPT if keep else Outcome.UNDONE
    if not keep:
        row.words = []
    row.save(update_fields=["outcome", "words"])
    if keep or row.entry is None or row.person is None:
        return
    audit.record(
        "import_row_taken_back",
        by=by,
        people=[row.person.public_id],
        targets=[f"import:{row.importing.public_id}"],
        area_id=row.area_id,
        row=row.number,
    )
    register.take_back_entry(entry=row.entry, why=WHY, by=by)
    if row.made_person:
        people.withdraw_record(person=row.person, reason=WHY, by=by)
