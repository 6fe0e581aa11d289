"""The register list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dsr.accounts import queries as accounts
from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core.pagination import paginate
from dsr.people import queries as people
from dsr.people.actions.searches import keep_search
from dsr.policy import queries as policies
from dsr.register import forms, presenters, queries

PAGE = "register_list"
MOST_FOUND = 200


@requires("register_view")
@require_http_methods(["GET", "HEAD", "POST"])
def register_list(request: HttpRequest, sid: str = "") -> HttpResponse:
    """Everybody on the register whom the worker's organisation sees. A name searched for is never in an address."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        return _search(request, actor)
    found = people.get_search(actor, sid, page=PAGE) if sid else None
    typed = request.GET.copy()
    if found:
        typed["text"] = found.terms["text"]
    form = _form(actor, typed)
    chosen = form.chosen()
    text = chosen.pop("text")
    matches = [person.pk for person in people.search(actor, text, MOST_FOUND)] if text else None
    page = paginate(request, queries.RegisterList(actor, queries.Filters(people=matches, **chosen)))
    query = _without_page(request.GET) | ({"search": sid} if sid else {})
    return _shown(request, actor, form, page, urlencode(query))


def _without_page(asked: QueryDict) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name != "page" and value}


def _form(actor: Actor, typed: Any) -> forms.ListForm:
    councils = accounts.councils(actor.area_id)
    return forms.ListForm(typed, policy=policies.current(actor.area_id), councils=councils)


def _search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Filters go into the address; words searched for are kept under an opaque id."""
    chosen = _form(actor, request.POST).chosen()
    text = chosen.pop("text")
    address = reverse("register_list")
    if text:
        kept = keep_search(page=PAGE, terms={"text": text}, by=actor)
        address = reverse("register_search", kwargs={"sid": kept.public_id})
    query = request.POST.copy()
    for name in list(query):
        if not chosen.get(name):
            del query[name]
    return redirect(f"{address}?{query.urlencode()}" if query else address)


def _shown(request: HttpRequest, actor: Actor, form: forms.ListForm, page: Any, query: str) -> HttpResponse:
    rows = presenters.rows(page.items, policies.current(actor.area_id))
    audit.record_read(PAGE, by=actor, people=[entry.person.public_id for entry in page.items])
    context = {"filters": form, "page": page, "rows": rows, "active": form.active(), "sorted_by": form.sorted_by()}
    return render(request, "register/register_list.jinja", context | {"export_query": query})
