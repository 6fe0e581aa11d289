"""The page of a record that was made one with another leads to the one that stayed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dsr.matching import queries

Handler = Callable[[HttpRequest], HttpResponse]


class MovedRecordMiddleware:
    """Only for whoever sees the record that stayed: to everybody else the old page is not there."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not isinstance(exception, Http404) or request.method not in ("GET", "HEAD"):
            return None
        if request.actor is None or not match.route.startswith("people/<public_id:pid>/"):  # type: ignore[attr-defined]
            return None
        stayed = queries.leads_to(match.kwargs["pid"])
        if stayed is None:
            return None
        return redirect(reverse(match.view_name, kwargs=match.kwargs | {"pid": stayed}))
