"""Imports as the register team sees them, and who on record a sheet may be about."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.imports.models import ColumnMap, Import, ImportRow, ImportState, Outcome
from dsr.people import queries as people
from dsr.people.merging import RULES
from dsr.people.models import Person
from dsr.policy.document import Policy
from dsr.register import queries as register
from dsr.register.models import Entry
from dsr.register.rules import BELOW_GREEN

Item = TypeVar("Item")
BATCH = 500
#: What a run takes in hand.
READY = (Outcome.NEW, Outcome.KNOWN, Outcome.REPEAT)
#: Rows that stand in the way of nothing and bring nothing more.
ENDED = (Outcome.HERE, Outcome.LEFT_OUT, Outcome.UNDONE, Outcome.KEPT)
#: Apps whose rows about a person are work somebody has done.
WORK = ("people", "register", "tasks", "outbox", "referrals", "evidence")


def imports(area_id: int) -> QuerySet[Import]:
    """Newest first, without the files themselves."""
    chosen = Import.objects.filter(area_id=area_id).defer("content", "headings", "columns", "mapping")
    return chosen.select_related("uploaded_by").order_by("-uploaded_at", "-pk")


def get_import(actor: Actor, public_id: str) -> Import:
    """Raises Http404."""
    chosen = Import.objects.filter(area_id=actor.area_id, public_id=public_id)
    found = chosen.select_related("uploaded_by", "started_by").order_by("pk").first()
    if found is None:
        raise Http404
    return found


def same_file(area_id: int, sha256: str, but: int) -> Import | None:
    """An earlier import of the very same file that was not deleted or undone."""
    gone = (ImportState.DROPPED, ImportState.UNDONE)
    return imports(area_id).filter(sha256=sha256).exclude(state__in=gone).exclude(pk=but).first()


def of_file(area_id: int, content: bytes) -> QuerySet[Import]:
    """Every import of this very file, newest first."""
    return imports(area_id).defer(None).filter(sha256=hashlib.sha256(content).hexdigest())


def remembered(area_id: int, fingerprint: str) -> list[str] | None:
    """What was said last of the columns of a sheet with these headings."""
    found = ColumnMap.objects.filter(area_id=area_id, fingerprint=fingerprint).order_by("pk").first()
    return list(found.mapping) if found else None


def rows(importing: Import) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(importing=importing).select_related("person").order_by("number")


def get_row(importing: Import, number: int) -> ImportRow:
    """Raises Http404."""
    found = rows(importing).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def rows_of(person: Person) -> QuerySet[ImportRow]:
    """The rows of earlier registers a person came from, or that were added to them."""
    chosen = ImportRow.objects.filter(person=person, done_at__isnull=False)
    return chosen.select_related("done_by").order_by("done_at", "pk")


def with_numbers(importing: Import, numbers: Collection[int]) -> dict[int, ImportRow]:
    return {row.number: row for row in rows(importing).filter(number__in=numbers)}


def above(importing: Import, number: int, *, name: str, nhs_number: str) -> QuerySet[ImportRow]:
    """The rows further up that say the same name or NHS number."""
    same = Q(name__iexact=name)
    if nhs_number:
        same |= Q(nhs_number=nhs_number)
    return rows(importing).filter(same, number__lt=number).exclude(outcome=Outcome.LEFT_OUT)


def counts(importing: Import) -> dict[str, int]:
    """How many rows of each outcome; what has been brought in is counted as ``done``."""
    chosen = ImportRow.objects.filter(importing=importing)
    found = chosen.values("outcome").annotate(all=Count("pk"), done=Count("done_at")).order_by("outcome")
    numbers = {row["outcome"]: row["all"] - (row["done"] if row["outcome"] in READY else 0) for row in found}
    done = sum(row["done"] for row in found if row["outcome"] in READY)
    return {outcome: count for outcome, count in (numbers | {"done": done}).items() if count}


def mended(importing: Import) -> int:
    """How many rows were corrected or decided on here."""
    return ImportRow.objects.filter(importing=importing).exclude(corrected={}, choice="").count()


def filtered(importing: Import, show: str) -> QuerySet[ImportRow]:
    """Rows of one outcome; ``done`` are those brought in."""
    chosen = rows(importing)
    if show == "done":
        return chosen.filter(outcome__in=READY, done_at__isnull=False)
    if show in READY:
        return chosen.filter(outcome=show, done_at__isnull=True)
    return chosen.filter(outcome=show) if show in Outcome.values else chosen


def next_to_mend(importing: Import, number: int) -> ImportRow | None:
    """The next row that waits for somebody, from this one on and then from the top."""
    waiting = rows(importing).filter(outcome__in=(Outcome.WRONG, Outcome.ASK)).exclude(number=number)
    return waiting.filter(number__gt=number).first() or waiting.first()


def candidates(actor: Actor, row: ImportRow) -> list[tuple[Person, str]]:
    """Those on record a row may be about, with why."""
    why = dict(row.maybe)
    chosen = people.visible_to(actor).filter(public_id__in=why)
    return [(person, why[person.public_id]) for person in chosen.order_by("sort_name", "pk")]


def at_work(area_id: int, pk: int) -> Import | None:
    """An import that is being checked or brought in."""
    chosen = Import.objects.filter(area_id=area_id, state__in=(ImportState.CHECKING, ImportState.RUNNING), pk=pk)
    return chosen.select_related("started_by").order_by("pk").first()


def to_do(importing: Import) -> QuerySet[ImportRow]:
    """What a run has still to bring in."""
    chosen = ImportRow.objects.filter(importing=importing, outcome__in=READY, done_at__isnull=True)
    return chosen.order_by("number")


def brought(importing: Import) -> QuerySet[ImportRow]:
    """What a run has brought in and nobody has taken back."""
    return rows(importing).filter(outcome__in=READY, done_at__isnull=False)


def stalled(area_id: int, since: datetime) -> QuerySet[Import]:
    """Work that nobody has moved on for a while: its process was killed."""
    at_work = Import.objects.filter(area_id=area_id, state__in=(ImportState.CHECKING, ImportState.RUNNING))
    return at_work.filter(Q(beat_at__isnull=True) | Q(beat_at__lt=since)).select_related("started_by").order_by("pk")


def to_clear(area_id: int, before: datetime) -> QuerySet[Import]:
    """Ended long enough ago for the sheet itself to go."""
    ended = (ImportState.DONE, ImportState.UNDONE, ImportState.DROPPED)
    chosen = Import.objects.filter(area_id=area_id, state__in=ended, cleared_at__isnull=True)
    return chosen.filter(done_at__lt=before).order_by("pk")


def done_with_key(area_id: int, keys: Collection[str]) -> dict[str, Person]:
    """The people whom the very same rows have become before."""
    chosen = ImportRow.objects.filter(area_id=area_id, key__in=keys, done_at__isnull=False, person__isnull=False)
    chosen = chosen.exclude(outcome=Outcome.UNDONE).select_related("person").order_by("-pk")
    return {row.key: row.person for row in chosen if row.person}


def people_like(
    actor: Actor, *, numbers: Iterable[str], births: Iterable[object], names: Iterable[str]
) -> list[Person]:
    """Everybody on record with one of these NHS numbers, birth dates or names."""
    seen = people.visible_to(actor).order_by("pk")
    found: dict[int, Person] = {}
    for field, values in (("nhs_number", numbers), ("born_on", births), ("sort_name", names)):
        for batch in batches(sorted(set(values), key=str)):
            found |= {person.pk: person for person in seen.filter(**{f"{field}__in": batch})}
    return list(found.values())


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def rating_names(policy: Policy) -> dict[str, str]:
    """Every rating by its name and its letter, in lower case."""
    named = {rating.name.lower(): rating.code for rating in policy.ratings}
    letters = {rating.letter.lower(): rating.code for rating in policy.ratings}
    return {**named, policy.below_green.name.lower(): BELOW_GREEN, **letters}


def on_record(person: Person) -> dict[str, int]:
    """How many rows of each table are about the person: what an import made, and later whether somebody worked."""
    counted = {}
    for relation in RULES:
        label, field = relation.rsplit(".", 1)
        if label.split(".")[0] in WORK:
            counted[relation] = apps.get_model(label).objects.filter(**{field: person}).count()
    return counted


def standing(found: Iterable[Person]) -> dict[int, Entry]:
    """The stays of these people that have not ended, by person."""
    entries: dict[int, Entry] = {}
    for batch in batches({person.pk for person in found}):
        chosen = register.not_ended().filter(person_id__in=batch)
        entries |= {entry.person_id: entry for entry in chosen}
    return entries
