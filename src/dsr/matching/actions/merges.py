"""Proposing, agreeing and undoing a merge. Each takes two people; each is recorded for both records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.matching import planning, queries, rules
from dsr.matching.actions import carrying
from dsr.matching.actions.finding import decide
from dsr.matching.models import Merge, Outcome, PossibleDuplicate
from dsr.matching.states import EVENT, MergeState
from dsr.people.models import Person


@transaction.atomic
def propose_merge(*, kept: Person, gone: Person, taken: Iterable[str], reason: str, by: Actor) -> Merge:
    """Ask a second worker to make two records one. Nothing changes yet. Raises Refused with every obstacle."""
    rules.check_can_look(by)
    if not reason.strip():
        raise Refused("Say how you know that they are one person.")
    if queries.open_proposal(kept, gone):
        raise Refused("A colleague has proposed this already.")
    _check_possible(planning.make(kept, gone))
    merge = Merge.objects.create(
        area_id=kept.area_id,
        kept=kept,
        gone=gone,
        gone_identity=_snapshot(gone),
        reason=reason,
        taken=sorted(set(taken) & set(Person.IDENTITY)),
        proposed_by=by.worker,
        proposed_at=clock.now(),
    )
    _record(merge, by=by)
    return merge


def _check_possible(plan: planning.Plan) -> None:
    if plan.refusals:
        raise Refused("These two records cannot be made one yet:", plan.refusals)


def _snapshot(person: Person) -> dict[str, object]:
    """Who the record said it was: the record itself is seen by nobody while the merge stands."""
    found: dict[str, object] = json.loads(json.dumps(person.identity(), default=str))
    return found | {"public_id": person.public_id}


@transaction.atomic
def agree_merge(*, merge: Merge, reason: str, by: Actor) -> Merge:
    """A second worker agrees: it is carried out now, all of it or nothing. Raises Refused, Conflict."""
    locked = _locked(merge)
    rules.check_can_answer(locked, by)
    kept, gone = _both(locked)
    plan = planning.make(kept, gone)
    _check_possible(plan)
    locked.gone_identity = _snapshot(gone)
    _decide(locked, MergeState.AGREED, reason=reason, by=by)
    carrying.carry_out(locked, plan, by=by)
    locked.state = MergeState.DONE
    locked.save(update_fields=["state", "revision_before", "revision_after"])
    _answer_pairs(locked, by=by)
    _record(locked, by=by)
    return locked


@transaction.atomic
def refuse_merge(*, merge: Merge, reason: str, by: Actor) -> Merge:
    """A second worker does not agree: both records stay as they are. Raises Refused, Conflict."""
    locked = _locked(merge)
    rules.check_can_answer(locked, by)
    if not reason.strip():
        raise Refused("Say why you do not agree.")
    _decide(locked, MergeState.REFUSED, reason=reason, by=by)
    _record(locked, by=by)
    return locked


@transaction.atomic
def take_back_merge(*, merge: Merge, by: Actor) -> Merge:
    """Whoever proposed it thinks better of it. Raises Refused, Conflict."""
    locked = _locked(merge)
    rules.check_can_take_back(locked, by)
    _decide(locked, MergeState.TAKEN_BACK, reason="", by=by)
    _record(locked, by=by)
    return locked


@transaction.atomic
def propose_unmerge(*, merge: Merge, reason: str, by: Actor) -> Merge:
    """Ask a second worker to make two records of one again. Raises Refused, Conflict."""
    locked = _locked(merge)
    rules.check_can_propose_undo(locked, by)
    if not reason.strip():
        raise Refused("Say why they are two people after all.")
    locked.state, locked.undo_reason = MergeState.UNDO_PROPOSED, reason
    locked.undo_by, locked.undo_at = by.worker, clock.now()
    locked.save(update_fields=["state", "undo_reason", "undo_by", "undo_at"])
    _record(locked, by=by)
    return locked


@transaction.atomic
def keep_merge(*, merge: Merge, by: Actor) -> Merge:
    """A second worker does not agree to undo it: the records stay one. Raises Refused, Conflict."""
    locked = _locked(merge)
    rules.check_can_answer_undo(locked, by)
    locked.state = MergeState.DONE
    locked.save(update_fields=["state"])
    audit.record("keep_merge", by=by, people=_people(locked))
    return locked


@transaction.atomic
def agree_unmerge(*, merge: Merge, by: Actor) -> list[tuple[str, int]]:
    """A second worker agrees: both histories are as they were. What changed since stays, and is named.

    Raises Refused, Conflict.
    """
    locked = _locked(merge)
    rules.check_can_answer_undo(locked, by)
    locked.state, locked.undone_by, locked.undone_at = MergeState.UNDO_AGREED, by.worker, clock.now()
    locked.save(update_fields=["state", "undone_by", "undone_at"])
    left = carrying.take_back(locked, by=by)
    locked.state = MergeState.UNDONE
    locked.save(update_fields=["state"])
    for pair in _pairs(locked):
        decide(pair, Outcome.NOT_SAME, reason=locked.undo_reason, by=by)
    _record(locked, by=by, left=len(left))
    return left


def _locked(merge: Merge) -> Merge:
    return Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)


def _both(merge: Merge) -> tuple[Person, Person]:
    """Both records, locked in the order of their ids. Raises Refused when one has gone into another meanwhile."""
    chosen = Person.objects.filter(pk__in=[merge.kept_id, merge.gone_id])
    found = {person.pk: person for person in chosen.order_by("pk").select_for_update(of=("self",))}
    if len(found) != 2:
        raise Refused("One of the two records has been made one with another meanwhile.")
    return found[merge.kept_id], found[merge.gone_id]


def _decide(merge: Merge, state: MergeState, *, reason: str, by: Actor) -> None:
    merge.state, merge.decided_reason = state, reason
    merge.decided_by, merge.decided_at = by.worker, clock.now()
    merge.save(update_fields=["state", "decided_reason", "decided_by", "decided_at", "gone_identity"])


def _answer_pairs(merge: Merge, *, by: Actor) -> None:
    """The pair is answered; what else the record that went was like no longer waits under its name."""
    for pair in _pairs(merge):
        decide(pair, Outcome.MERGED, reason=merge.reason, by=by)
    others = PossibleDuplicate.objects.filter(Q(one_id=merge.gone_id) | Q(other_id=merge.gone_id))
    others.filter(outcome=Outcome.WAITING).update(outcome=Outcome.SETTLED)


def _pairs(merge: Merge) -> list[PossibleDuplicate]:
    pair = sorted((merge.kept_id, merge.gone_id))
    return list(PossibleDuplicate.objects.filter(one_id=pair[0], other_id=pair[1]).order_by("pk"))


def _record(merge: Merge, *, by: Actor, **detail: Any) -> None:
    audit.record(EVENT[MergeState(merge.state)], by=by, people=_people(merge), targets=[merge.public_id], **detail)


def _people(merge: Merge) -> list[str]:
    return [merge.kept.public_id, str(merge.gone_identity["public_id"])]
