"""Bringing rows in: each in a transaction of its own, all of it or nothing, and never twice."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock, scope
from dsr.core.errors import Refused
from dsr.imports import matching, queries
from dsr.imports.actions import checking, sheets
from dsr.imports.models import Import, ImportRow, ImportState, Outcome
from dsr.imports.rows import Draft
from dsr.people import actions as people
from dsr.people.models import Person
from dsr.register import actions as register

Progress = Callable[[int, int], None]
BEAT_EVERY = 20


def bring_rows(*, importing: Import, by: Actor, progress: Progress | None = None) -> Import:
    """Every row that is ready and not done; killed in the middle, the next call goes on where it stopped."""
    with transaction.atomic(), by.scope():
        waiting = list(queries.to_do(importing).values_list("pk", flat=True))
    for done, pk in enumerate(waiting, 1):
        with transaction.atomic(), by.scope():
            bring_row(importing=importing, pk=pk, by=by)
            if done % BEAT_EVERY == 0:
                Import.objects.filter(pk=importing.pk).update(beat_at=clock.now())
        if progress:
            progress(done, len(waiting))
    return finish(importing=importing, by=by)


def finish(*, importing: Import, by: Actor) -> Import:
    """What was ready has been brought in."""
    with transaction.atomic(), by.scope():
        locked = sheets.lock(importing)
        return sheets.move(locked, ImportState.DONE, by=by) if locked.state == ImportState.RUNNING else locked


@transaction.atomic
def bring_row(*, importing: Import, pk: int, by: Actor) -> ImportRow:
    """One row, looked at once more as things stand now; what no longer fits is not brought in but says why."""
    row = ImportRow.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.done_at is not None or row.outcome not in queries.READY:
        return row
    sheet = checking.reader_of(importing)
    one = checking.read(sheet, row)
    above = checking.above_of(sheet, importing, one)
    finding = checking.settle(one, matching.Known(by, [one.draft], [one.key]), above, sheet)
    try:
        with transaction.atomic():
            _apply(importing, row, one.draft, finding, by)
    except Refused as refused:
        scope.refresh()
        row.outcome, row.problems = Outcome.WRONG, [[0, " ".join([refused.sentence, *refused.reasons])]]
    row.save()
    return row


def _apply(importing: Import, row: ImportRow, draft: Draft, finding: matching.Finding, by: Actor) -> None:
    if finding.outcome == Outcome.NEW:
        person = _make(draft, by)
        row.made_person = True
    elif finding.outcome == Outcome.KNOWN and finding.person:
        person = finding.person
    elif finding.outcome == Outcome.REPEAT:
        _join(importing, row, draft, by)
        return
    else:
        return
    row.entry = register.bring_entry(person=person, carried=_carried(draft), by=by)
    _done(row, person, draft, by)
    row.made = queries.on_record(person)


def _join(importing: Import, row: ImportRow, draft: Draft, by: Actor) -> None:
    """Twice in the sheet: what this row says is kept with the person the first one became."""
    first = queries.with_numbers(importing, [row.twin_of or 0]).get(row.twin_of or 0)
    if first is not None and first.done_at and first.person:
        _done(row, first.person, draft, by)


def _done(row: ImportRow, person: Person, draft: Draft, by: Actor) -> None:
    row.person, row.words = person, _words(draft)
    row.done_at, row.done_by = clock.now(), by.worker
    audit.record(
        "import_row_brought",
        by=by,
        people=[person.public_id],
        targets=[f"import:{row.importing.public_id}"],
        area_id=row.area_id,
        row=row.number,
    )


def _words(draft: Draft) -> list[list[str]]:
    since = [["On the earlier register since", draft.since.isoformat()]] if draft.since else []
    return [*since, *([heading, text] for heading, text in draft.words)]


def _carried(draft: Draft) -> register.Carried | None:
    return register.Carried(draft.rating, draft.rated_on, draft.rated_by) if draft.rating else None


def _make(draft: Draft, by: Actor) -> Person:
    """A new person with what the row says of them. Nothing is decided and nobody outside the team sees them."""
    person = people.create_person(area_id=by.area_id, identity=draft.identity, by=by)
    if draft.profile:
        people.record_profile(person=person, by=by, **draft.profile)
    if draft.contact:
        people.add_contact(person=person, by=by, **draft.contact)
    for diagnosis in draft.diagnoses:
        people.record_diagnosis(person=person, by=by, **diagnosis)
    return person
