"""The only writers of the audit log: plain inserts in the request's own transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from dsr.audit.models import Kind
from dsr.core import clock, scope


class Actor(Protocol):
    """Who acts: anything that can name itself for the log."""

    @property
    def audit_id(self) -> str: ...
    @property
    def audit_role(self) -> str: ...
    @property
    def audit_organisation(self) -> str: ...


@dataclass(frozen=True)
class NamedActor:
    """An actor without an account: the public, or a job."""

    audit_id: str
    audit_role: str = ""
    audit_organisation: str = ""


PUBLIC = NamedActor("public", "public")
SERVICE = NamedActor("service", "service")

request_id: ContextVar[str] = ContextVar("dsr_request_id", default="")

INSERT = """
INSERT INTO audit_event (area_id, at, xact, kind, action, actor_id, actor_role, organisation_id, people, targets,
                         why, request_id, detail)
VALUES (%s, %s, pg_current_xact_id()::text::bigint, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
"""


def record(
    action: str,
    *,
    by: Actor | None,
    people: Iterable[str] = (),
    targets: Iterable[str] = (),
    why: str = "",
    kind: str = Kind.ACT,
    area_id: int | None = None,
    **detail: Any,
) -> None:
    """Write one event. ``people`` are public ids of persons, ``targets`` anything else; never names or free text."""
    current = scope.current()
    actor: Actor = by or _without_account(current)
    area = area_id if area_id is not None else (current.area_id if current else None)
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                area,
                clock.now(),
                str(kind),
                action,
                actor.audit_id,
                actor.audit_role,
                actor.audit_organisation,
                list(people),
                list(targets),
                why[:500],
                request_id.get(),
                json.dumps(detail, default=str),
            ],
        )


def _without_account(current: scope.Scope | None) -> Actor:
    """A job is the service itself; anybody else without an account is the public."""
    return SERVICE if current is not None and current.kind == "job" else PUBLIC


def record_read(
    page: str, *, by: Actor, people: Iterable[str], targets: Iterable[str] = (), why: str = "", **detail: Any
) -> None:
    """Somebody saw these people: one event for one page, a list names everybody it showed."""
    record(page, by=by, people=people, targets=targets, why=why, kind=Kind.READ, **detail)


def record_denied(page: str, *, by: Actor | None, area_id: int | None = None, **detail: Any) -> None:
    """Somebody was refused; written after the refused request's own work has been rolled back."""
    record(page, by=by, kind=Kind.DENIED, area_id=area_id, **detail)
