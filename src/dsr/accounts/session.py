"""What a worker's session remembers: when they proved who they are, with what, and for whom they act."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest

from dsr.core import clock

STARTED, SEEN, ORGANISATION = "dsr_started_at", "dsr_seen_at", "dsr_organisation"
SECOND_FACTOR, PROVED, CODES = "dsr_second_factor_at", "dsr_proved_at", "dsr_codes_until"
SHOW_CODES_SECONDS = 600


def _now() -> float:
    return clock.now().timestamp()


def begin(request: HttpRequest) -> None:
    """Signed in: both clocks start, and the proof is fresh."""
    request.session[STARTED] = request.session[SEEN] = _now()
    prove(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this very session has passed a second factor, not only whether the worker owns one."""
    return SECOND_FACTOR in request.session


def pass_second_factor(request: HttpRequest) -> None:
    """The second factor was used, or set up, in this session."""
    request.session[SECOND_FACTOR] = _now()
    prove(request)


def prove(request: HttpRequest) -> None:
    """The worker has just shown who they are: sensitive acts are open for a few minutes."""
    request.session[PROVED] = _now()


def proved_recently(request: HttpRequest) -> bool:
    """Within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds."""
    return _now() - request.session.get(PROVED, 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def show_codes(request: HttpRequest) -> None:
    """Recovery codes were just made: they may be read and kept for ten minutes, then never again."""
    request.session[CODES] = _now() + SHOW_CODES_SECONDS


def may_read_codes(request: HttpRequest) -> bool:
    return bool(_now() < request.session.get(CODES, 0))


def choose(request: HttpRequest, organisation_public_id: str) -> None:
    """Act for this organisation from now on."""
    request.session[ORGANISATION] = organisation_public_id


def seconds_left(request: HttpRequest) -> int:
    """Seconds until the session ends if nothing more is done, or until its hard end."""
    now = _now()
    idle = settings.SESSION_IDLE_SECONDS - (now - request.session.get(SEEN, now))
    hard = settings.SESSION_HARD_SECONDS - (now - request.session.get(STARTED, now))
    return max(0, int(min(idle, hard)))


def started_at(request: HttpRequest) -> datetime:
    """When this session began."""
    return datetime.fromtimestamp(request.session.get(STARTED, _now()), tz=UTC)
