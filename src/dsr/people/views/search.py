"""Finding a person: asked by POST, answered under an opaque id, so that no name stands in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.people import actions, finding, presenters, queries
from dsr.people.forms.identity import SearchForm
from dsr.people.models import Person, Search
from dsr.people.views.shared import actor_of

MOST = 25
PAGE = "people"


@requires("person_view")
def person_search(request: HttpRequest) -> HttpResponse:
    """Ask."""
    form = SearchForm(request.POST or None)
    if form.is_valid():
        search = actions.keep_search(page=PAGE, terms={"q": form.cleaned_data["q"]}, by=actor_of(request))
        return redirect("person_search_results", pid=search.public_id)
    return render(request, "people/person_search.jinja", {"form": form})


@requires("person_view")
def person_search_results(request: HttpRequest, pid: str) -> HttpResponse:
    """Answer: one read event that names everybody shown."""
    by = actor_of(request)
    search = queries.get_search(by, pid, page=PAGE)
    wanted, elsewhere = finding.look_up(by, search.terms["q"])
    named = {one.person_id for one in elsewhere if one.person_id}
    found = queries.search_for(by, wanted, named, MOST + 1)
    more, people = len(found) > MOST, found[:MOST]
    _record(by, search, people, elsewhere)
    context = {
        "form": SearchForm(initial={"q": search.terms["q"]}),
        "search": search,
        "wanted": wanted,
        "elsewhere": [one for one in elsewhere if one.href],
        "rows": [presenters.search_row(person, queries.highest(person)) for person in people],
        "more": more,
        "most": MOST,
        "is_team": by.is_team,
        "printed_by": str(by.worker),
    }
    return render(request, "people/person_search_results.jinja", context)


def _record(by: Actor, search: Search, people: list[Person], elsewhere: list[finding.Elsewhere]) -> None:
    targets = [search.public_id, *(one.target for one in elsewhere if one.target)]
    audit.record_read("person_search", by=by, people=[person.public_id for person in people], targets=targets)
