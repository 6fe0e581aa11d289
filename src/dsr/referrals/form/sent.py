"""The answers as they are sent: only what was asked, with what each decision page showed."""

from __future__ import annotations

from datetime import datetime

from dsr.core import clock
from dsr.referrals.form.answers import CLEANED, FORM, Data
from dsr.referrals.form.journey import Journey
from dsr.referrals.form.pages import FORM_VERSION

__all__ = ["FORM_VERSION", "as_sent"]


def as_sent(journey: Journey, *, started_at: datetime, checks: tuple[str, ...] = ()) -> Data:
    """Pages these answers do not lead to are left out: what was typed there no longer answers anything."""
    answers, asking = journey.asking.answers, journey.asking
    asked = [page.code for page in journey.pages]
    data: Data = {code: answers.typed(code) for code in asked}
    data[CLEANED] = {code: answers.cleaned(code) for code in asked}
    shown, seen = (answers.about_form.get(name, {}) for name in ("wording", "seen"))
    data[FORM] = {
        "version": FORM_VERSION,
        "policy_version": asking.version_id,
        **asking.seen,
        "format": asking.format,
        "seen": {code: seen[code] for code in asked if code in seen},
        "started_at": started_at.isoformat(),
        "sent_at": clock.now().isoformat(),
        "wording": {code: shown[code] for code in asked if code in shown},
        "checks": list(checks),
    }
    return data
