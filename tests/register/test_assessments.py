"""The support tool: the right questions by age, section by section, nothing overwritten."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import Http404

from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.register import actions, queries
from dsr.register.models import Assessment, AssessmentSection, ToolDefinition
from dsr.register.tool_document import ToolDocumentError
from tests.factories.accounts import make_actor
from tests.factories.people import make_person
from tests.factories.register import rate

pytestmark = pytest.mark.django_db

ADULT_TOOL = "adult-sample-1.yaml"


@pytest.fixture
def assessment(person, clinician):
    return actions.start_assessment(person=person, by=clinician)


def save(assessment, by, expected=0, section="hospital", **answers):
    return actions.save_section(
        assessment=assessment, section=section, answers=answers, expected_revision=expected, by=by
    )


def test_every_area_has_both_tools(area, example_area):
    for place in (area, example_area):
        tools = ToolDefinition.objects.filter(area=place)
        assert set(tools.values_list("population", flat=True)) == {"adult", "child"}


def test_loading_again_changes_nothing(area):
    before = ToolDefinition.objects.filter(area=area).count()
    actions.load_tools(area=area, folder=settings.SUPPORT_TOOLS)
    assert ToolDefinition.objects.filter(area=area).count() == before


def test_a_new_version_is_added(area):
    document = (Path(settings.SUPPORT_TOOLS) / ADULT_TOOL).read_text().replace("version: 1", "version: 2")
    assert actions.load_tool(area=area, document=document).version == "2"


def test_a_loaded_version_is_never_edited(area):
    document = (Path(settings.SUPPORT_TOOLS) / ADULT_TOOL).read_text().replace("amber: 15", "amber: 16")
    with pytest.raises(ToolDocumentError, match="new version"):
        actions.load_tool(area=area, document=document)
    with pytest.raises(DatabaseError), transaction.atomic():
        ToolDefinition.objects.filter(area=area).update(title="Other")


@pytest.mark.parametrize(("day", "population"), [("2027-05-13", "child"), ("2027-05-14", "adult")])
def test_the_adults_questions_begin_on_the_eighteenth_birthday(team, day, population):
    person = make_person(team, born_on=date(2009, 5, 14))
    with time_machine.travel(f"{day}T00:30:00+01:00"):
        assert queries.definition_for(person).population == population


def test_without_a_date_of_birth_there_are_no_questions(team, clinician):
    with pytest.raises(Refused, match="date of birth"):
        actions.start_assessment(person=make_person(team, born_on=None), by=clinician)


def test_without_a_tool_in_force_there_are_no_questions(person, clinician):
    with time_machine.travel("2019-01-01T12:00:00+00:00"), pytest.raises(Refused, match="No support tool"):
        queries.definition_for(person)


def test_only_clinicians_complete_it(person, coordinator):
    with pytest.raises(Refused, match="Only a clinician"):
        actions.start_assessment(person=person, by=coordinator)


def test_a_colleague_goes_on_with_it(area, person, assessment, clinician):
    colleague = make_actor(area, "register_team", "clinician")
    assert actions.start_assessment(person=person, by=colleague) == assessment
    save(assessment, clinician, in_hospital="not_in")
    saved = save(assessment, colleague, expected=1, in_hospital="not_known")
    assert (saved.revision, saved.saved_by) == (2, colleague.worker)
    assert AssessmentSection.objects.filter(assessment=assessment).count() == 2


def test_the_newest_saving_holds(assessment, clinician):
    save(assessment, clinician, in_hospital="in_now")
    save(assessment, clinician, expected=1, in_hospital="not_in")
    save(assessment, clinician, section="strengths", going_well="Her garden")
    saved = queries.sections(assessment)
    assert queries.answers(saved) == {"in_hospital": "not_in", "going_well": "Her garden"}
    assert queries.revisions(saved) == "hospital:2,strengths:1"
    assert queries.section(assessment, "hospital").revision == 2
    assert queries.section(assessment, "health") is None


def test_two_at_once_is_a_conflict(assessment, clinician):
    save(assessment, clinician, in_hospital="in_now")
    with pytest.raises(Conflict, match="A colleague saved"):
        save(assessment, clinician, in_hospital="not_in")


def test_notes_and_lists_are_kept_and_the_unanswered_left_out(assessment, clinician):
    saved = actions.save_section(
        assessment=assessment,
        section="hospital",
        answers={"in_hospital": "not_in", "crisis_visits": ""},
        notes={"in_hospital": " Rang the ward. ", "crisis_visits": " "},
        expected_revision=0,
        by=clinician,
    )
    assert saved.answers == {"answers": {"in_hospital": "not_in"}, "notes": {"in_hospital": "Rang the ward."}}


@pytest.mark.parametrize("answers", [{"going_well": "Not of this section"}, {"in_hospital": "perhaps"}])
def test_only_this_sections_answers_are_taken(assessment, clinician, answers):
    with pytest.raises(ValueError, match=r"no question|not one of"):
        save(assessment, clinician, **answers)


def test_several_boxes_are_kept_in_order(assessment, clinician):
    definition = queries.definition_of(assessment)
    section, item = next((s, i) for s in definition.sections for i in s.items if i.kind == "checkboxes")
    codes = [option.code for option in item.options if not option.stands_alone][:2]
    saved = actions.save_section(
        assessment=assessment,
        section=section.code,
        answers={item.code: set(codes)},
        expected_revision=0,
        by=clinician,
    )
    assert saved.answers["answers"][item.code] == sorted(codes)


def test_the_suggestion_follows_the_answers(assessment, clinician):
    assert queries.suggestion(assessment).rating == "below_green"
    save(assessment, clinician, in_hospital="in_now")
    assert queries.suggestion(assessment).rating == "blue"


def test_given_up_with_a_reason(person, assessment, clinician):
    with pytest.raises(Refused, match="Say why"):
        actions.abandon_assessment(assessment=assessment, reason=" ", by=clinician)
    given_up = actions.abandon_assessment(assessment=assessment, reason="Wrong person", by=clinician)
    assert given_up.abandoned_reason == "Wrong person"
    for again in (
        lambda: actions.abandon_assessment(assessment=assessment, reason="Again", by=clinician),
        lambda: save(assessment, clinician, in_hospital="not_in"),
    ):
        with pytest.raises(Refused, match="given up"):
            again()
    assert actions.start_assessment(person=person, by=clinician) != assessment


def test_complete_is_complete(person, assessment, clinician):
    rate(person, "below_green", clinician)
    with pytest.raises(Refused, match="complete"):
        save(assessment, clinician, in_hospital="not_in")


def test_an_assessment_of_another_person_is_not_found(team, person, assessment):
    assert queries.get_assessment(person, assessment.public_id) == assessment
    with pytest.raises(Http404):
        queries.get_assessment(make_person(team), assessment.public_id)


def test_a_saving_is_never_changed(assessment, clinician):
    saved = save(assessment, clinician, in_hospital="not_in")
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentSection.objects.filter(pk=saved.pk).update(answers={})


def test_an_assessment_is_seen_in_full_only(area, person, assessment, partner):
    from tests.factories.register import involve

    involve(person, partner.organisation, level="plan")
    with partner.scope():
        assert not Assessment.objects.exists()


def test_begun_today(assessment, clinician):
    assert assessment.started_by == clinician.worker
    assert clock.now() - assessment.started_at < timedelta(minutes=1)
