"""The support tool's pages: saved section by section, with nothing lost and nothing decided by the tool."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dsr.register import actions, forms, presenters, queries
from dsr.register.models import Assessment, Rating
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.people import make_person
from tests.factories.register import on_register
from tests.register.pages import page, parsed, status_of, texts, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(person, clinician):
    return actions.start_assessment(person=person, by=clinician)


def where(assessment, **more):
    return {"pid": assessment.person.public_id, "aid": assessment.public_id} | more


def send(client, name, assessment, typed, **more):
    return client.post(reverse(name, kwargs=where(assessment, **more)), typed)


def save(client, assessment, section="hospital", **typed):
    return send(client, "assessment_section", assessment, {"revision": "0"} | typed, section=section)


def test_starting_leads_to_the_sections(person, clinician, browser_as):
    client = browser_as(clinician)
    answer = client.post(reverse("assessment_start", kwargs={"pid": person.public_id}), follow=True)
    document = parsed(answer)
    assert "Sample: needs local clinical approval" in words(document)
    assert "Not started" in words(document)
    assert Assessment.objects.filter(person=person).count() == 1


def test_starting_without_a_date_of_birth_says_why(team, clinician, browser_as):
    person = make_person(team, born_on=None)
    answer = browser_as(clinician).post(reverse("assessment_start", kwargs={"pid": person.public_id}), follow=True)
    assert b"Record a date of birth first" in answer.content


def test_every_section_of_both_tools_is_a_valid_page(team, clinician, browser_as):
    client = browser_as(clinician)
    for year in (1990, 2014):
        person = make_person(team, born_on=f"{year}-03-14")
        person.refresh_from_db()
        assessment = actions.start_assessment(person=person, by=clinician)
        for part in queries.definition_of(assessment).sections:
            document = page(client, "assessment_section", **where(assessment, section=part.code))
            for item in forms.SectionForm(section=part, tool=queries.definition_of(assessment), known={}).items:
                assert item.text in words(document)


def test_questions_say_how_far_they_look_back_and_when_they_are_asked(assessment, clinician, browser_as):
    found = words(page(browser_as(clinician), "assessment_section", **where(assessment, section="hospital")))
    assert "Looks back over the last month, to" in found
    assert "Looks back over the last 12 months, to" in found
    assert "Answer this only if the answer to “When was the person last admitted" in found


def test_a_section_is_saved_and_leads_on(assessment, clinician, browser_as):
    client = browser_as(clinician)
    answer = save(client, assessment, **{"in_hospital": "not_in", "in_hospital__note": "Rang", "continue": "yes"})
    assert answer["Location"].endswith("/section/health/")
    saved = queries.section(assessment, "hospital")
    assert saved.answers == {"answers": {"in_hospital": "not_in"}, "notes": {"in_hospital": "Rang"}}
    listed = words(page(client, "assessment", **where(assessment)))
    assert "1 of" in listed
    assert f"Saved by {clinician.worker.name}" in listed
    document = page(client, "assessment_section", **where(assessment, section="hospital"))
    assert "Last saved by" in words(document)
    assert any("checked" in box.attrs for box in document.query("input[value=not_in]"))


def test_saving_for_later_and_the_last_section_lead_back(assessment, clinician, browser_as):
    client = browser_as(clinician)
    overview = reverse("assessment", kwargs=where(assessment))
    assert save(client, assessment, in_hospital="not_in")["Location"] == overview
    last = queries.definition_of(assessment).sections[-1].code
    answer = save(client, assessment, last, **{"continue": "yes"})
    assert answer["Location"] == overview


def test_not_known_is_an_answer_everywhere(assessment, clinician, browser_as):
    client = browser_as(clinician)
    save(client, assessment, "strengths", going_well="", going_well__not_known="not_known", what_helps="Music")
    assert queries.section(assessment, "strengths").answers["answers"] == {
        "going_well": "not_known",
        "what_helps": "Music",
    }
    document = page(client, "assessment_section", **where(assessment, section="strengths"))
    assert "checked" in document.query("#going_well__not_known")[0].attrs


def test_a_date_may_be_approximate(assessment, clinician, browser_as):
    client = browser_as(clinician)
    typed = {"past_admissions": "past_year", "discharged_on_month": "9", "discharged_on_year": "2026"}
    save(client, assessment, **typed)
    assert queries.section(assessment, "hospital").answers["answers"]["discharged_on"] == "2026-09"
    answer = save(client, assessment, revision="1", **(typed | {"discharged_on_month": "13"}))
    assert "Error: " in texts(parsed(answer), "title")[0]
    assert queries.section(assessment, "hospital").revision == 1


def test_the_answer_to_a_question_no_longer_asked_is_dropped(assessment, clinician, browser_as):
    save(browser_as(clinician), assessment, past_admissions="never", discharged_on_year="2026")
    assert "discharged_on" not in queries.section(assessment, "hospital").answers["answers"]


def test_two_at_once_see_both_and_choose(area, assessment, clinician, browser_as):
    colleague = make_actor(area, "register_team", "clinician")
    save(browser_as(colleague), assessment, in_hospital="in_now")
    client = browser_as(clinician)
    answer = save(client, assessment, in_hospital="not_in", in_hospital__note="Saw him at home")
    document = parsed(answer, 409)
    found = words(document)
    assert f"Saved by {colleague.worker.name}" in found
    assert "Different" in found
    typed = {box.attrs["name"]: box.attrs["value"] for box in document.query("main input[type=hidden]")}
    typed.pop("csrfmiddlewaretoken", None)
    assert send(client, "assessment_section", assessment, typed, section="hospital").status_code == 302
    newest = queries.section(assessment, "hospital")
    assert (newest.revision, newest.answers["answers"]["in_hospital"]) == (2, "not_in")
    assert newest.answers["notes"]["in_hospital"] == "Saw him at home"


def test_given_up(assessment, clinician, browser_as):
    client = browser_as(clinician)
    page(client, "assessment_give_up", **where(assessment))
    assert send(client, "assessment_give_up", assessment, {"reason": ""}).status_code == 200
    assert send(client, "assessment_give_up", assessment, {"reason": "Wrong person"}).status_code == 302
    assert "Wrong person" in words(page(client, "assessment", **where(assessment)))
    assert b"given up" in send(client, "assessment_give_up", assessment, {"reason": "Again"}).content
    assert b"given up" in save(client, assessment, in_hospital="not_in").content
    assert "given up" in words(page(client, "assessment_result", **where(assessment)))


def test_an_unknown_section_is_not_found(assessment, clinician, browser_as):
    assert status_of(browser_as(clinician), "assessment_section", **where(assessment, section="nothing")) == 404


def test_of_another_person_it_is_not_found(team, assessment, clinician, browser_as):
    other = make_person(team)
    kwargs = where(assessment) | {"pid": other.public_id}
    assert status_of(browser_as(clinician), "assessment", **kwargs) == 404


def test_only_clinicians(assessment, coordinator, partner, browser_as):
    for actor in (coordinator, partner):
        assert status_of(browser_as(actor), "assessment", **where(assessment)) == 404


def test_a_clinician_without_full_sight_finds_nothing(area, team, clinician, browser_as):
    entry = on_register(team, clinician, share_with=("coventry-city-council",))
    assessment = actions.start_assessment(person=entry.person, by=clinician)
    theirs = make_actor(area, "coventry-city-council", "clinician")
    assert status_of(browser_as(theirs), "person", pid=entry.person.public_id) == 200
    assert status_of(browser_as(theirs), "assessment", **where(assessment)) == 404


# The result ----------------------------------------------------------------------------------------------------

DECISION = {"rating": "blue", "rationale": "On the ward since Monday", "answers": "hospital:1"}


@pytest.fixture
def in_hospital(assessment, clinician):
    actions.save_section(
        assessment=assessment, section="hospital", answers={"in_hospital": "in_now"}, expected_revision=0, by=clinician
    )
    return assessment


def test_the_suggestion_comes_with_its_reasons(in_hospital, clinician, browser_as):
    document = page(browser_as(clinician), "assessment_result", **where(in_hospital))
    found = words(document)
    for said in (
        "Blue: in hospital now",
        "Sample: needs local clinical approval",
        "You decide the rating",
        "the person is already in hospital",
        "not answered yet",
        "Little is known",
        "To think about next",
    ):
        assert said in found
    assert not [box for box in document.query("input[name=rating]") if "checked" in box.attrs]


def test_confirming_records_it(in_hospital, clinician, browser_as):
    client = browser_as(clinician)
    assert send(client, "assessment_result", in_hospital, DECISION).status_code == 302
    rating = Rating.objects.get(person=in_hospital.person)
    assert (rating.rating, rating.override_reason) == ("blue", "")
    assert "A rating was decided from these answers" in words(page(client, "assessment", **where(in_hospital)))
    again = send(client, "assessment_result", in_hospital, DECISION)
    assert b"This assessment is complete" in again.content


def test_differing_takes_a_reason_and_going_lower_a_second_look(in_hospital, clinician, browser_as):
    client = browser_as(clinician)
    lower = DECISION | {"rating": "green"}
    document = parsed(send(client, "assessment_result", in_hospital, lower))
    assert "You are about to rate lower than the tool suggests" in words(document)
    assert "Say why you decided differently" in texts(document, ".nhsuk-error-summary")[0]
    assert "On the ward since Monday" in words(document)
    lower |= {"override_reason": "Home since this morning"}
    assert send(client, "assessment_result", in_hospital, lower).status_code == 200
    assert send(client, "assessment_result", in_hospital, lower | {"lower": "yes"}).status_code == 302
    assert Rating.objects.get(person=in_hospital.person).override_reason == "Home since this morning"


def test_going_higher_takes_a_reason_only(assessment, clinician, browser_as):
    higher = {"rating": "red", "rationale": "Seen", "override_reason": "I met him", "answers": ""}
    assert send(browser_as(clinician), "assessment_result", assessment, higher).status_code == 302


def test_a_rating_not_on_offer_is_refused(in_hospital, clinician, browser_as):
    answer = send(browser_as(clinician), "assessment_result", in_hospital, DECISION | {"rating": "purple"})
    assert "Choose one of the answers shown" in texts(parsed(answer), ".nhsuk-error-summary")[0]


def test_answers_that_changed_are_shown_before_deciding(in_hospital, clinician, browser_as):
    client = browser_as(clinician)
    stale = DECISION | {"answers": ""}
    document = parsed(send(client, "assessment_result", in_hospital, stale))
    assert "A colleague has changed the answers" in words(document)
    assert document.query("input[name=answers]")[0].attrs["value"] == "hospital:1"
    assert not Rating.objects.filter(person=in_hospital.person).exists()


def test_support_needed_becomes_tasks_at_once_on_the_register(team, clinician, browser_as):
    entry = on_register(team, clinician, rating="green")
    assessment = actions.start_assessment(person=entry.person, by=clinician)
    typed = {
        "rating": "amber",
        "rationale": "Seen",
        "override_reason": "I met him",
        "answers": "",
        "needs": ["respite", "advocacy"],
        "needs_note": "Before Christmas",
    }
    assert send(browser_as(clinician), "assessment_result", assessment, typed).status_code == 302
    asked = Task.objects.filter(person=entry.person, kind="support_request")
    assert {task.title for task in asked} == {"A short break", "An advocate"}
    assert all("Before Christmas" in task.description for task in asked)


def test_answers_in_words(assessment):
    tool = queries.definition_of(assessment)
    hospital, admitted, when = (tool.by_code[code] for code in ("in_hospital", "past_admissions", "discharged_on"))
    assert presenters.answer_in_words(hospital, "in_now") == "Yes"
    assert presenters.answer_in_words(admitted, "") == "Not answered"
    assert presenters.answer_in_words(when, "2026-09") == "September 2026"
    assert presenters.answer_in_words(when, "not_known") == "Not known"
    boxes = next(item for item in tool.items if item.kind == "checkboxes")
    codes = [option.code for option in boxes.options if not option.stands_alone][:2]
    assert " and " in presenters.answer_in_words(boxes, codes)
    assert presenters.answer_in_words(tool.by_code["going_well"], "Her garden") == "Her garden"
