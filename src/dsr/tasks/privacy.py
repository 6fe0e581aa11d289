"""How private the fields of tasks are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Task": sort(
        sensitive="title description evidence cancelled_reason set_aside_reason",
        plain="""
            id area public_id kind person referral_id source closes_with organisation role worker starts_at
            due_at escalate_at state done_at done_by cancelled_at set_aside_until escalation_level
            escalated_at policy_version created_at created_by
        """,
    ),
    "TaskEvent": sort(
        sensitive="note",
        plain="id area task what made_at made_by",
    ),
}
