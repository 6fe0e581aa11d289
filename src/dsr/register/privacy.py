"""How private the fields of register are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Assessment": sort(
        sensitive="abandoned_reason suggestion",
        plain="id area person public_id definition started_at started_by completed_at abandoned_at",
    ),
    "AssessmentSection": sort(
        sensitive="answers",
        plain="id area assessment person section revision saved_at saved_by",
    ),
    "Entry": sort(
        identifying="sort_name",
        sensitive="closed_reason rating rating_order",
        plain="""
            id area person public_id referral_reference state opened_at opened_by closed_at rated_at
            review_due_on council policy_version
        """,
    ),
    "EntryMove": sort(
        sensitive="reason",
        plain="id area entry person event from_state to_state made_at made_by",
    ),
    "Rating": sort(
        identifying="carried_over",
        sensitive="rating suggested suggestion_reasons rationale override_reason",
        plain="""
            id area person public_id entry assessment decided_at decided_by took_effect_at review_due_on
            policy_version
        """,
    ),
    "SupportNeed": sort(
        sensitive="code note",
        plain="id area rating person",
    ),
    "ToolDefinition": sort(
        plain="id area code version population title document sha256 effective_on loaded_at",
    ),
}
