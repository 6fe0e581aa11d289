"""A message that could not be delivered becomes somebody's task."""

from __future__ import annotations

from dsr.accounts import queries as accounts
from dsr.core import clock
from dsr.messages.models import Message
from dsr.policy import queries as policies
from dsr.tasks import actions as tasks
from dsr.tasks.models import Task


def open_task(*, message: Message) -> Task | None:
    """For the register team, by the end of the next working day; it names no person. None without anybody to name."""
    if message.person is None and message.referral_id is None:
        return None
    in_force = policies.in_force(message.area_id)
    return tasks.open_task(
        area_id=message.area_id,
        kind="message_failed",
        title="A message could not be sent",
        description="Look at it under Messages. Mend the address and send it again, or choose another way.",
        due_at=in_force.policy.calendar().due_at(clock.now(), 1),
        organisation=accounts.register_team(message.area_id),
        policy_version_id=in_force.version_id,
        person=message.person,
        referral_id=message.referral_id,
        source=f"message:{message.public_id}",
    )
