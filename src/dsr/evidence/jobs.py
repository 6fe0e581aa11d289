"""What waits for the virus scanner is offered to it every minute."""

from __future__ import annotations

from dsr.core.jobs import job
from dsr.evidence import actions


@job("evidence.check", every="* * * * *")
def check_waiting(area_id: int) -> int:
    """How many files were checked."""
    return actions.check_waiting(area_id=area_id)
