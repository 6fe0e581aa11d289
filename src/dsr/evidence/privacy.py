"""How private the fields of evidence are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Evidence": sort(
        identifying="title file_name entered_in_error_reason refused_reason",
        sensitive="about",
        plain="""
            id area public_id person referral_id file_kind size pages sent_hash state added_at added_by checked_at
            checked_with entered_in_error_at entered_in_error_by
        """,
    ),
    "EvidenceContent": sort(identifying="content", plain="evidence area"),
}
