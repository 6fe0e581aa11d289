"""Tasks that keep decisions valid: made again when their basis is gone, looked at again when somebody objects.

These clocks run for whoever is known to the team, on the register or not.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.presenters import day
from dsr.people.models import Decision, DecisionKind
from dsr.policy import queries as policies
from dsr.tasks import actions as tasks
from dsr.tasks import closing
from dsr.tasks import queries as task_queries

RETAKE, RENEW, OBJECTION = "retake_decision", "renew_decision", "look_again"
NEXT_WORKING_DAY = 1
"""Sight has ended, or somebody objects: the team speaks with the person by the end of the next working day."""


def retake(*, decision: Decision, on: date) -> None:
    """The 16th birthday: the young person decides for themselves before the policy's grace is over."""
    policy = policies.current(decision.area_id)
    last = (decision.retake_due_on or on) + timedelta(days=policy.birthday_16_grace_days)
    _open(decision, RETAKE, "Ask the young person to decide for themselves", policy.calendar().closing(last), by=None)


def lapsed(*, decision: Decision, by: Actor | None) -> None:
    """A decision has lost its basis: a new one is sought."""
    _open(decision, RENEW, "Ask for this decision again: it no longer has a valid basis", _soon(decision), by=by)


def objected(*, decision: Decision, by: Actor | None) -> None:
    """The person objects to what others decided for them: the best-interests decision is looked at again."""
    title = "Look again at a decision the person objects to"
    _open(decision, OBJECTION, title, _soon(decision), by=by, closes_with="")


def made(*, decision: Decision, by: Actor) -> None:
    """A decision about this was recorded, which is what the open tasks asked for."""
    for kind in (RETAKE, RENEW):
        for task in _open_ones(decision, kind):
            evidence = f"Recorded on {day(decision.recorded_at)}: {decision.get_answer_display().lower()}."
            tasks.complete(task=task, evidence=evidence, by=by, follows=True)


def _soon(decision: Decision) -> datetime:
    return policies.current(decision.area_id).calendar().due_at(clock.now(), NEXT_WORKING_DAY)


def _open(
    decision: Decision,
    kind: str,
    title: str,
    due_at: datetime,
    *,
    by: Actor | None,
    closes_with: str = closing.DECISION_RECORDED,
) -> None:
    """One such task at a time for one thing decided."""
    if _open_ones(decision, kind):
        return
    tasks.open_task(
        area_id=decision.area_id,
        kind=kind,
        title=title,
        description=_about(decision),
        due_at=due_at,
        organisation=accounts.register_team(decision.area_id),
        role="coordinator",
        closes_with=closes_with,
        policy_version_id=policies.in_force(decision.area_id).version_id,
        person=decision.person,
        source=_source(decision),
        by=by,
    )


def _open_ones(decision: Decision, kind: str) -> list[tasks.Task]:
    return list(task_queries.open_of(decision.person).filter(kind=kind, source=_source(decision)))


def _source(decision: Decision) -> str:
    """The same for every decision about the same thing: its kind and, for sharing, with whom."""
    return f"decision:{decision.kind}:{decision.organisation_id or ''}"


def _about(decision: Decision) -> str:
    what = DecisionKind(decision.kind).label
    return f"{what}: {decision.organisation.name}" if decision.organisation else what
