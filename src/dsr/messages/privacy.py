"""How private the fields of messages are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Message": sort(
        identifying="recipient_name recipient_address body last_error",
        sensitive="subject cancelled_reason language reading",
        plain="""
            id area public_id kind channel person referral_id state attempts created_at created_by
            approved_at approved_by next_try_at sent_at sent_by cancelled_at cancelled_by is_automatic told_of
        """,
    ),
}
