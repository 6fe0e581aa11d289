"""Finding possible duplicates, and saying that two are not the same. Nothing here joins anybody."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple

from django.db import transaction
from django.db.models import Q

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.matching import likeness, queries, rules
from dsr.matching.likeness import Likeness, Sketch, Strength
from dsr.matching.models import Outcome, PossibleDuplicate
from dsr.people.models import Person

Pair = tuple[int, int]
Found = dict[Pair, tuple[Likeness, str]]


@transaction.atomic
def look_for(person: Person) -> int:
    """Compare one person with whoever shares something rare; how many pairs wait because of it."""
    known = PossibleDuplicate.objects.filter(Q(one=person) | Q(other=person))
    return _keep(_compared(queries.possible_pairs(person)), list(known.order_by("pk")), person.area_id)


@transaction.atomic
def look_through(area_id: int) -> int:
    """Compare everybody of the area with whoever shares something rare; how many pairs are new or changed."""
    known = PossibleDuplicate.objects.filter(area_id=area_id).exclude(outcome=Outcome.MERGED)
    return _keep(_compared(queries.possible_pairs()), list(known.order_by("pk")), area_id)


def _compared(pairs: set[Pair]) -> Found:
    """Every pair with its likeness and what it rests on."""
    seen = queries.sketches({number for pair in pairs for number in pair})
    return {
        (one, other): (likeness.compare(seen[one], seen[other]), _fingerprint(seen[one], seen[other]))
        for one, other in pairs
        if one in seen and other in seen
    }


def _fingerprint(one: Sketch, other: Sketch) -> str:
    """Changes when a compared detail of either changes."""
    return hashlib.sha256(repr((astuple(one), astuple(other))).encode()).hexdigest()


def _keep(found: Found, known: Iterable[PossibleDuplicate], area_id: int) -> int:
    """Bring what is kept up to what was found now; how many pairs are new or asked about again."""
    alike = {pair: given for pair, given in found.items() if given[0].strength is not Strength.NONE}
    kept = {(row.one_id, row.other_id): row for row in known}
    for pair, known_row in kept.items():
        if pair not in alike and known_row.outcome == Outcome.WAITING:
            _settle(known_row)
    changed = [(kept.get(pair), pair) for pair in sorted(alike) if _is_news(kept.get(pair), alike[pair][1])]
    for row, pair in changed:
        _write(row or PossibleDuplicate(area_id=area_id, one_id=pair[0], other_id=pair[1]), *alike[pair])
    return len(changed)


def _is_news(row: PossibleDuplicate | None, fingerprint: str) -> bool:
    """A pair nobody knows yet, or one whose details are not those somebody has looked at."""
    return row is None or row.outcome == Outcome.SETTLED or row.fingerprint != fingerprint


def _settle(row: PossibleDuplicate) -> None:
    row.outcome = Outcome.SETTLED
    row.save(update_fields=["outcome"])


def _write(row: PossibleDuplicate, found: Likeness, fingerprint: str) -> None:
    row.points, row.likely = found.points, found.strength is Strength.LIKELY
    row.agreeing, row.differing = found.agreeing, found.differing
    row.fingerprint, row.outcome, row.found_at = fingerprint, Outcome.WAITING, clock.now()
    row.save()


@transaction.atomic
def say_not_same(*, pair: PossibleDuplicate, reason: str, by: Actor) -> PossibleDuplicate:
    """They are two people: remembered, and not asked again until a detail of one changes. Raises Refused."""
    rules.check_can_look(by)
    locked = PossibleDuplicate.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    rules.check_is_waiting(locked)
    if not reason.strip():
        raise Refused("Say how you know that they are two people.")
    if queries.open_proposal(locked.one, locked.other):
        raise Refused("A colleague proposed to make these two one. Answer that first.")
    decide(locked, Outcome.NOT_SAME, reason=reason, by=by)
    audit.record("say_not_same", by=by, people=[locked.one.public_id, locked.other.public_id])
    return locked


def decide(pair: PossibleDuplicate, outcome: Outcome, *, reason: str, by: Actor) -> None:
    """Write down what became of a pair, by whom and why."""
    pair.outcome, pair.reason = outcome, reason[:500]
    pair.decided_at, pair.decided_by = clock.now(), by.worker
    pair.save(update_fields=["outcome", "reason", "decided_at", "decided_by"])
