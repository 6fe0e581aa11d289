"""What anybody may read without signing in."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dsr.core.access import public


@public
def start(request: HttpRequest) -> HttpResponse:
    """What the register is, what it is not, and where to begin."""
    return render(request, "website/start.jinja")


@public
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call now: the policy's crisis contacts with the day each was checked."""
    return render(request, "website/help_now.jinja")


@public
def health(request: HttpRequest) -> HttpResponse:
    """For the machine that watches the service: the web process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
