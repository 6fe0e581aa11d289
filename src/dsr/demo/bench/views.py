"""The floor: the least a page of this service can do and still show rows. Every other page is judged beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dsr.core.access import public
from dsr.demo.bench import queries


@public
def floor(request: HttpRequest, after: int) -> HttpResponse:
    """25 rows in a plain table."""
    return render(request, "demo/floor.jinja", {"rows": queries.floor_rows(after)})
