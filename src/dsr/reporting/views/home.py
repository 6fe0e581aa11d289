"""Home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dsr.accounts.access import requires
from dsr.audit import actions as audit
from dsr.people.forms.identity import SearchForm
from dsr.reporting import home as homes


@requires("home_view")
def home(request: HttpRequest) -> HttpResponse:
    """Same-day referrals first, then notices, then counts that are links to the list behind them."""
    shown = homes.for_actor(request.actor)
    if shown.same_day or shown.notices:
        audit.record_read(
            "home",
            by=request.actor,
            people=sorted({row.notice.person.public_id for row in shown.notices}),
            targets=[f"referral:{found.public_id}" for found in shown.same_day],
        )
    find = SearchForm() if request.actor.has("person_view") else None
    return render(request, "reporting/home.jinja", {"home": shown, "find": find})
