"""How private the fields of referrals are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Addition": sort(
        identifying="words details",
        sensitive="changes_safety language",
        plain="id area public_id referral kind reading made_at",
    ),
    "CodeRequest": sort(
        identifying="contact",
        plain="id area token_hash reference language reading asked_at",
    ),
    "ContactAttempt": sort(
        identifying="with_whom",
        sensitive="speaks_for_person outcome two_way format_used need_met note entered_in_error_reason",
        plain="""
            id area public_id referral made_at route recorded_at recorded_by entered_in_error_at
            entered_in_error_by
        """,
    ),
    "Draft": sort(
        identifying="answers",
        plain="id area token_hash route worker revision started_at saved_at expires_at submitted_at",
    ),
    "EqualityAnswers": sort(
        sensitive="sex ethnic_group ethnic_background ethnic_background_other",
        plain="id area referral answered_at",
    ),
    "FollowCode": sort(
        plain="""
            id area referral referral_token code_hash made_at expires_at used_at visit_hash visit_seen_at
        """,
    ),
    "OwnerChange": sort(
        sensitive="reason",
        plain="id area referral how from_worker to_worker made_at made_by",
    ),
    "Referral": sort(
        identifying="answers subject_name subject_born_on",
        sensitive="who_about language same_day same_day_reasons outcome_code outcome_note",
        plain="""
            id area public_id reference token_hash route form_version same_day_seen_at same_day_seen_by
            received_at keyed_by contact_due_at contacted_at state state_at set_aside_until owner person
            council policy_version
        """,
    ),
    "ReferralMatch": sort(
        identifying="agreeing differing",
        sensitive="reason",
        plain="id area referral person what made_at made_by",
    ),
    "ReferralMove": sort(
        sensitive="reason",
        plain="id area referral event from_state to_state made_at made_by",
    ),
}
