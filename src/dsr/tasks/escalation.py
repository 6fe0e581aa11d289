"""The ladder: who else sees a task as its due time comes and goes. It never moves the due time.

Two clocks lead up it. Each step of the local policy begins so many working days before or after the due
day; and a task with its own ``escalate_at`` (a linked task's) goes one step further from that instant.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dsr.accounts.models.role import Role
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.presenters import listed
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.policy.document.timing import EscalationStep
from dsr.tasks import actions, queries
from dsr.tasks.models import Task

LOOK_AHEAD = timedelta(days=31)
"""Further ahead of its due day than this no step of any ladder begins."""


ACTOR = audit.NamedActor("job:escalation", "job")


def escalate(area_id: int) -> int:
    """Show every open task of the area to the step of the ladder its time has reached; says how many moved."""
    policy = policies.current(area_id)
    highest = max((step.level for step in policy.escalation), default=0)
    moved = [
        task.public_id
        for task in queries.to_escalate(area_id, until=clock.now() + LOOK_AHEAD, below=highest)
        if _move_up(task, policy)
    ]
    if moved:
        audit.record("task.escalate", by=ACTOR, area_id=area_id, targets=[f"task:{found}" for found in moved])
    return len(moved)


def _move_up(task: Task, policy: Policy) -> bool:
    level = level_reached(task, policy, clock.now())
    if level <= task.escalation_level:
        return False
    actions.escalate(task=task, level=level, note=f"Now also shown to: {seen_by(policy, level)}.")
    return True


def level_reached(task: Task, policy: Policy, now: datetime) -> int:
    """The step its due day has reached; one further once its own escalation time has passed; 0 for none."""
    reached = [step for step in policy.escalation if _begins_on(task, step, policy) <= clock.london_day(now)]
    level = max((step.level for step in reached), default=0)
    if task.escalate_at is not None and task.escalate_at <= now:
        level = min((step.level for step in policy.escalation if step.level > level), default=level)
    return level


def _begins_on(task: Task, step: EscalationStep, policy: Policy) -> date:
    """The day a step begins. A due day that is no working day counts as the last working day before it."""
    calendar = policy.calendar()
    due_on = clock.london_day(task.due_at)
    if step.working_days_from_due <= 0 and not calendar.is_working_day(due_on):
        due_on = calendar.add_working_days(due_on, -1)
    return calendar.add_working_days(due_on, step.working_days_from_due) if step.working_days_from_due else due_on


def seen_by(policy: Policy, level: int) -> str:
    """The roles a step is shown to, in words; empty below the first step."""
    roles = [role for step in policy.escalation if step.level == level for role in step.seen_by]
    return listed(str(Role(role).label).lower() for role in roles) if roles else ""
