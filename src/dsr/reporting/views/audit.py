"""Who looked, who changed, who was refused: for the privacy officer, who sees no clinical text."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from dsr.accounts.access import requires
from dsr.audit import actions as audit
from dsr.core.pagination import paginate
from dsr.people.queries import get_search
from dsr.reporting import presenters, queries
from dsr.reporting.actions import keep_search
from dsr.reporting.forms import FindPersonForm, FindWorkerForm, PeriodForm

PEOPLE, WORKERS = "audit_people", "audit_workers"


@dataclass(frozen=True)
class EventPage:
    """Older and newer pages of a list whose length is not counted."""

    number: int
    has_more: bool

    @property
    def newer(self) -> str:
        return f"?page={self.number - 1}" if self.number > 1 else ""

    @property
    def older(self) -> str:
        return f"?page={self.number + 1}" if self.has_more else ""


@requires("audit_view")
def search(request: HttpRequest) -> HttpResponse:
    """Ask about a person or about a worker."""
    asked = request.POST.get("about")
    person = FindPersonForm(request.POST if asked == "person" else None)
    worker = FindWorkerForm(request.POST if asked == "worker" else None)
    if person.is_bound and person.is_valid():
        return _kept(request, PEOPLE, person.wanted())
    if worker.is_bound and worker.is_valid():
        return _kept(request, WORKERS, {"text": worker.cleaned_data["worker"]})
    return render(
        request,
        "reporting/audit_search.jinja",
        {"person_form": person, "worker_form": worker, "form": person if person.is_bound else worker},
    )


def _kept(request: HttpRequest, page: str, terms: dict[str, str]) -> HttpResponse:
    kept = keep_search(page=page, terms=terms, by=request.actor)
    return redirect("audit_results", pid=kept.public_id)


@requires("audit_view")
def results(request: HttpRequest, pid: str) -> HttpResponse:
    """Whom the search found; finding people is itself a look at them."""
    kept = get_search(request.actor, pid)
    context = {"back_href": reverse("audit_search"), "people": [], "workers": [], "about": kept.page}
    if kept.page == PEOPLE:
        people = queries.people_for_privacy(**kept.terms)
        audit.record_read("audit.find_people", by=request.actor, people=[found.public_id for found in people])
        context["people"] = people
    elif kept.page == WORKERS:
        context["workers"] = list(queries.workers_named(request.actor.area_id, kept.terms["text"]))
    else:
        raise Http404
    return render(request, "reporting/audit_results.jinja", context)


@requires("audit_view")
def who_has_looked(request: HttpRequest, pid: str) -> HttpResponse:
    """Everything recorded about one person, newest first."""
    form = PeriodForm(request.GET or None)
    period = form.period() if form.is_bound and form.is_valid() else {}
    number = max(1, int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdecimal() else 1)
    events, has_more = queries.events_about(pid, **period, page=number)
    if not events and number == 1 and not period:
        raise Http404
    wanted = form.cleaned_data.get("kind") if form.is_bound and form.is_valid() else ""
    audit.record_read("who_has_looked", by=request.actor, people=[pid])
    return render(
        request,
        "reporting/who_has_looked.jinja",
        {
            "rows": presenters.rows(event for event in events if wanted in ("", None, event.kind)),
            "form": form,
            "page": EventPage(number, has_more),
            "person_id": pid,
            "back_href": reverse("audit_search"),
        },
    )


@requires("audit_view")
def worker(request: HttpRequest, pid: str) -> HttpResponse:
    """What one worker of the area did and saw."""
    found = get_object_or_404(queries.workers_of(request.actor.area_id), public_id=pid)
    form = PeriodForm(request.GET or None)
    period = form.period() if form.is_bound and form.is_valid() else {"first_on": None, "last_on": None}
    page = paginate(request, queries.events_by(pid, **period))
    audit.record_read("audit_worker", by=request.actor, people=[], targets=[f"worker:{pid}"])
    return render(
        request,
        "reporting/audit_worker.jinja",
        {
            "worker": found,
            "rows": presenters.rows(page.items),
            "page": page,
            "form": form,
            "back_href": reverse("audit_search"),
        },
    )
