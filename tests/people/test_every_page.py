"""Every page about a person: valid, recorded, and 404 to everybody not involved. One person for all of them."""

from __future__ import annotations

import pytest

from dsr.audit.models import Event
from dsr.core import scope
from tests.factories.accounts import make_actor
from tests.factories.person_world import address_of, make_world, patterns
from tests.support.database import taken_back
from tests.support.html import assert_valid_html, texts

PATTERNS = patterns()
NAMES = list(PATTERNS)
OF_A_PERSON = [name for name in NAMES if not name.startswith("person_search")]


@pytest.fixture(scope="module")
def area(kept_area):
    return kept_area


@pytest.fixture(scope="module")
def lead(area):
    return make_actor(area, "register_team", "lead")


@pytest.fixture(scope="module")
def world(area, lead):
    return make_world(make_actor(area, "register_team", "coordinator"), lead)


@pytest.fixture(autouse=True)
def _world_stays(world):
    with taken_back():
        yield


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_valid_and_has_one_heading(name, world, browser_as, lead):
    response = browser_as(lead).get(address_of(name, world))
    assert response.status_code == 200
    document = assert_valid_html(response.text)
    assert len(document.query("h1")) == 1, texts(document, "h1")


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_every_page_is_404_to_an_organisation_not_involved(name, world, browser_as, area):
    for role in ("coordinator", "lead", "clinician", "partner"):
        other = make_actor(area, "cw-mind", role)
        if other.has(PATTERNS[name].callback.access):
            assert browser_as(other).get(address_of(name, world)).status_code == 404


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_every_page_records_who_looked(name, world, browser_as, lead):
    browser_as(lead).get(address_of(name, world))
    with scope.job(name="test", area_id=lead.area_id):
        event = Event.objects.filter(kind="read").order_by("-pk").first()
    assert (event.action, event.actor_id, event.people) == (name, lead.worker.public_id, [world["person"].public_id])


ERRORS = [
    "contact_add",
    "contact_end",
    "capacity_record",
    "best_interests_record",
    "capacity_in_error",
    "best_interests_in_error",
    "decision_in_error",
    "decision_record",
    "decision_withdraw",
    "information_add",
    "override_request",
    "override_decide",
    "override_end",
    "view_record",
    "residence_confirm",
    "address_reveal",
    "address_sensitive",
    "profile_edit",
    "identity_edit",
    "diagnosis_record",
    "person_search",
    "retake_end",
]


@pytest.mark.parametrize("name", ERRORS)
def test_every_form_says_what_is_missing(name, world, browser_as, lead):
    response = browser_as(lead).post(address_of(name, world), {"x": "1"})
    assert response.status_code == 200
    document = assert_valid_html(response.text)
    assert texts(document, ".nhsuk-error-summary__heading") == ["There is a problem"]
    assert texts(document, "title")[0].startswith("Error: ")
