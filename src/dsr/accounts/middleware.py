"""Session limits and the staff scope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from dsr.accounts import queries
from dsr.core import clock

Handler = Callable[[HttpRequest], HttpResponse]
STARTED, SEEN, ORGANISATION = "dsr_started_at", "dsr_seen_at", "dsr_organisation"
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
        session = request.session
        started, seen = session.get(STARTED, now), session.get(SEEN, now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_HARD_SECONDS:
            logout(request)
            request.session_ended = True  # type: ignore[attr-defined]
            return
        session.setdefault(STARTED, started)
        if SEEN not in session or now - seen > KEEP_SEEN_EVERY:
            session[SEEN] = now


class ScopeMiddleware:
    """Puts the worker's scope around the page: who they are, for which organisation, in which roles."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = None
        if request.user.is_authenticated:
            actor = queries.actor_for(request.user, request.session.get(ORGANISATION))  # type: ignore[arg-type]
        request.actor = actor  # type: ignore[attr-defined]
        if actor is None:
            return self.get_response(request)
        with actor.scope():
            return self.get_response(request)


def ends_at(request: HttpRequest) -> datetime | None:
    """When the session ends if nothing more is done; None for somebody not signed in."""
    seen = request.session.get(SEEN)
    if seen is None:
        return None
    return datetime.fromtimestamp(seen + settings.SESSION_IDLE_SECONDS, tz=clock.now().tzinfo)
