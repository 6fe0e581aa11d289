"""The only writers of tasks. A clock is met or ended with a reason; every act leaves an event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, Worker
from dsr.audit import actions as audit
from dsr.core import clock, scope
from dsr.core.errors import Refused
from dsr.core.presenters import day
from dsr.people.models import Person
from dsr.tasks import rules, signals
from dsr.tasks.models import Task, TaskEvent, TaskState
from dsr.tasks.states import EVENT


@transaction.atomic
def open_task(
    *,
    area_id: int,
    kind: str,
    title: str,
    due_at: datetime,
    organisation: Organisation,
    policy_version_id: int,
    person: Person | None = None,
    referral_id: int | None = None,
    worker: Worker | None = None,
    description: str = "",
    source: str = "",
    closes_with: str = "",
    role: str = "",
    escalate_at: datetime | None = None,
    starts_at: datetime | None = None,
    by: Actor | None = None,
) -> Task:
    """Start a clock. ``by`` is None when the public or a job starts it; ``starts_at`` is now unless said."""
    now = clock.now()
    task = Task.objects.create(
        area_id=area_id,
        kind=kind,
        title=title,
        description=description,
        person=person,
        referral_id=referral_id,
        source=source,
        closes_with=closes_with,
        organisation=organisation,
        role=role,
        worker=worker,
        starts_at=starts_at or now,
        due_at=due_at,
        escalate_at=escalate_at,
        policy_version_id=policy_version_id,
        created_at=now,
        created_by=by.worker if by else None,
    )
    _tell(task, EVENT[TaskState.OPEN], by=by)
    return task


@transaction.atomic
def complete(*, task: Task, evidence: str, by: Actor | None, follows: bool = False) -> Task:
    """Meet the clock, with what shows it. Raises Refused.

    ``follows``: it follows from something recorded elsewhere, so it does not matter whose task it is. A job has
    no ``by``.
    """
    task = _locked(task)
    if by is not None and not follows:
        rules.check_can_work(task, by)
    rules.check_can_complete(task, evidence)
    task.state, task.done_at, task.evidence = TaskState.DONE, clock.now(), evidence.strip()
    task.done_by = by.worker if by else None
    task.save(update_fields=["state", "done_at", "done_by", "evidence"])
    _tell(task, EVENT[TaskState.DONE], by=by)
    signals.task_done.send(sender=Task, task=task, by=by)
    return task


@transaction.atomic
def cancel(*, task: Task, reason: str, by: Actor | None, follows: bool = False) -> Task:
    """End the clock unmet, with a reason. ``follows`` as for ``complete``; a job has no ``by``. Raises Refused."""
    task = _locked(task)
    if by is not None and not follows:
        rules.check_can_work(task, by)
    rules.check_can_cancel(task, reason)
    task.state, task.cancelled_at, task.cancelled_reason = TaskState.CANCELLED, clock.now(), reason.strip()
    task.save(update_fields=["state", "cancelled_at", "cancelled_reason"])
    _tell(task, EVENT[TaskState.CANCELLED], by=by, note=reason)
    signals.task_cancelled.send(sender=Task, task=task, by=by)
    return task


@transaction.atomic
def assign(*, task: Task, worker: Worker | None, by: Actor) -> Task:
    """Give it to a colleague of the owning organisation, or with None to nobody. Raises Refused."""
    task = _locked(task)
    rules.check_can_work(task, by)
    rules.check_can_assign(task, worker)
    if task.worker_id != (worker.pk if worker else None):
        task.worker = worker
        task.save(update_fields=["worker"])
        _tell(task, "task_assigned" if worker else "task_released", by=by, note=worker.name if worker else "")
    return task


@transaction.atomic
def assign_many(*, tasks: Iterable[Task], worker: Worker | None, by: Actor) -> list[tuple[Task, Refused]]:
    """Give each to the worker, or to nobody; what cannot be given is left as it is, with why."""
    left = []
    for task in sorted(tasks, key=lambda one: one.pk):
        try:
            assign(task=task, worker=worker, by=by)
        except Refused as refused:
            left.append((task, refused))
    return left


@transaction.atomic
def hand_over(*, task: Task, organisation: Organisation, why: str, by: Actor | None) -> Task:
    """Another organisation has it from now on, with the same clock and nobody's name. Raises Refused when ended."""
    task = _locked(task)
    rules.check_can_move(task, TaskState.DONE)
    task.organisation, task.worker = organisation, None
    task.save(update_fields=["organisation", "worker"])
    _tell(task, "task_handed_over", by=by, note=f"To {organisation.name}. {why}")
    return task


@transaction.atomic
def set_aside(*, task: Task, until: date | None, reason: str, by: Actor) -> Task:
    """Put it away until a day, or bring it back with None; neither moves the due time. Raises Refused."""
    task = _locked(task)
    rules.check_can_work(task, by)
    rules.check_can_set_aside(task, until, reason)
    task.set_aside_until, task.set_aside_reason = until, reason.strip() if until else ""
    task.save(update_fields=["set_aside_until", "set_aside_reason"])
    what = "task_set_aside" if until else "task_brought_back"
    _tell(task, what, by=by, note=f"Until {day(until)}: {task.set_aside_reason}" if until else "")
    return task


@transaction.atomic
def attach_person(*, referral_id: int, person: Person | None, by: Actor) -> None:
    """After a match the referral's tasks are about the person; with None, after an unmatch, they are not."""
    for task in Task.objects.select_for_update(of=("self",)).filter(referral_id=referral_id).order_by("pk"):
        before, task.person = task.person, person
        task.save(update_fields=["person"])
        _tell(task, "task_matched" if person else "task_unmatched", by=by, about=person or before)


@transaction.atomic
def escalate(*, task: Task, level: int, note: str) -> None:
    """Show it to a further step of the ladder; done by a job, so nobody's name stands beside it."""
    task.escalation_level, task.escalated_at = level, clock.now()
    task.save(update_fields=["escalation_level", "escalated_at"])
    TaskEvent.objects.create(
        area_id=task.area_id, task=task, what="task_escalated", note=note, made_at=task.escalated_at
    )


def _locked(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=task.pk)


def _tell(task: Task, what: str, *, by: Actor | None, note: str = "", about: Person | None = None) -> None:
    TaskEvent.objects.create(
        area_id=task.area_id,
        task=task,
        what=what,
        note=note.strip(),
        made_at=clock.now(),
        made_by=by.worker if by else None,
    )
    person = about or task.person
    audit.record(
        f"task.{what.removeprefix('task_')}",
        by=by or _unnamed(),
        area_id=task.area_id,
        people=[person.public_id] if person else [],
        targets=[f"task:{task.public_id}"],
        task_kind=task.kind,
    )


def _unnamed() -> audit.NamedActor:
    """Who acts when no worker does: a job, or the public."""
    current = scope.current()
    if current is not None and current.kind == "job":
        return audit.NamedActor(f"job:{current.name}", "job")
    return audit.PUBLIC
