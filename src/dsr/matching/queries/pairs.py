"""What the database offers for comparing, and what waits for a human."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Case, Q, QuerySet, When
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.matching import blocking
from dsr.matching.likeness import Sketch
from dsr.matching.models import Merge, Outcome, PossibleDuplicate
from dsr.matching.states import MergeState
from dsr.people.models import Person

Pair = tuple[int, int]
ARRAYS = {"id": "int[]", "born_on": "date[]"}


def pairs_among(records: Sequence[Sketch]) -> set[Pair]:
    """The pairs the database offers for comparing. The records travel with the statement and are kept nowhere."""
    columns = [list(range(len(records)))]
    columns += [[getattr(record, name) for record in records] for name in blocking.COLUMNS]
    types = ", ".join("%s::" + ARRAYS.get(name, "text[]") for name in ("id", *blocking.COLUMNS))
    names = ", ".join(("id", *blocking.COLUMNS))
    rows = f"WITH labelled AS MATERIALIZED (SELECT * FROM unnest({types}) AS given ({names}))"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{rows} {blocking.pairs('labelled')}", columns)
        return set(cursor.fetchall())


def possible_pairs(person: Person | None = None) -> set[Pair]:
    """The pairs of the scope's area worth comparing; those of one person, or all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT one, other FROM dsr.possible_pairs(%s)", [person.pk if person else None])
        return set(cursor.fetchall())


def sketches(numbers: set[int]) -> dict[int, Sketch]:
    """The people as they are compared, as far as the scope sees them."""
    found = Person.objects.filter(pk__in=numbers).order_by("pk")
    return {person.pk: Sketch.of(person) for person in found}


def waiting(actor: Actor) -> QuerySet[PossibleDuplicate]:
    """Pairs somebody has to look at, the likeliest first."""
    chosen = PossibleDuplicate.objects.filter(area_id=actor.area_id, outcome=Outcome.WAITING)
    return chosen.select_related("one", "other").order_by("-points", "pk")


def get_pair(actor: Actor, public_id: str) -> PossibleDuplicate:
    """Raises Http404."""
    found = (
        PossibleDuplicate.objects.filter(area_id=actor.area_id, public_id=public_id)
        .select_related("one__council", "other__council", "decided_by")
        .order_by("pk")
        .first()
    )
    if found is None:
        raise Http404
    return found


def merges_listed(actor: Actor) -> QuerySet[Merge]:
    """Merges that wait for a second worker, then all others, the newest first."""
    waits = Case(When(state__in=[MergeState.PROPOSED, MergeState.UNDO_PROPOSED], then=0), default=1)
    return _merges(actor).order_by(waits, "-proposed_at", "-pk")


def _merges(actor: Actor) -> QuerySet[Merge]:
    return Merge.objects.filter(area_id=actor.area_id).select_related("kept", "proposed_by", "decided_by", "undo_by")


def get_merge(actor: Actor, public_id: str) -> Merge:
    """Raises Http404."""
    found = _merges(actor).filter(public_id=public_id).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def open_proposal(one: Person, other: Person) -> Merge | None:
    """The proposal about these two that waits, in either direction."""
    between = Q(kept=one, gone=other) | Q(kept=other, gone=one)
    return Merge.objects.filter(between, state=MergeState.PROPOSED).order_by("pk").first()


def get_gone(merge: Merge) -> Person:
    """The record that would go. Raises Http404 when it has gone into another meanwhile."""
    found = Person.objects.select_related("council").filter(pk=merge.gone_id).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def named_before(text: str, most: int) -> list[int]:
    """People the scope sees, by the name of a record that was made one with theirs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id FROM dsr.search_gone(%s, %s)", [text, most])
        return [int(row[0]) for row in cursor.fetchall()]


def leads_to(public_id: str) -> str | None:
    """Where the record with this address went, if the scope sees the one that stayed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT dsr.leads_to(%s)", [public_id])
        found = cursor.fetchone()[0]
    return str(found) if found else None
