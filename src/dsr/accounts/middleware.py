"""Session limits, the mandatory second factor, and the staff scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.accounts import queries, session
from dsr.accounts.actions import sign_in
from dsr.core import clock

Handler = Callable[[HttpRequest], HttpResponse]
KEEP_SEEN_EVERY = 30


class SessionLimitMiddleware:
    """15 minutes idle and 12 hours at most (CIS2 session requirements 005 and 007)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._keep_or_end(request)
        return self.get_response(request)

    def _keep_or_end(self, request: HttpRequest) -> None:
        now = clock.now().timestamp()
        kept = request.session
        started, seen = kept.get(session.STARTED, now), kept.get(session.SEEN, now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_HARD_SECONDS:
            sign_in.record_time_out(worker=request.user)  # type: ignore[arg-type]
            request.session_ended = True  # type: ignore[attr-defined]
            logout(request)
            return
        kept.setdefault(session.STARTED, started)
        if session.SEEN not in kept or now - seen > KEEP_SEEN_EVERY:
            kept[session.SEEN] = now


class SecondFactorMiddleware:
    """A worker whose session has not passed a second factor can set one up, sign out, and nothing else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or session.has_second_factor(request):
            return None
        if getattr(view, "access", None) in ("public", "before_second_factor"):
            return None
        return redirect("mfa_activate_totp")


class ScopeMiddleware:
    """Puts the worker's scope around the page: who they are, for which organisation, in which roles."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.places = None, 0  # type: ignore[attr-defined]
        if request.user.is_authenticated and session.has_second_factor(request):
            chosen = request.session.get(session.ORGANISATION)
            acting = queries.acting(request.user, chosen)  # type: ignore[arg-type]
            request.actor, request.places = acting  # type: ignore[attr-defined]
        if request.actor is None:  # type: ignore[attr-defined]
            return self.get_response(request)
        with request.actor.scope(until_commit=True):  # type: ignore[attr-defined]
            return self.get_response(request)
