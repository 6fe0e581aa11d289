"""Pages for what goes wrong: plain words, no database, help now in its place."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dsr.core.access import public

logger = logging.getLogger(__name__)
#: Upper apps add what the page about a fault can still say, such as whom to call.
help_providers: list[Callable[[], dict[str, Any]]] = []


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return render(request, f"errors/{name}.jinja", status=status)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, "400", 400)


@public
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, "403", 403)


@public
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: also what a worker of an organisation that is not involved sees."""
    return _page(request, "404", 404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the request, for its context may need the very database that failed."""
    return HttpResponse(render_to_string("errors/500.jinja", _kept_help()), status=500)


def _kept_help() -> dict[str, Any]:
    """What needs no database. A fault in it must not hide the page that says something went wrong."""
    try:
        return {name: value for provide in help_providers for name, value in provide().items()}
    except Exception:
        logger.exception("The page about a fault could not say whom to call.")
        return {}


@public
def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """The form's security token had expired; what was saved before is still there."""
    return _page(request, "csrf", 403)
