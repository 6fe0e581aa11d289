"""What anybody may read without signing in."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dsr.core import reading
from dsr.core.access import public
from dsr.policy import queries as policies
from dsr.website import content, papers, rendering


def _shown(request: HttpRequest, code: str, **context: Any) -> HttpResponse:
    """A whole page on one screen, in the way it is read."""
    policy = policies.current(policies.public_area().pk)
    context = {
        "code": code,
        "title": rendering.title(code, policy),
        "body": rendering.body(code, policy=policy, reading=reading.current()),
        **papers.links(code),
        **context,
    }
    return render(request, "website/page.jinja", context)


@public
def start(request: HttpRequest) -> HttpResponse:
    """What the register is, what it is not, and where to begin."""
    return _shown(request, "start", is_start=True)


@public
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call now: the policy's crisis contacts with the day each was checked."""
    return _shown(request, "help-now")


@public
def understand(request: HttpRequest) -> HttpResponse:
    """The list of what there is to know before deciding."""
    return _shown(request, "understand")


@public
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One information page; read easily, the first of its pages."""
    if reading.is_easy():
        return _step(request, code, 1)
    before, after = content.neighbours(code)
    return _shown(request, code, before=before, after=after, **_links(before, after))


@public
def page_step(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One Easy Read page of several; the standard page has no parts."""
    return _step(request, code, number) if reading.is_easy() else redirect("page", code=code)


def _step(request: HttpRequest, code: str, number: int) -> HttpResponse:
    policy = policies.current(policies.public_area().pk)
    count = len(content.page(code).easy)
    if not 1 <= number <= count:
        raise Http404(f"{code} has {count} Easy Read pages")
    before, after = content.neighbours(code)
    context = {
        "code": code,
        "title": rendering.title(code, policy),
        "body": rendering.step(code, number, policy=policy),
        "number": number,
        "count": count,
        "before": before,
        "after": after,
        **papers.links(code),
    }
    return render(request, "website/page_easy.jinja", context | _links(before, after))


def _links(before: str | None, after: str | None) -> dict[str, Any]:
    """Titles and addresses of the pages before and after, for the foot of the page."""
    policy = policies.current(policies.public_area().pk)
    return {
        name: {"title": rendering.title(code, policy), "href": rendering.address(code)} if code else None
        for name, code in (("before_link", before), ("after_link", after))
    }


@public
def health(request: HttpRequest) -> HttpResponse:
    """For the machine that watches the service: the web process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
