"""How private the fields of matching are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Merge": sort(
        identifying="gone_identity reason decided_reason undo_reason",
        plain="""
            id area public_id kept gone state taken revision_before revision_after proposed_by proposed_at decided_by
            decided_at undo_by undo_at undone_by undone_at
        """,
    ),
    "MergedRow": sort(identifying="was became", plain="id area merge table_name row_id"),
    "PossibleDuplicate": sort(
        identifying="reason fingerprint",
        sensitive="agreeing differing points likely",
        plain="id area public_id one other outcome found_at decided_at decided_by",
    ),
}
