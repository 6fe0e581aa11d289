"""What was decided, recording it, and taking it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.accounts.access import requires
from dsr.core import clock
from dsr.people import actions, attachments, overview, presenters, queries, rules, topics, wording
from dsr.people.forms.decisions import (
    BasisForm,
    DecisionForm,
    EndReasonForm,
    TopicForm,
    ViewForm,
    WithdrawForm,
)
from dsr.people.models import Basis, BestInterestsDecision, CapacityAssessment, Decision, Level, Person
from dsr.people.views.in_error import in_error
from dsr.people.views.shared import actor_of, attempt, done, href, page, seen
from dsr.policy import queries as policies


@requires("person_view")
def person_decisions(request: HttpRequest, pid: str) -> HttpResponse:
    """Everything decided, with who, when, on what basis and in which words."""
    person = seen(request, pid)
    rows = overview.rows(person)
    return page(
        request,
        "person_decisions",
        person,
        decided=[row for row in rows if row.decision],
        undecided=[row.topic for row in rows if not row.decision],
        conflicts=queries.conflicts(person),
        history=queries.decision_history(person),
        attached=attachments.of(actor_of(request), person, attachments.DECISIONS),
        formats=presenters.format_names(person.area_id),
        languages=presenters.language_names(person.area_id),
        back_href=presenters.person_href(person),
    )


@requires("decision_record")
def decision_topic(request: HttpRequest, pid: str) -> HttpResponse:
    """First: what it is about."""
    person = seen(request, pid, level=Level.FULL, team=True)
    form = TopicForm(topics.offered(person), request.GET if "topic" in request.GET else None)
    if form.is_valid():
        return redirect(href("decision_basis", person, topic=form.cleaned_data["topic"]))
    return page(
        request,
        "decision_topic",
        person,
        form=form,
        council_missing=person.residence_confirmed_at is None,
        back_href=href("person_decisions", person),
    )


@requires("decision_record")
def decision_basis(request: HttpRequest, pid: str, topic: str) -> HttpResponse:
    """Second: who decides, among those who can at this age."""
    person = seen(request, pid, level=Level.FULL, team=True)
    about = topics.get(person, topic)
    form = None
    if person.born_on is not None:
        form = BasisForm(overview.basis_choices(person), request.GET if "basis" in request.GET else None)
        if form.is_valid():
            basis = form.cleaned_data["basis"].replace("_", "-")
            return redirect(href("decision_record", person, topic=topic, basis=basis))
    return page(
        request,
        "decision_basis",
        person,
        form=form,
        topic=about,
        latest=queries.latest_capacity(person, about.kind, about.organisation),
        is_child=rules.is_child(person),
        back_href=href("decision_topic", person),
    )


@requires("decision_record")
def decision_record(request: HttpRequest, pid: str, topic: str, basis: str) -> HttpResponse:
    """Third: the answer, and what this basis rests on."""
    person = seen(request, pid, level=Level.FULL, team=True)
    recording = Recording(person, topics.get(person, topic), basis.replace("-", "_"))
    form = DecisionForm(person, recording.topic, recording.basis, request.POST or None)
    conflict = None
    if request.method != "POST":
        form.saw(recording.current)
    elif form.is_valid() and not form.seen(recording.current):
        conflict = recording.current
        form.saw(recording.current)
    elif form.is_valid() and attempt(form, lambda: recording.record(form, actor_of(request))):
        done(request, f"Recorded: {recording.topic.title}.")
        return redirect(href("person_decisions", person))
    return page(
        request,
        "decision_record",
        person,
        form=form,
        conflict=conflict,
        recording=recording,
        back_href=href("decision_basis", person, topic=topic),
    )


class Recording:
    """One decision on its way: what it rests on and in which words it is put."""

    def __init__(self, person: Person, topic: topics.Topic, basis: str) -> None:
        self.person, self.topic = person, topic
        self.basis = overview.known_basis(basis)
        self.wording = wording.wording(policies.current(person.area_id), topic.kind, topic.organisation)
        self.current = queries.current_decision(person, topic.kind, topic.organisation)
        self.capacity = queries.latest_capacity(person, topic.kind, topic.organisation)

    @property
    def basis_label(self) -> str:
        return Basis(self.basis).label

    @property
    def for_another(self) -> bool:
        return self.basis in rules.FOR_ANOTHER

    @property
    def needs_assessment(self) -> bool:
        """Somebody else would decide, and nothing shows that the person cannot."""
        return self.for_another and not (self.capacity and self.capacity.lacks_capacity)

    @property
    def best_interests(self) -> BestInterestsDecision | None:
        if self.basis != Basis.BEST_INTERESTS or self.capacity is None:
            return None
        return queries.latest_best_interests(self.capacity)

    @property
    def needs_best_interests(self) -> bool:
        return self.basis == Basis.BEST_INTERESTS and not self.needs_assessment and self.best_interests is None

    def record(self, form: DecisionForm, by: Any) -> Decision:
        given = form.decision()
        record = self.best_interests
        if record is not None:
            given["answer"] = "agreed" if record.in_best_interests else "refused"
        capacity: CapacityAssessment | None = self.capacity if self.for_another else None
        return actions.record_decision(
            person=self.person,
            kind=self.topic.kind,
            organisation=self.topic.organisation,
            basis=self.basis,
            wording=self.wording,
            capacity_assessment=capacity,
            best_interests=record,
            replaces=self.current,
            by=by,
            **given,
        )


@requires("decision_record")
def decision_withdraw(request: HttpRequest, pid: str, did: str) -> HttpResponse:
    """What will change, then who withdraws it."""
    person = seen(request, pid, level=Level.FULL, team=True)
    decision = queries.get_decision(person, did)
    form = WithdrawForm(request.POST or None, initial={"withdrawn_by_name": decision.decided_by_name})
    if form.is_valid():
        by = actor_of(request)
        if attempt(form, lambda: actions.withdraw_decision(decision=decision, by=by, **form.cleaned_data)):
            done(request, f"Withdrawn: {wording.decision_title(decision)}.")
            return redirect(href("person_decisions", person))
    return page(
        request,
        "decision_withdraw",
        person,
        form=form,
        decision=decision,
        title=wording.decision_title(decision),
        consequences=overview.consequences(decision),
        back_href=href("person_decisions", person),
    )


@requires("decision_record")
def decision_in_error(request: HttpRequest, pid: str, did: str) -> HttpResponse:
    """Mark a decision as entered in error, whether it still stands or was replaced."""
    person = seen(request, pid, level=Level.FULL, team=True)
    found = queries.get_standing_record(person, did)

    def mark(reason: str) -> object:
        return actions.mark_decision_in_error(decision=found, reason=reason, by=actor_of(request))

    loses = overview.losses(found) if found.holds else []
    back = href("person_decisions", person)
    return in_error(request, "decision_in_error", person, mark, about=found, back=back, consequences=loses)


@requires("decision_record")
def retake_end(request: HttpRequest, pid: str, did: str) -> HttpResponse:
    """The lead says why a parent's decision ends after the 16th birthday."""
    person = seen(request, pid, level=Level.FULL, team=True)
    decision = queries.get_decision(person, did)
    form = EndReasonForm(request.POST or None, initial={"reason": decision.lapse_reason})
    if form.is_valid():
        by, reason = actor_of(request), form.cleaned_data["reason"]
        if attempt(form, lambda: actions.give_end_reason(decision=decision, reason=reason, by=by)):
            done(request, "The reason is recorded.")
            return redirect(href("person_decisions", person))
    return page(
        request,
        "retake_end",
        person,
        form=form,
        title=wording.decision_title(decision),
        retake=overview.retake(decision),
        back_href=href("person_decisions", person),
    )


@requires("person_edit")
def view_record(request: HttpRequest, pid: str) -> HttpResponse:
    """What somebody thinks about a decision."""
    person = seen(request, pid, level=Level.FULL)
    form = ViewForm(topics.offered(person), request.POST or None, initial={"said_on": clock.today()})
    if form.is_valid():
        actions.record_view(person=person, by=actor_of(request), **form.view())
        done(request, "The view is recorded beside the decisions.")
        return redirect(href("person_decisions", person))
    return page(request, "view_record", person, form=form, back_href=href("person_decisions", person))
