"""A sheet from its upload to its end: what is kept of it, and who did what with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.imports import guessing, queries, reading, rules
from dsr.imports.models import ColumnMap, Import, ImportRow, ImportState, Outcome
from dsr.imports.sheets import Sheet
from dsr.imports.states import EVENT


@transaction.atomic
def upload(*, file_name: str, content: bytes, by: Actor) -> Import:
    """Keep a sheet with a guess at its columns. Raises Refused for what is no sheet."""
    rules.check_may_import(by)
    sheets = reading.read(file_name, content)
    best = max(sheets, key=_worth)
    importing = Import.objects.create(
        area_id=by.area_id,
        file_name=file_name[-200:],
        sheet_name=best.name[:100],
        sheet_names=[sheet.name for sheet in sheets],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_at=clock.now(),
        uploaded_by=by.worker,
    )
    _take_table(importing, best)
    tell(importing, by)
    return importing


def _worth(sheet: Sheet) -> int:
    """How many of its headings are known: a register has more of them than a list of choices."""
    table = guessing.find_table(sheet)
    return sum(score > 0 for _, score in map(guessing.known, table.headings)) * 1000 + len(table.rows)


@transaction.atomic
def choose_sheet(*, importing: Import, name: str, by: Actor) -> Import:
    """Read another sheet of the same file. Raises Refused."""
    rules.check_may_import(by)
    locked = lock(importing)
    if locked.state != ImportState.UPLOADED:
        raise Refused("The sheet can be chosen only before the rows are checked.")
    found = [sheet for sheet in reading.read(locked.file_name, bytes(locked.content)) if sheet.name[:100] == name]
    if not found:
        raise Refused("Choose one of the sheets of the file.")
    ImportRow.objects.filter(importing=locked).delete()
    locked.sheet_name = name
    _take_table(locked, found[0])
    return locked


def _take_table(importing: Import, sheet: Sheet) -> None:
    table = guessing.find_table(sheet)
    if not table.rows:
        raise Refused("There are no rows below the headings.")
    kept = queries.remembered(importing.area_id, guessing.fingerprint(table.headings))
    importing.headings, importing.columns = table.headings, table.columns
    importing.mapping = kept or guessing.guess(table.headings, table.rows)
    importing.rows_total = len(table.rows)
    importing.save(update_fields=["sheet_name", "headings", "columns", "mapping", "rows_total"])
    ImportRow.objects.bulk_create(
        (
            ImportRow(area_id=importing.area_id, importing=importing, number=number, cells=cells)
            for number, cells in zip(table.numbers, table.rows, strict=True)
        ),
        batch_size=1000,
    )


@transaction.atomic
def save_mapping(*, importing: Import, mapping: Sequence[str], by: Actor) -> Import:
    """What each column holds, as somebody looked at it; remembered for the next sheet like it. Raises Refused."""
    rules.check_may_import(by)
    rules.check_mapping(importing, mapping)
    locked = lock(importing)
    rules.check_can_move(locked, ImportState.CHECKING)
    locked.mapping = list(mapping)
    locked.save(update_fields=["mapping"])
    ColumnMap.objects.update_or_create(
        area_id=locked.area_id,
        fingerprint=guessing.fingerprint(locked.headings),
        defaults={"mapping": list(mapping), "saved_at": clock.now(), "saved_by": by.worker},
    )
    return start_checking(importing=locked, by=by)


@transaction.atomic
def start_checking(*, importing: Import, by: Actor) -> Import:
    """The dry run begins; nothing is brought in by it. Raises Refused."""
    locked = lock(importing)
    ImportRow.objects.filter(importing=locked).update(outcome=Outcome.UNCHECKED)
    locked.rows_checked = 0
    return move(locked, ImportState.CHECKING, by=by)


@transaction.atomic
def start_running(*, importing: Import, by: Actor) -> Import:
    """The rows that are ready are brought in from now on. Raises Refused."""
    rules.check_may_import(by)
    locked = lock(importing)
    if not queries.to_do(locked).exists():
        raise Refused("There is no row to bring in.")
    return move(locked, ImportState.RUNNING, by=by)


@transaction.atomic
def drop(*, importing: Import, by: Actor) -> Import:
    """The sheet goes before anything of it was brought in. Raises Refused."""
    rules.check_may_import(by)
    locked = move(lock(importing), ImportState.DROPPED, by=by)
    ImportRow.objects.filter(importing=locked).delete()
    locked.content, locked.cleared_at = b"", clock.now()
    locked.save(update_fields=["content", "cleared_at"])
    return locked


@transaction.atomic
def clear(*, importing: Import) -> None:
    """The sheet's own words go; who came from which row stays, and what was kept of it stands with the person."""
    ImportRow.objects.filter(importing=importing).update(
        cells=[], corrected={}, problems=[], remarks=[], maybe=[], name="", nhs_number="", born_on=None
    )
    importing.content, importing.headings, importing.cleared_at = b"", [], clock.now()
    importing.save(update_fields=["content", "headings", "cleared_at"])


@transaction.atomic
def beat(*, importing: Import) -> None:
    """Somebody goes on with it now."""
    importing.beat_at = clock.now()
    importing.save(update_fields=["beat_at"])


@transaction.atomic
def stop(*, importing: Import) -> Import:
    """Whoever began it may not go on any more: it rests as far as it has come."""
    to = {ImportState.CHECKING: ImportState.CHECKED, ImportState.RUNNING: ImportState.DONE}
    return move(lock(importing), to[ImportState(importing.state)], by=None)


def lock(importing: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).get(pk=importing.pk)


def move(locked: Import, to: ImportState, *, by: Actor | None) -> Import:
    """To the next state, with who did it. Raises Refused."""
    rules.check_can_move(locked, to)
    locked.state, locked.beat_at = to, clock.now()
    if by is not None and to in (ImportState.CHECKING, ImportState.RUNNING):
        locked.started_at, locked.started_by = clock.now(), by.worker
    if to in (ImportState.DONE, ImportState.UNDONE, ImportState.DROPPED):
        locked.done_at = clock.now()
    locked.save(update_fields=["state", "beat_at", "started_at", "started_by", "done_at", "rows_checked"])
    tell(locked, by)
    return locked


def tell(importing: Import, by: Actor | None, **details: Any) -> None:
    audit.record(
        EVENT[ImportState(importing.state)],
        by=by,
        targets=[f"import:{importing.public_id}"],
        area_id=importing.area_id,
        rows=importing.rows_total,
        **details,
    )
