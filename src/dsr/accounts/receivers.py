"""Follows the sign-in library's signals: the session's own marks and the audit log."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from dsr.accounts import session
from dsr.accounts.actions import sign_in
from dsr.accounts.jobs import send_notice


def connect() -> None:
    """Called once, when the app is ready."""
    for signal, receiver in (
        (account.user_logged_in, signed_in),
        (account.password_reset, password_reset),
        (account.password_changed, password_changed),
        (mfa.authenticator_used, factor_used),
        (mfa.authentication_failed, factor_failed),
        (user_logged_out, signed_out),
    ):
        signal.connect(receiver, dispatch_uid=f"accounts.{receiver.__name__}")


def address(request: HttpRequest) -> str:
    from allauth.account.adapter import get_adapter

    return get_adapter().get_client_ip(request)


def signed_in(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """After every step of sign-in: the session is new, and knows whether a second factor was part of it."""
    methods = [record["method"] for record in get_authentication_records(request, user)]
    with_factor = "mfa" in methods or getattr(request, "provider_second_factor", False)
    session.begin(request)
    if with_factor:
        session.pass_second_factor(request)
    sign_in.record("signed_in", worker=user, methods=methods, second_factor=with_factor, address=address(request))


def signed_out(*, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None and not getattr(request, "session_ended", False):
        sign_in.record("signed_out", worker=user)


def password_reset(*, user: Any, **_: Any) -> None:
    sign_in.record("password_reset", worker=user)
    send_notice.defer(worker=user.public_id, notice="password_changed")


def password_changed(*, user: Any, **_: Any) -> None:
    sign_in.record("password_changed", worker=user)
    send_notice.defer(worker=user.public_id, notice="password_changed")


def factor_used(*, request: HttpRequest, user: Any, authenticator: Any, **detail: Any) -> None:
    if detail.get("reauthenticated"):
        session.prove(request)
    action = "recovery_code_used" if authenticator.type == "recovery_codes" else "second_factor_used"
    sign_in.record(action, worker=user)


def factor_failed(*, user: Any, **_: Any) -> None:
    sign_in.record("second_factor_failed", worker=user)
