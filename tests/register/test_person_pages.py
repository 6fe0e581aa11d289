"""The person's pages: who it is and how to talk to them first, and no more than the level shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import clock
from dsr.people import actions as people
from dsr.register import actions, presenters, record
from dsr.register.models import Entry
from dsr.tasks import actions as tasks
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person
from tests.factories.register import on_register, rate, ready_to_join
from tests.factories.tasks import make_task
from tests.register.pages import LONG, page, status_of, texts, words

pytestmark = pytest.mark.django_db

COUNCIL, OTHER, ICB, TRUST = "coventry-city-council", "warwickshire-county-council", "cw-icb", "cwpt"
PAGES = (
    "person",
    "person_joining",
    "person_record",
    "person_tasks",
    "person_ratings",
    "person_timeline",
    "person_print",
)
SAVEPOINTS = 2
"""The request's own transaction is a savepoint inside the test's."""
TALK = "Say one thing at a time, then wait."


FULL_ONLY = ("person_timeline", "person_joining")
OPEN_PAGES = tuple(name for name in PAGES if name not in FULL_ONLY)


@pytest.fixture
def entry(team, clinician):
    """Red, known to the council at plan level and the ICB at summary level, with everything filled in."""
    entry = on_register(
        team,
        clinician,
        rating="red",
        share_with=(COUNCIL, ICB, TRUST),
        decisions={"cetr": "agreed"},
        needs=[("respite", "Two nights a month")],
        family_name=LONG,
        preferred_name="Addie",
        address="12 Rose Lane\nCoventry",
        postcode="CV1 1AA",
        pronouns="she/her",
    )
    people.record_profile(
        person=entry.person,
        by=team,
        how_to_talk_to_me=TALK,
        no_voicemail=True,
        interpreter_needed=True,
        language="Polish",
    )
    people.add_contact(
        person=entry.person, by=team, name="Dr Grey", relationship="GP", is_professional=True, phone="024 7655 0000"
    )
    people.add_contact(person=entry.person, by=team, name="Mum Example", relationship="Mother")
    return entry


def pid(entry):
    return {"pid": entry.person.public_id}


def test_the_banner_comes_first_on_every_page(entry, team, browser_as):
    client = browser_as(team)
    for name in PAGES:
        document = page(client, name, **pid(entry))
        assert TALK in texts(document, ".dsr-person__talk")[0]
        assert {"Interpreter: Polish", "Do not leave voicemail"} <= set(texts(document, ".dsr-flag"))
        assert "Red: immediate risk" in texts(document, ".dsr-person")[0]
        assert LONG in texts(document, ".dsr-person__name")[0]


def test_the_overview(entry, team, browser_as):
    found = words(page(browser_as(team), "person", **pid(entry)))
    for said in ("On the register since", "Review due", "Seen at home today.", "may be admitted", "Hold a C(E)TR"):
        assert said in found
    assert "Needs doing now" not in found


def test_what_is_overdue_stands_out(entry, team, browser_as):
    Entry.objects.filter(pk=entry.pk).update(review_due_on=clock.today() - timedelta(days=2))
    make_task(entry.area, person=entry.person, title="Ring the school", due_in=timedelta(days=-3))
    found = words(page(browser_as(team), "person", **pid(entry)))
    assert "Needs doing now" in found
    assert "The rating has to be reviewed: 2 days overdue." in found
    assert "Ring the school" in found


def test_somebody_not_on_the_register(team, browser_as):
    person = make_person(team)
    client = browser_as(team)
    found = words(page(client, "person", pid=person.public_id))
    assert "Not on the register." in found
    assert "Nobody has rated the risk yet." in found
    assert "A clinician has not rated the risk yet." in words(page(client, "person_joining", pid=person.public_id))


def test_somebody_for_whom_nothing_is_missing(team, clinician, browser_as):
    person = ready_to_join(team, clinician)
    client = browser_as(team)
    assert "Nothing is missing" in words(page(client, "person_joining", pid=person.public_id))
    assert "Takes effect on joining" in words(page(client, "person_ratings", pid=person.public_id))


@pytest.mark.parametrize("reason", [*presenters.LEFT, "something_else"])
def test_somebody_who_left(entry, team, browser_as, reason):
    actions.close_entry(entry=entry, reason=reason, by=team)
    found = words(page(browser_as(team), "person", **pid(entry)))
    assert "Left the register on" in found
    assert presenters.LEFT.get(reason, reason) in found


def test_the_support_tool_is_offered_to_clinicians_only(entry, team, clinician, browser_as):
    assert "support tool" not in " ".join(texts(page(browser_as(team), "person", **pid(entry)), "button"))
    assert "Open the support tool" in texts(page(browser_as(clinician), "person", **pid(entry)), "button")


def test_the_ten_items(entry, team, browser_as):
    document = page(browser_as(team), "person_record", **pid(entry))
    assert len(texts(document, ".nhsuk-summary-list__key")) == 10
    found = words(document)
    for said in ("12 Rose Lane", "CV1 1AA", "Likes to be called Addie", "Dr Grey, GP", "Autism: confirmed by Dr Grey"):
        assert said in found
    assert "Mum Example" not in found


def test_a_hidden_address_stays_hidden(entry, team, browser_as):
    people.set_address_sensitive(person=entry.person, sensitive=True, reason="Safety", by=team)
    client = browser_as(team)
    for name in PAGES:
        assert "Rose Lane" not in words(page(client, name, **pid(entry)))
    assert "The address is hidden" in words(page(client, "person_record", **pid(entry)))


def test_no_fixed_address(team, browser_as):
    person = make_person(team, no_fixed_address=True)
    assert "No fixed address" in words(page(browser_as(team), "person_record", pid=person.public_id))


def test_floors_above_add_to_the_record(entry, area, browser_as, team):
    record.providers.append(lambda _: [("issues", "The lease ends in March")])
    try:
        found = words(page(browser_as(team), "person_record", **pid(entry)))
        summary = make_actor(area, ICB, "partner")
        less = words(page(browser_as(summary), "person_record", **pid(entry)))
    finally:
        record.providers.pop()
    assert "The lease ends in March" in found
    assert "The lease ends in March" not in less


def test_tasks_open_and_ended(entry, team, browser_as):
    cetr = Task.objects.get(person=entry.person, kind="cetr")
    tasks.complete(task=cetr, evidence="Held on Monday", by=team)
    found = words(page(browser_as(team), "person_tasks", **pid(entry)))
    assert "Held on Monday" in found
    assert "A short break" in found


def test_ratings_with_their_reasons(entry, team, clinician, browser_as):
    rate(entry.person, "amber", clinician)
    document = page(browser_as(team), "person_ratings", **pid(entry))
    assert len(texts(document, ".nhsuk-card")) == 2
    found = words(document)
    for said in ("In force now", "Decided differently because", "Support needed: A short break", "Below Green"):
        assert said in found


def test_reasons_from_the_tool(team, clinician, browser_as):
    person = make_person(team)
    assessment = actions.start_assessment(person=person, by=clinician)
    actions.save_section(
        assessment=assessment, section="hospital", answers={"in_hospital": "in_now"}, expected_revision=0, by=clinician
    )
    rate(person, "blue", clinician)
    found = words(page(browser_as(team), "person_ratings", pid=person.public_id))
    assert "In a mental health hospital now" in found
    assert "version 1" in found


def test_the_timeline_gathers_every_app(entry, team, browser_as):
    actions.close_entry(entry=entry, reason="stepped_down", by=team)
    found = words(page(browser_as(team), "person_timeline", **pid(entry)))
    for said in ("Joined the register", "Left the register", "Rated Red: immediate risk", "Join the register: agreed"):
        assert said in found


def test_the_print_has_every_flag_and_who_printed_it(entry, team, browser_as):
    answer = browser_as(team).get(reverse("person_print", kwargs=pid(entry)))
    assert f"Printed by {team.worker.name}".encode() in answer.content
    found = words(page(browser_as(team), "person_print", **pid(entry)))
    for said in (TALK, "Do not leave voicemail", "12 Rose Lane", "Hold a C(E)TR", "Seen at home today."):
        assert said in found


# Levels --------------------------------------------------------------------------------------------------------


def test_a_summary_shows_the_summary(area, entry, browser_as):
    client = browser_as(make_actor(area, ICB, "partner"))
    everything = " ".join(words(page(client, name, **pid(entry))) for name in OPEN_PAGES)
    for said in (LONG, TALK, "Red: immediate risk", "Hold a C(E)TR", "Do not leave voicemail"):
        assert said in everything
    for kept in ("Rose Lane", "Dr Grey", "Mum Example", "Seen at home today.", "Two nights", "A short break"):
        assert kept not in everything
    assert record.HIDDEN in everything
    assert status_of(client, "person_timeline", **pid(entry)) == 404


def test_a_plan_shows_the_plan(area, entry, browser_as):
    client = browser_as(make_actor(area, COUNCIL, "partner"))
    everything = " ".join(words(page(client, name, **pid(entry))) for name in OPEN_PAGES)
    for said in ("Dr Grey", "Seen at home today.", "A short break", "Autism: confirmed"):
        assert said in everything
    for kept in ("Rose Lane", "Mum Example"):
        assert kept not in everything
    assert status_of(client, "person_timeline", **pid(entry)) == 404


def test_full_shows_it_all(area, entry, browser_as):
    client = browser_as(make_actor(area, TRUST, "clinician"))
    assert "Rose Lane" in words(page(client, "person_record", **pid(entry)))
    assert status_of(client, "person_timeline", **pid(entry)) == 200


def test_the_other_council_finds_nothing(area, entry, browser_as):
    client = browser_as(make_actor(area, OTHER, "partner"))
    for name in PAGES:
        assert status_of(client, name, **pid(entry)) == 404
    assert client.post(reverse("assessment_start", kwargs=pid(entry))).status_code == 404


def test_withdrawal_takes_sight_at_once(area, entry, team, browser_as):
    client = browser_as(make_actor(area, ICB, "partner"))
    assert status_of(client, "person", **pid(entry)) == 200
    decide(entry.person, "share", team, share_with=ICB, answer="refused")
    for name in PAGES:
        assert status_of(client, name, **pid(entry)) == 404


def test_every_look_is_recorded(entry, team, browser_as):
    client = browser_as(team)
    for name in PAGES:
        page(client, name, **pid(entry))
        event = Event.objects.filter(action=name).latest("pk")
        assert (event.people, event.actor_id) == ([entry.person.public_id], team.worker.public_id)


def test_the_overview_costs_no_more_than_twelve_statements(entry, team, browser_as, django_assert_max_num_queries):
    for _number in range(30):
        make_task(entry.area, person=entry.person)
    client = browser_as(team)
    page(client, "person", **pid(entry))
    with django_assert_max_num_queries(12 + SAVEPOINTS):
        page(client, "person", **pid(entry))


def test_no_clinical_role_no_page(area, entry, browser_as):
    for role in ("administrator", "privacy_officer"):
        assert status_of(browser_as(make_actor(area, "register_team", role)), "person", **pid(entry)) == 404


def test_age_is_said_of_a_child(team, clinician, browser_as):
    child = on_register(team, clinician, born_on=date(2010, 3, 14))
    assert "16 years old" in words(page(browser_as(team), "person", **pid(child)))
