"""What a referral says beyond who it is, in words: shown before staff choose what is copied to the record."""

from __future__ import annotations

from dsr.core.presenters import listed
from dsr.people.models import Condition
from dsr.policy import queries as policies
from dsr.referrals import submitted
from dsr.referrals.actions.matching import COPIES
from dsr.referrals.form.forms_reach import ContactWayForm
from dsr.referrals.models import Referral


def of_referral(referral: Referral) -> list[dict[str, str]]:
    """One row for each thing that could be copied; what the form does not say is left out."""
    said = {
        "needs": _needs(referral),
        "safe_contact": _safe_contact(referral),
        "contacts": [around.words for around in submitted.contacts(referral)],
        "diagnosis": [_diagnosis(diagnosis) for diagnosis in submitted.diagnoses(referral)],
    }
    return [{"key": COPIES[name], "value": "\n".join(lines)} for name, lines in said.items() if lines]


def _needs(referral: Referral) -> list[str]:
    policy = policies.current(referral.area_id)
    needs = submitted.needs(referral, policy)
    names = {choice.code: choice.name for choice in policy.information_formats}
    lines = [
        needs.get("how_to_talk_to_me", ""),
        needs.get("adjustments", ""),
        f"Information as: {listed(names[code] for code in needs['formats'])}" if needs.get("formats") else "",
        f"Language: {needs['language']}" if needs.get("language") else "",
        "An interpreter is needed" if needs.get("interpreter_needed") else "",
        needs.get("interpreter_note", ""),
    ]
    return [line for line in lines if line]


def _safe_contact(referral: Referral) -> list[str]:
    safe = submitted.safe_contact(referral)
    ways = dict(ContactWayForm.base_fields["contact_way"].choices)  # type: ignore[attr-defined]
    method = safe.get("contact_method", "")
    lines = [
        f"Safest way: {ways.get(method, method)}" if method else "",
        f"Good times: {safe['contact_times']}" if safe.get("contact_times") else "",
        "Do not leave voice messages" if safe.get("no_voicemail") else "",
        safe.get("contact_unsafe", ""),
    ]
    return [line for line in lines if line]


def _diagnosis(said: dict[str, str]) -> str:
    return f"{Condition(said['condition']).label}. {said['evidence']}"
