"""The worker's own second factor. Taking a lost one away is in `resets`."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import flows
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from dsr.accounts import session
from dsr.accounts.actions import sessions, sign_in
from dsr.accounts.jobs import send_notice
from dsr.accounts.models import Worker


@transaction.atomic
def set_up(*, request: HttpRequest, form: Any) -> None:
    """Make the app in the form the worker's only factor, with new recovery codes; end every other session.

    The session that set it up gets a new key: it may do more than before (ASVS 7.2.4).
    """
    worker = _lock(request)
    removed, _ = Authenticator.objects.filter(user=worker).delete()
    flows.activate_totp(request, form)
    sessions.end_others(request=request)
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)
    session.pass_second_factor(request)
    session.show_codes(request)
    sign_in.record("second_factor_changed" if removed else "second_factor_set_up", worker=worker)
    if removed:
        send_notice.defer(worker=worker.public_id, notice="second_factor_changed")


@transaction.atomic
def renew_codes(*, request: HttpRequest) -> None:
    """New recovery codes in place of the old ones."""
    worker = _lock(request)
    Authenticator.objects.filter(user=worker, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(worker)
    session.show_codes(request)
    sign_in.record("recovery_codes_renewed", worker=worker)


def _lock(request: HttpRequest) -> Worker:
    return Worker.objects.select_for_update(of=("self",)).get(pk=request.user.pk)  # type: ignore[misc]
