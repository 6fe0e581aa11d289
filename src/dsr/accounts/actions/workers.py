"""Roles and accounts, as an administrator changes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from dsr.accounts import queries, rules
from dsr.accounts.actions import sessions
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, RoleGrant, Worker
from dsr.audit import actions as audit
from dsr.core import clock


@transaction.atomic
def grant_role(
    *, worker: Worker, organisation: Organisation, role: str, starts_on: date, ends_on: date | None, by: Actor
) -> RoleGrant:
    """Give a role in an organisation, from a day, until a day. Raises Refused."""
    _lock(worker)
    rules.check_can_grant(worker=worker, organisation=organisation, role=role, by=by)
    grant = RoleGrant.objects.create(
        worker=worker,
        organisation=organisation,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by=by.worker,
        granted_at=clock.now(),
    )
    _record("role_granted", grant.worker, by, role=role, organisation=organisation.public_id)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, by: Actor) -> None:
    """The role ends now: with the next page the worker opens. Raises Refused."""
    lock_administrators(by.area_id)
    locked = RoleGrant.objects.select_for_update(of=("self",)).select_related("worker").get(pk=grant.pk)
    rules.check_can_end_role(grant=locked, by=by)
    locked.ended_at, locked.ended_by = clock.now(), by.worker
    locked.save(update_fields=["ended_at", "ended_by"])
    _record("role_ended", locked.worker, by, role=locked.role, organisation=grant.organisation.public_id)


@transaction.atomic
def disable(*, worker: Worker, reason: str, by: Actor) -> None:
    """Nobody signs in with the account, and everybody who is signed in with it is out. Raises Refused."""
    lock_administrators(by.area_id)
    locked = _lock(worker)
    rules.check_can_disable(worker=locked, by=by)
    locked.is_active, locked.disabled_at, locked.disabled_by = False, clock.now(), by.worker
    locked.save(update_fields=["is_active", "disabled_at", "disabled_by"])
    sessions.end_all(worker=locked, reason="disabled")
    _record("worker_disabled", locked, by, why=reason)


@transaction.atomic
def enable(*, worker: Worker, reason: str, by: Actor) -> None:
    """The account works again, with the roles that have not ended. Raises Refused."""
    locked = _lock(worker)
    rules.check_can_enable(worker=locked, by=by)
    locked.is_active, locked.disabled_at, locked.disabled_by = True, None, None
    locked.save(update_fields=["is_active", "disabled_at", "disabled_by"])
    _record("worker_enabled", locked, by, why=reason)


@transaction.atomic
def end_sessions(*, worker: Worker, by: Actor) -> int:
    """Sign the worker out everywhere. Gives how many sessions ended."""
    ended = sessions.end_all(worker=worker, reason="administrator")
    _record("worker_sessions_ended", worker, by, count=ended)
    return ended


def lock_administrators(area_id: int) -> None:
    """One at a time: two administrators who end each other's role must not both succeed."""
    list(queries.administrators(area_id).select_for_update(of=("self",)))


def _lock(worker: Worker) -> Worker:
    return Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)


def _record(action: str, worker: Worker, by: Actor, *, why: str = "", **detail: Any) -> None:
    audit.record(action, by=by, targets=[worker.public_id], why=why, **detail)
