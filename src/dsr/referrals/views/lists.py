"""Lists of referrals: the team's, what a search found, and those a partner may discuss."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dsr.accounts import queries as accounts
from dsr.accounts.access import requires
from dsr.core.pagination import Capped, paginate
from dsr.people import actions as people_actions
from dsr.people import queries as people
from dsr.referrals import queries
from dsr.referrals.forms import FilterForm, SearchForm
from dsr.referrals.presenters import staff as present
from dsr.referrals.views.parts import actor_of, read

SEARCH = "referral_search"


def filters_of(request: HttpRequest) -> FilterForm:
    """What the address narrows the list to."""
    actor = actor_of(request)
    if not actor.is_team:
        return FilterForm(request.GET, colleagues=[], councils=[])
    councils = accounts.councils(actor.area_id)
    return FilterForm(request.GET, colleagues=queries.colleagues(actor), councils=councils)


@requires("referral_view")
@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    """Same-day first, then running clocks by due time, then the rest by newest receipt."""
    actor = actor_of(request)
    form = filters_of(request)
    filters = form.chosen()
    page = paginate(request, Capped(queries.listed(actor, filters)))
    read(request, "referral_list", page.items)
    context = {
        "filters": form,
        "active": filters.active,
        "chosen": queries.as_terms(filters),
        "page": page,
        "rows": [present.row(referral) for referral in page.items],
        "search": SearchForm(),
    }
    return render(request, "referrals/staff/referral_list.jinja", context)


@requires("referral_view")
@require_POST
def referral_search(request: HttpRequest) -> HttpResponse:
    """The words typed stay out of the address: the results live under an opaque id."""
    actor = actor_of(request)
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "referrals/staff/search.jinja", {"form": form, "back_href": reverse("referral_list")})
    search = people_actions.keep_search(page=SEARCH, terms={"wanted": form.cleaned_data["wanted"]}, by=actor)
    return redirect("referral_results", pid=search.public_id)


@requires("referral_view")
@require_safe
def referral_results(request: HttpRequest, pid: str) -> HttpResponse:
    """What the worker's own search found, the likest first."""
    actor = actor_of(request)
    search = people.get_search(actor, pid)
    wanted = str(search.terms.get("wanted", ""))
    found = queries.found(actor, wanted)
    read(request, "referral_results", found)
    context = {
        "wanted": wanted,
        "rows": [present.row(referral) for referral in found],
        "most": queries.MOST_FOUND,
        "search": SearchForm(initial={"wanted": wanted}),
        "back_href": reverse("referral_list"),
    }
    return render(request, "referrals/staff/results.jinja", context)


@requires("discussion_view")
@require_safe
def discussion_list(request: HttpRequest) -> HttpResponse:
    """The referrals my organisation may discuss now, each with the day on which that ends."""
    actor = actor_of(request)
    page = paginate(request, queries.discussed(actor))
    read(request, "discussion_list", page.items)
    ends = queries.discussion_ends(actor, page.items)
    rows = [{"referral": one, "ends": ends.get(one.pk), "href": present.href("discussion", one)} for one in page.items]
    return render(request, "referrals/staff/discussion_list.jinja", {"page": page, "rows": rows})
