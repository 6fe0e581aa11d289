"""How private the fields of accounts are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Cover": sort(
        plain="id worker covered_by organisation starts_on ends_on arranged_by arranged_at",
    ),
    "EmailChoice": sort(
        plain="id worker same_day new_referrals digest chosen_at",
    ),
    "Invitation": sort(
        identifying="email name",
        plain="""
            id public_id organisation role role_ends_on token_hash invited_by invited_at expires_at
            accepted_at accepted_by cancelled_at
        """,
    ),
    "Organisation": sort(
        plain="id area public_id code ods_code name short_name kind is_active",
    ),
    "RoleGrant": sort(
        plain="id worker organisation role starts_on ends_on granted_by granted_at ended_by ended_at",
    ),
    "SecondFactorReset": sort(
        sensitive="reason",
        plain="id public_id worker requested_by requested_at agreed_by agreed_at refused_at",
    ),
    "Worker": sort(
        identifying="email name phone",
        sensitive="password",
        plain="id last_login public_id job_title is_active created_at disabled_at disabled_by",
    ),
}
