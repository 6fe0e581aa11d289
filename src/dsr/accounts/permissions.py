"""The permission vocabulary (object_verb) and the roles that hold each."""

from __future__ import annotations

TEAM = frozenset({"coordinator", "lead"})
CARE = TEAM | {"clinician"}
PRACTICE = CARE | {"partner", "commissioner", "keyworker"}
EVERYBODY = PRACTICE | {"panel_member", "privacy_officer", "administrator"}

PERMISSIONS: dict[str, frozenset[str]] = {
    "home_view": EVERYBODY,
    "account_manage_own": EVERYBODY,
    "referral_view": CARE,
    "referral_work": TEAM,
    "referral_key": TEAM,
    "referral_decide": TEAM,
    "discussion_view": frozenset({"partner", "clinician", "commissioner"}),
    "person_view": PRACTICE,
    "person_edit": CARE,
    "decision_record": CARE,
    "evidence_view": PRACTICE,
    "evidence_add": CARE,
    "merge_propose": TEAM,
    "merge_agree": TEAM,
    "sharing_override_request": TEAM,
    "sharing_override_approve": frozenset({"lead"}),
    "access_grant": TEAM,
    "assessment_complete": frozenset({"clinician"}),
    "rating_decide": frozenset({"clinician"}),
    "register_view": PRACTICE,
    "register_manage": TEAM,
    "task_view": PRACTICE,
    "task_work": PRACTICE,
    "export_make": PRACTICE,
    "import_manage": TEAM,
    "message_send": TEAM,
    "audit_view": frozenset({"privacy_officer"}),
    "accounts_manage": frozenset({"administrator"}),
    "second_factor_agree": frozenset({"administrator", "lead", "privacy_officer"}),
    "policy_view": frozenset({"administrator", "lead", "privacy_officer"}),
}
