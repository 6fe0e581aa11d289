"""Capacity and best interests (Mental Capacity Act 2005), each about one decision."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.people import queries, rules
from dsr.people.actions.decisions import lapse
from dsr.people.models import BestInterestsDecision, CapacityAssessment, Person

CAN_DECIDE = "A capacity assessment found that the person can decide this themselves"
IN_ERROR = "The capacity assessment it rested on was entered in error"
RECORD_IN_ERROR = "The best-interests decision it rested on was entered in error"


@transaction.atomic
def record_capacity(
    *, person: Person, decision_kind: str, by: Actor, organisation: Organisation | None = None, **fields: Any
) -> CapacityAssessment:
    """Assess capacity for one decision. The outcome follows from the findings and is never given.

    Others decide only while capacity is lacking, so an assessment that finds it ends what they decided about
    this. Raises Refused.
    """
    rules.check_can_record(by)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    rules.check_can_assess_capacity(person, fields["assessed_on"], fields, fields.get("help_given", ""))
    assessment = CapacityAssessment.objects.create(
        area_id=person.area_id,
        person=person,
        decision_kind=decision_kind,
        organisation=organisation,
        lacks_capacity=rules.lacks_capacity(fields),
        recorded_at=clock.now(),
        recorded_by=by.worker,
        **fields,
    )
    _audit("record_capacity", assessment, by, lacks_capacity=assessment.lacks_capacity)
    if queries.latest_capacity(person, decision_kind, organisation) == assessment and not assessment.lacks_capacity:
        _end_decision_for_another(assessment, reason=CAN_DECIDE, by=by)
    return assessment


def _end_decision_for_another(assessment: CapacityAssessment, *, reason: str, by: Actor) -> None:
    current = queries.current_decision(assessment.person, assessment.decision_kind, assessment.organisation)
    if current is not None and current.holds and current.basis in rules.FOR_ANOTHER:
        lapse(current, reason=reason, by=by)


@transaction.atomic
def record_best_interests(
    *, person: Person, capacity_assessment: CapacityAssessment, by: Actor, **fields: Any
) -> BestInterestsDecision:
    """Record a best-interests decision (s4) on the latest assessment that found capacity lacking. Raises Refused."""
    rules.check_can_record(by)
    latest = queries.latest_capacity(person, capacity_assessment.decision_kind, capacity_assessment.organisation)
    rules.check_can_decide_best_interests(person, capacity_assessment, latest, fields)
    record = BestInterestsDecision.objects.create(
        area_id=person.area_id,
        person=person,
        capacity_assessment=capacity_assessment,
        decision_kind=capacity_assessment.decision_kind,
        organisation=capacity_assessment.organisation,
        recorded_at=clock.now(),
        recorded_by=by.worker,
        **fields,
    )
    _audit("record_best_interests", record, by, in_best_interests=record.in_best_interests)
    return record


@transaction.atomic
def mark_capacity_in_error(*, assessment: CapacityAssessment, reason: str, by: Actor) -> CapacityAssessment:
    """Recorded for the wrong person or decision: what rests on it no longer holds. Raises Refused."""
    rules.check_can_record(by)
    locked = CapacityAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    current = queries.current_decision(locked.person, locked.decision_kind, locked.organisation)
    _mark(locked, reason, by)
    _audit("mark_capacity_in_error", locked, by)
    if current is not None and current.holds and current.capacity_assessment_id == locked.pk:
        lapse(current, reason=IN_ERROR, by=by)
    return locked


@transaction.atomic
def mark_best_interests_in_error(*, record: BestInterestsDecision, reason: str, by: Actor) -> BestInterestsDecision:
    """The same for a best-interests decision. Raises Refused."""
    rules.check_can_record(by)
    locked = BestInterestsDecision.objects.select_for_update(of=("self",)).get(pk=record.pk)
    current = queries.current_decision(locked.person, locked.decision_kind, locked.organisation)
    _mark(locked, reason, by)
    _audit("mark_best_interests_in_error", locked, by)
    if current is not None and current.holds and current.best_interests_id == locked.pk:
        lapse(current, reason=RECORD_IN_ERROR, by=by)
    return locked


def _mark(row: CapacityAssessment | BestInterestsDecision, reason: str, by: Actor) -> None:
    rules.check_can_mark_in_error(row.entered_in_error_at, reason)
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by.worker
    row.entered_in_error_reason = reason.strip()
    row.save(update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"])


def _audit(action: str, row: CapacityAssessment | BestInterestsDecision, by: Actor, **detail: Any) -> None:
    organisation = row.organisation
    audit.record(
        action,
        by=by,
        people=[row.person.public_id],
        targets=[row.public_id, *([organisation.public_id] if organisation else [])],
        decision=row.decision_kind,
        **detail,
    )
