"""What sign-in leaves in the audit log: never a password, a code, or what was typed as an email address."""

from __future__ import annotations

from typing import Any

from dsr.accounts.models import RoleGrant, Worker
from dsr.audit import actions as audit
from dsr.audit.actions import NamedActor
from dsr.audit.models import Kind
from dsr.policy import queries as policy


def record(action: str, *, worker: Worker | None, area_id: int | None = None, **detail: Any) -> None:
    """One sign-in event. An address nobody has is recorded for the area this deployment serves."""
    area = area_id or (_area_of(worker) if worker else None) or policy.public_area().pk
    by = NamedActor(worker.public_id) if worker else None
    targets = [worker.public_id] if worker else []
    audit.record(action, by=by, targets=targets, kind=Kind.SIGN_IN, area_id=area, **detail)


def record_time_out(*, worker: Worker) -> None:
    """The session ended because nothing happened, or because the day was over."""
    record("session_timed_out", worker=worker)


def _area_of(worker: Worker) -> int | None:
    grants = RoleGrant.objects.filter(worker=worker).order_by("ended_at", "-pk")
    return grants.values_list("organisation__area_id", flat=True).first()
