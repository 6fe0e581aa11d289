"""Finding a person: asked by POST, answered under an opaque id, so that no name stands in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dsr.accounts.access import requires
from dsr.audit import actions as audit
from dsr.core.nhs_number import InvalidNHSNumber, parse_nhs_number
from dsr.people import actions, presenters, queries
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
    found = _found(request, search)
    more, people = len(found) > MOST, found[:MOST]
    audit.record_read(
        "person_search", by=by, people=[person.public_id for person in people], targets=[search.public_id]
    )
    context = {
        "form": SearchForm(initial={"q": search.terms["q"]}),
        "search": search,
        "rows": [presenters.search_row(person, queries.highest(person)) for person in people],
        "more": more,
        "most": MOST,
        "is_team": by.is_team,
        "printed_by": str(by.worker),
    }
    return render(request, "people/person_search_results.jinja", context)


def _found(request: HttpRequest, search: Search) -> list[Person]:
    by, text = actor_of(request), search.terms["q"]
    try:
        return queries.search_by_number(by, parse_nhs_number(text))
    except InvalidNHSNumber:
        return queries.search(by, text, MOST + 1)
