"""What may be done with a task, in pairs: one raises with the user's sentence, one answers for the button."""

from __future__ import annotations

from datetime import date, timedelta

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Worker
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.core.presenters import day
from dsr.policy import queries as policies
from dsr.tasks import closing
from dsr.tasks.models import Task, TaskState
from dsr.tasks.states import MOVES, SENTENCE


def check_can_move(task: Task, to: TaskState) -> None:
    """Only the moves in the table. Raises Refused."""
    if to not in MOVES[TaskState(task.state)]:
        raise Refused(SENTENCE[TaskState(task.state)] + " It cannot be changed any more.")


def check_can_work(task: Task, by: Actor) -> None:
    """The organisation that has the task, and the register team. Raises Refused."""
    if by.organisation.pk != task.organisation_id and not by.is_team:
        raise Refused(f"This is a task of {task.organisation.name}. Only they or the register team can change it.")


def can_work(task: Task, by: Actor) -> bool:
    """Whether to offer the buttons of an open task."""
    return task.state == TaskState.OPEN and (by.organisation.pk == task.organisation_id or by.is_team)


def check_can_complete(task: Task, evidence: str) -> None:
    """Never without evidence, and never a duty that the person has refused. Raises Refused."""
    check_can_move(task, TaskState.DONE)
    if task.closes_with == closing.DECISION_REFUSED:
        raise Refused(closing.NOT_BY_HAND[closing.DECISION_REFUSED])
    if not evidence.strip():
        raise Refused(closing.evidence_wanted(task.closes_with) + ".")


def check_can_complete_by_hand(task: Task) -> None:
    """Some tasks close only where their work is recorded. Raises Refused."""
    if why := closing.not_by_hand(task.kind, task.closes_with):
        raise Refused(why)


def can_complete_by_hand(task: Task, by: Actor) -> bool:
    return can_work(task, by) and not closing.not_by_hand(task.kind, task.closes_with)


def check_can_cancel(task: Task, reason: str) -> None:
    """A clock ends unmet only with a reason. Raises Refused."""
    check_can_move(task, TaskState.CANCELLED)
    if not reason.strip():
        raise Refused("Say why this ends without being done.")


def check_can_cancel_by_hand(task: Task) -> None:
    """The promise to make contact ends with its referral, not on its own. Raises Refused."""
    if task.kind == closing.CONTACT_PROMISE:
        raise Refused("This promise ends only with its referral. Record what happened there.")


def can_cancel_by_hand(task: Task, by: Actor) -> bool:
    return can_work(task, by) and task.kind != closing.CONTACT_PROMISE


def check_can_assign(task: Task, worker: Worker | None) -> None:
    """Only to somebody who works for the organisation that has the task. Raises Refused."""
    check_can_move(task, TaskState.DONE)
    if worker and not accounts.colleagues(task.organisation_id).filter(pk=worker.pk).exists():
        raise Refused(f"{worker.name} does not work for {task.organisation.name}.")


def latest_set_aside(task: Task) -> date:
    """The last day until which a task may be set aside (local policy)."""
    return clock.today() + timedelta(days=policies.current(task.area_id).set_aside_max_days)


def check_can_set_aside(task: Task, until: date | None, reason: str) -> None:
    """For a limited time, with a reason; the clock runs on. None brings it back. Raises Refused."""
    check_can_move(task, TaskState.DONE)
    if until is None:
        return
    if until <= clock.today():
        raise Refused("Choose a day after today.")
    if until > (latest := latest_set_aside(task)):
        raise Refused(f"Choose a day no later than {day(latest)}.")
    if not reason.strip():
        raise Refused("Say why this is set aside.")
