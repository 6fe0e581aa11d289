"""Who may find, propose, agree and undo. ``check_…`` raises Refused with the sentence the worker reads."""

from __future__ import annotations

from collections.abc import Callable

from dsr.accounts.actor import Actor
from dsr.core.errors import Conflict, Refused
from dsr.matching.models import Merge, Outcome, PossibleDuplicate
from dsr.matching.states import MergeState


def check_can_look(by: Actor) -> None:
    """Only a coordinator or lead of the register team."""
    if not (by.is_team and by.has("merge_propose")):
        raise Refused("Only a coordinator or lead of the register team compares records.")


def check_is_waiting(pair: PossibleDuplicate) -> None:
    """Nobody has answered yet."""
    if pair.outcome != Outcome.WAITING:
        raise Conflict("Somebody has answered this already.")


def check_can_answer(merge: Merge, by: Actor) -> None:
    """A second worker of the team, while the proposal waits."""
    _check_waits(merge, MergeState.PROPOSED)
    _check_second(merge.proposed_by_id, by)


def check_can_take_back(merge: Merge, by: Actor) -> None:
    """Whoever proposed it, while it waits."""
    _check_waits(merge, MergeState.PROPOSED)
    if merge.proposed_by_id != by.worker.pk:
        raise Refused("Only whoever proposed it takes it back. You can say that you do not agree.")


def check_can_propose_undo(merge: Merge, by: Actor) -> None:
    """A coordinator or lead, while the merge stands."""
    check_can_look(by)
    _check_waits(merge, MergeState.DONE)


def check_can_answer_undo(merge: Merge, by: Actor) -> None:
    """A second worker of the team, while the undoing waits."""
    _check_waits(merge, MergeState.UNDO_PROPOSED)
    _check_second(merge.undo_by_id, by)


def _check_waits(merge: Merge, state: MergeState) -> None:
    if merge.state != state:
        raise Conflict("Somebody else was first: this has changed since the page was made.")


def _check_second(first: int | None, by: Actor) -> None:
    if not (by.is_team and by.has("merge_agree")):
        raise Refused("Only a coordinator or lead of the register team agrees.")
    if first == by.worker.pk:
        raise Refused("You proposed it yourself: a second worker has to agree.")


def can_answer(merge: Merge, by: Actor) -> bool:
    return _allowed(check_can_answer, merge, by)


def can_take_back(merge: Merge, by: Actor) -> bool:
    return _allowed(check_can_take_back, merge, by)


def can_propose_undo(merge: Merge, by: Actor) -> bool:
    return _allowed(check_can_propose_undo, merge, by)


def can_answer_undo(merge: Merge, by: Actor) -> bool:
    return _allowed(check_can_answer_undo, merge, by)


def _allowed(check: Callable[[Merge, Actor], None], merge: Merge, by: Actor) -> bool:
    try:
        check(merge, by)
    except Refused:
        return False
    return True
