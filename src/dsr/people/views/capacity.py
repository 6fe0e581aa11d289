"""Capacity and best interests, decision by decision."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.accounts.access import requires
from dsr.core import clock
from dsr.people import actions, overview, queries, topics
from dsr.people.forms.capacity import BestInterestsForm, CapacityForm
from dsr.people.models import Level
from dsr.people.views.in_error import in_error
from dsr.people.views.shared import actor_of, attempt, done, href, page, seen


@requires("person_view")
def person_capacity(request: HttpRequest, pid: str) -> HttpResponse:
    """Every assessment and best-interests decision."""
    person = seen(request, pid, level=Level.FULL)
    return page(
        request,
        "person_capacity",
        person,
        assessments=queries.capacity_assessments(person),
        records=queries.best_interests_decisions(person),
        back_href=href("person_decisions", person),
    )


@requires("decision_record")
def capacity_record(request: HttpRequest, pid: str, topic: str) -> HttpResponse:
    """Assess capacity for one decision."""
    person = seen(request, pid, level=Level.FULL, team=True)
    about = topics.get(person, topic)
    by = actor_of(request)
    form = CapacityForm(
        request.POST or None, initial={"assessed_on": clock.today(), "assessed_by_name": str(by.worker)}
    )
    if form.is_valid():
        found = attempt(
            form,
            lambda: actions.record_capacity(
                person=person, decision_kind=about.kind, organisation=about.organisation, by=by, **form.cleaned_data
            ),
        )
        if found:
            done(request, _outcome(found.lacks_capacity))
            return redirect(href("decision_basis", person, topic=topic))
    return page(
        request,
        "capacity_record",
        person,
        form=form,
        topic=about,
        current=queries.holding(person, about.kind, about.organisation),
        for_another=overview.is_for_another,
        back_href=href("decision_basis", person, topic=topic),
    )


def _outcome(lacks: bool) -> str:
    if lacks:
        return "Recorded. The person cannot make this decision at present."
    return "Recorded. The person is treated as able to make this decision."


@requires("decision_record")
def best_interests_record(request: HttpRequest, pid: str, cid: str) -> HttpResponse:
    """Record a best-interests decision on an assessment that found capacity lacking."""
    person = seen(request, pid, level=Level.FULL, team=True)
    assessment = queries.get_capacity(person, cid)
    about = topics.Topic(assessment.decision_kind, assessment.organisation)
    by = actor_of(request)
    form = BestInterestsForm(request.POST or None, initial={"made_on": clock.today(), "made_by_name": str(by.worker)})
    if form.is_valid() and attempt(
        form,
        lambda: actions.record_best_interests(person=person, capacity_assessment=assessment, by=by, **form.record()),
    ):
        done(request, "The best-interests decision is recorded. Now record the decision itself.")
        return redirect(href("decision_record", person, topic=about.slug, basis="best-interests"))
    return page(
        request,
        "best_interests_record",
        person,
        form=form,
        topic=about,
        assessment=assessment,
        back_href=href("person_capacity", person),
    )


@requires("decision_record")
def capacity_in_error(request: HttpRequest, pid: str, cid: str) -> HttpResponse:
    """Mark an assessment as entered in error."""
    person = seen(request, pid, level=Level.FULL, team=True)
    found = queries.get_capacity(person, cid)

    def mark(reason: str) -> object:
        return actions.mark_capacity_in_error(assessment=found, reason=reason, by=actor_of(request))

    return in_error(request, "capacity_in_error", person, mark, about=found, back=href("person_capacity", person))


@requires("decision_record")
def best_interests_in_error(request: HttpRequest, pid: str, bid: str) -> HttpResponse:
    """Mark a best-interests decision as entered in error."""
    person = seen(request, pid, level=Level.FULL, team=True)
    found = queries.get_best_interests(person, bid)

    def mark(reason: str) -> object:
        return actions.mark_best_interests_in_error(record=found, reason=reason, by=actor_of(request))

    return in_error(request, "best_interests_in_error", person, mark, about=found, back=href("person_capacity", person))
