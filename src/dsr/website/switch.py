"""Switching the service off: while the flag file stands, every page says so, and says whom to call.

    ./dsr switch-off "We are moving to new machines until 5pm."
    ./dsr switch-on

Needs no database and no new deployment: each request looks whether the file is there. Help now, the way out and the
health page stay; help now is then made from the area's policy file, because the database may be what is being mended.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from dsr.core import languages, leaving, reading
from dsr.policy.document import Policy
from dsr.website import rendering

Handler = Callable[[HttpRequest], HttpResponse]
#: Seconds after which machines may ask again.
RETRY_AFTER = 1800
HELP_NOW = "/get-help-now/"
HEALTH, EXIT = "/health/", "/exit/"


def reason() -> str | None:
    """What was said when the service was switched off; None while it is on."""
    try:
        return settings.SWITCH_FILE.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None


class SwitchMiddleware:
    """Stands before everything that needs the database."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = reason()
        _, path = languages.split(request.path_info)
        if said is None or (request.path_info == HEALTH and not reading.is_easy()):
            return self.get_response(request)
        if path == EXIT:
            return leaving.away()
        return help_now() if path.startswith(HELP_NOW) else switched_off(said)


def switched_off(said: str) -> HttpResponse:
    """503 in the language of the address."""
    context = {"sentence": said, **urgent_help()}
    response = HttpResponse(render_to_string("errors/503.jinja", context), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def help_now() -> HttpResponse:
    """Whom to call now, without a database."""
    policy = policy_on_file()
    context = {
        "code": "help-now",
        "title": rendering.title("help-now", policy),
        "body": rendering.body("help-now", policy=policy, reading=reading.current()),
        "policy": policy,
        "reading": reading.current(),
    }
    return HttpResponse(render_to_string("website/page.jinja", context))


def urgent_help() -> dict[str, Any]:
    """For pages that fail: the area's policy as its file says it, with the crisis contacts somebody has checked."""
    policy = policy_on_file()
    return {"policy": policy, "crisis_contacts": policy.crisis_contacts_to_show()}


def policy_on_file() -> Policy:
    """The area's policy from its file. Raises PolicyError where the file is broken."""
    file = settings.POLICIES / f"{settings.AREA_CODE}.yaml"
    return _loaded(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _loaded(file: Path, _changed: int) -> Policy:
    return Policy.load(file)
