"""Completing the support tool: section by section, by one clinician or several, nothing overwritten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.people.models import Person
from dsr.register import queries, rating, rules, tool_document
from dsr.register.models import Assessment, AssessmentSection


@transaction.atomic
def start_assessment(*, person: Person, by: Actor) -> Assessment:
    """Begin with the questions for the person's age today, or go on with what a colleague began. Raises Refused."""
    rules.check_may_assess(by)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if begun := queries.open_assessment(person):
        return begun
    assessment = Assessment.objects.create(
        area_id=person.area_id,
        person=person,
        definition=queries.definition_for(person),
        started_at=clock.now(),
        started_by=by.worker,
    )
    _tell("assessment.start", assessment, by, tool=str(assessment.definition))
    return assessment


@transaction.atomic
def save_section(
    *,
    assessment: Assessment,
    section: str,
    answers: Mapping[str, str | Collection[str]],
    expected_revision: int,
    by: Actor,
    notes: Mapping[str, str] | None = None,
) -> AssessmentSection:
    """Save one section as its next revision. ``expected_revision`` is the one the worker saw, 0 for none.

    Raises Conflict when a colleague saved in between, Refused when the assessment has ended, ValueError for
    an answer the questions do not offer.
    """
    rules.check_may_assess(by)
    assessment = _locked(assessment)
    rules.check_is_open(assessment)
    newest = queries.section(assessment, section)
    revision = newest.revision if newest else 0
    if revision != expected_revision:
        raise Conflict("A colleague saved this section while you were working on it.")
    saved = AssessmentSection.objects.create(
        area_id=assessment.area_id,
        assessment=assessment,
        person_id=assessment.person_id,
        section=section,
        revision=revision + 1,
        answers=_readable(queries.definition_of(assessment), section, answers, notes or {}),
        saved_at=clock.now(),
        saved_by=by.worker,
    )
    _tell("assessment.save_section", assessment, by, section=section, revision=saved.revision)
    return saved


@transaction.atomic
def abandon_assessment(*, assessment: Assessment, reason: str, by: Actor) -> Assessment:
    """Give it up, with a reason; what was answered stays on record. Raises Refused."""
    rules.check_may_assess(by)
    assessment = _locked(assessment)
    rules.check_is_open(assessment)
    if not reason.strip():
        raise Refused("Say why this assessment is given up.")
    assessment.abandoned_at, assessment.abandoned_reason = clock.now(), reason.strip()
    assessment.save(update_fields=["abandoned_at", "abandoned_reason"])
    _tell("assessment.abandon", assessment, by)
    return assessment


def _locked(assessment: Assessment) -> Assessment:
    return (
        Assessment.objects.select_for_update(of=("self",)).select_related("definition", "person").get(pk=assessment.pk)
    )


def _readable(
    definition: tool_document.Definition,
    section: str,
    answers: Mapping[str, str | Collection[str]],
    notes: Mapping[str, str],
) -> dict[str, dict[str, object]]:
    """The answers of this section as stored: codes sorted, the unanswered left out."""
    codes = {item.code for part in definition.sections if part.code == section for item in part.items}
    if strangers := sorted({*answers, *notes} - codes):
        raise ValueError(f"the section {section} has no question {strangers[0]!r}")
    rating.read_answers(definition, answers)
    return {
        "answers": {code: _plain(answer) for code, answer in answers.items() if answer},
        "notes": {code: note.strip() for code, note in notes.items() if note.strip()},
    }


def _plain(answer: str | Collection[str]) -> str | list[str]:
    return answer if isinstance(answer, str) else sorted(answer)


def _tell(action: str, assessment: Assessment, by: Actor, **detail: Any) -> None:
    audit.record(
        action,
        by=by,
        people=[assessment.person.public_id],
        targets=[f"assessment:{assessment.public_id}"],
        area_id=assessment.area_id,
        **detail,
    )
