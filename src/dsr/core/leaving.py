"""Exit this page: ends the visit and goes to a neutral website, for somebody who must not be seen here.

It cannot clear the browser's history, and the pages say so before anybody relies on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dsr.core import reading
from dsr.core.access import public

#: Upper apps add how a visit of theirs is ended, beside what the browser forgets.
endings: list[Callable[[HttpRequest], None]] = []


@public
def leave(request: HttpRequest) -> HttpResponse:
    """Nothing of the visit stays with this site; the other site is not told where somebody came from.

    GET, so that a link does it without scripts, and so that no policy about forms stands in the way. Only a request
    that our own page made ends a worker's session: no other site can sign anybody out.
    """
    for end in endings:
        end(request)
    if _is_ours(request) or not request.user.is_authenticated:
        request.session.flush()
    return away()


def away() -> HttpResponse:
    """Off to the neutral site; needs no database."""
    response = HttpResponseRedirect(settings.EXIT_URL)
    response.delete_cookie(settings.CSRF_COOKIE_NAME)
    response.delete_cookie(settings.VISIT_COOKIE_NAME, samesite="Strict")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _is_ours(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def words(request: HttpRequest) -> dict[str, Any]:
    """For templates: where the button leads (nothing on pages that are not sensitive), and the other site's name."""
    shown = {"exit_site": urlsplit(settings.EXIT_URL).netloc.removeprefix("www.")}
    return shown | {"exit_href": reverse("exit") if is_sensitive(request) else ""}


def is_sensitive(request: HttpRequest) -> bool:
    """Pages where somebody says or reads something about themselves."""
    match = request.resolver_match
    return reading.is_public(request) and match is not None and match.view_name.startswith(settings.SENSITIVE_PAGES)
