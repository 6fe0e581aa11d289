"""The privacy officer answers who looked and why; nobody else does, and nobody sees clinical text for it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dsr.audit import actions as audit
from dsr.audit.models import Event, Kind
from dsr.core import scope
from dsr.reporting import queries
from tests.core.test_walls import new_person
from tests.factories.accounts import make_actor
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(area):
    return make_actor(area, "register_team", "privacy_officer")


@pytest.fixture
def person(area, coordinator):
    with scope.job(name="test", area_id=area.pk):
        made = new_person(area, coordinator.organisation)
    with coordinator.scope():
        audit.record_read("person", by=coordinator, people=[made.public_id], why="Preparing a meeting")
    return made


def test_the_officer_finds_a_person_by_name_and_sees_who_looked(browser_as, officer, coordinator, person):
    client = browser_as(officer)
    found = client.post(reverse("audit_search"), {"about": "person", "person": "ada test"}, follow=True)
    assert "Ada Test" in found.text
    assert "ada" not in found.redirect_chain[-1][0].lower()
    page = client.get(reverse("who_has_looked", args=[person.public_id]))
    assert coordinator.worker.name in page.text
    assert "Preparing a meeting" in page.text
    assert "Register coordinator" in page.text
    assert "Ada" not in " ".join(texts(assert_valid_html(page.text), "main"))
    for response in (found, page, client.get(reverse("audit_search"))):
        assert_valid_html(response.text)


def test_asking_is_itself_on_record(browser_as, officer, area, person):
    client = browser_as(officer)
    client.get(reverse("who_has_looked", args=[person.public_id]))
    with scope.job(name="test", area_id=area.pk):
        looks = Event.objects.filter(kind=Kind.READ, actor_id=officer.audit_id)
        assert [look.people for look in looks] == [[person.public_id]]


def test_a_period_and_a_kind_narrow_the_list(browser_as, officer, person):
    client = browser_as(officer)
    address = reverse("who_has_looked", args=[person.public_id])
    nothing = client.get(
        address,
        {
            "first_on_day": "1",
            "first_on_month": "1",
            "first_on_year": "2001",
            "last_on_day": "2",
            "last_on_month": "1",
            "last_on_year": "2001",
        },
    )
    assert "Nothing is on record" in nothing.text
    assert "Preparing a meeting" not in client.get(address, {"kind": "denied"}).text


def test_an_unknown_person_is_not_found(browser_as, officer):
    assert browser_as(officer).get(reverse("who_has_looked", args=["0" * 16])).status_code == 404


def test_the_officer_of_another_area_sees_nothing(browser_as, example_area, person):
    stranger = make_actor(example_area, "register_team", "privacy_officer")
    client = browser_as(stranger)
    assert client.get(reverse("who_has_looked", args=[person.public_id])).status_code == 404
    found = client.post(reverse("audit_search"), {"about": "person", "person": "ada test"}, follow=True)
    assert "Nobody was found" in found.text


@pytest.mark.parametrize("role", ["coordinator", "lead", "clinician", "partner", "administrator"])
def test_other_roles_are_refused(browser_as, area, person, role):
    client = browser_as(make_actor(area, "register_team", role))
    assert client.get(reverse("who_has_looked", args=[person.public_id])).status_code == 404
    assert client.get(reverse("audit_search")).status_code == 403


def test_a_refusal_is_on_record_after_the_rollback(browser_as, area, coordinator, person):
    browser_as(coordinator).get(reverse("who_has_looked", args=[person.public_id]))
    with scope.job(name="test", area_id=area.pk):
        refused = Event.objects.get(kind=Kind.DENIED)
    assert (refused.action, refused.actor_id) == ("who_has_looked", coordinator.audit_id)
    assert refused.detail["asked"] == {"pid": person.public_id}


def test_the_officer_sees_what_a_worker_did(browser_as, officer, coordinator, person):
    client = browser_as(officer)
    found = client.post(reverse("audit_search"), {"about": "worker", "worker": coordinator.worker.email}, follow=True)
    assert coordinator.worker.name in found.text
    page = client.get(reverse("audit_worker", args=[coordinator.worker.public_id]))
    assert "Preparing a meeting" in page.text
    assert_valid_html(page.text)
    assert_valid_html(found.text)


def test_an_empty_question_says_what_to_enter(browser_as, officer):
    client = browser_as(officer)
    for about, sentence in (("person", "Enter a name or an NHS number"), ("worker", "Enter part of a name")):
        page = client.post(reverse("audit_search"), {"about": about})
        assert sentence in page.text
        assert_valid_html(page.text)


def test_a_search_is_readable_by_its_maker_alone(browser_as, area, officer):
    made = browser_as(officer).post(reverse("audit_search"), {"about": "person", "person": "ada"})
    other = make_actor(area, "register_team", "privacy_officer")
    assert browser_as(other).get(made["Location"]).status_code == 404


def test_what_a_worker_did_is_found_by_days(area, in_area, coordinator, time_machine):
    for day in (1, 2, 3):
        time_machine.move_to(f"2026-12-0{day}T12:00Z")
        audit.record("looked_again", by=coordinator, day=day)

    def days(first_on: date | None, last_on: date | None) -> list[int]:
        found = queries.events_by(coordinator.audit_id, first_on=first_on, last_on=last_on)
        return [event.detail["day"] for event in found]

    second = date(2026, 12, 2)
    assert days(None, None) == [3, 2, 1]
    assert days(second, None) == [3, 2]
    assert days(None, second) == [2, 1]
    assert days(second, second) == [2]
