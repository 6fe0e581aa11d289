"""How private the fields of imports are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "ColumnMap": sort(sensitive="mapping", plain="id area fingerprint saved_at saved_by"),
    "Import": sort(
        identifying="content",
        sensitive="file_name sheet_name sheet_names headings columns mapping",
        plain="""
            id area public_id state sha256 rows_total rows_checked uploaded_at uploaded_by started_at
            started_by beat_at done_at cleared_at
        """,
    ),
    "ImportRow": sort(
        identifying="cells corrected name nhs_number born_on words key",
        sensitive="problems remarks maybe choice made",
        plain="id area importing number outcome twin_of person made_person entry done_at done_by",
    ),
}
