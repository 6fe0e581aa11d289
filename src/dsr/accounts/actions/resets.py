"""A lost second factor: asked for by an administrator, agreed by a second worker, done once."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from dsr.accounts import rules
from dsr.accounts.actions import sessions, sign_in
from dsr.accounts.actor import Actor
from dsr.accounts.jobs import send_notice
from dsr.accounts.models import SecondFactorReset, Worker
from dsr.audit import actions as audit
from dsr.core import clock, ids


@transaction.atomic
def request_reset(*, worker: Worker, reason: str, by: Actor) -> SecondFactorReset:
    """Ask for the worker's authenticator app to be taken off the account. Raises Refused."""
    Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    rules.check_can_request_reset(worker=worker, by=by)
    reset = SecondFactorReset.objects.create(
        public_id=ids.new_public_id(),
        worker=worker,
        reason=reason,
        requested_by=by.worker,
        requested_at=clock.now(),
    )
    audit.record("second_factor_reset_requested", by=by, targets=[worker.public_id, reset.public_id], why=reason)
    return reset


@transaction.atomic
def agree_reset(*, reset: SecondFactorReset, by: Actor) -> None:
    """Take the factor away, end every session, tell the worker: the next sign-in sets up a new one. Raises Refused."""
    locked = _lock(reset)
    rules.check_can_agree_reset(reset=locked, by=by)
    locked.agreed_by, locked.agreed_at = by.worker, clock.now()
    locked.save(update_fields=["agreed_by", "agreed_at"])
    Authenticator.objects.filter(user=locked.worker).delete()
    sessions.end_all(worker=locked.worker, reason="second_factor_reset")
    sign_in.record("second_factor_removed", worker=locked.worker, area_id=by.area_id)
    send_notice.defer(worker=locked.worker.public_id, notice="second_factor_removed")
    audit.record("second_factor_reset_agreed", by=by, targets=[locked.worker.public_id, locked.public_id])


@transaction.atomic
def refuse_reset(*, reset: SecondFactorReset, by: Actor) -> None:
    """Leave everything as it is; whoever asked may take it back this way too. Raises Refused."""
    locked = _lock(reset)
    if by.worker.pk != locked.requested_by_id:
        rules.check_can_agree_reset(reset=locked, by=by)
    locked.refused_at = clock.now()
    locked.save(update_fields=["refused_at"])
    audit.record("second_factor_reset_refused", by=by, targets=[locked.worker.public_id, locked.public_id])


def _lock(reset: SecondFactorReset) -> SecondFactorReset:
    rows = SecondFactorReset.objects.select_for_update(of=("self",)).select_related("worker")
    return rows.get(pk=reset.pk)
