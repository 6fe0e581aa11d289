"""Ending sessions: a session that is deleted is over with the next request."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from dsr.accounts.actions import sign_in
from dsr.accounts.models import Worker


@transaction.atomic
def end_all(*, worker: Worker, reason: str) -> int:
    """Sign the worker out everywhere. Gives how many sessions ended."""
    return _end(worker, list(UserSession.objects.filter(user=worker)), reason)


@transaction.atomic
def end_others(*, request: HttpRequest) -> int:
    """Sign the worker out everywhere but here."""
    kept = request.session.session_key
    others = UserSession.objects.filter(user_id=request.user.pk).exclude(session_key=kept)
    return _end(request.user, list(others), "own_other_sessions")  # type: ignore[arg-type]


def keep_session(session: AbstractBaseSession) -> bool:
    """Write what a session holds now, in one statement; False when it has been ended meanwhile."""
    values = {"session_data": session.session_data, "expire_date": session.expire_date}
    return Session.objects.filter(session_key=session.session_key).update(**values) == 1


def _end(worker: Worker, sessions: list[UserSession], reason: str) -> int:
    for session in sessions:
        session.end()
    sign_in.record("sessions_ended", worker=worker, count=len(sessions), reason=reason)
    return len(sessions)
