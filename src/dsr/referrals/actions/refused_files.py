"""A file that the virus scanner refused becomes somebody's task: evidence that was sent must not be lost unseen."""

from __future__ import annotations

from dsr.accounts import queries as accounts
from dsr.core import clock
from dsr.evidence.models import Evidence
from dsr.policy import queries as policies
from dsr.tasks import actions as tasks
from dsr.tasks.models import Task


def open_task(*, evidence: Evidence) -> Task:
    """For the register team, by the end of the next working day."""
    in_force = policies.in_force(evidence.area_id)
    return tasks.open_task(
        area_id=evidence.area_id,
        kind="file_refused",
        title="Ask for a file again: the virus scanner refused it",
        description="The file was deleted. Its entry under Evidence says what was found, and who added it.",
        due_at=in_force.policy.calendar().due_at(clock.now(), 1),
        organisation=accounts.register_team(evidence.area_id),
        policy_version_id=in_force.version_id,
        person=evidence.person,
        referral_id=evidence.referral_id,
        source=f"evidence:{evidence.public_id}",
    )
