"""Background work on tasks."""

from __future__ import annotations

from dsr.core.jobs import job
from dsr.tasks import escalation


@job("tasks.escalate", every="*/15 6-19 * * *")
def escalate(area_id: int) -> None:
    """Every quarter of an hour in the day: show what is nearly due, due or overdue to those the ladder names."""
    escalation.escalate(area_id)
