"""Public pages say what they must, for whichever area's policy is in force."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dsr.policy import queries as policies
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["coventry-warwickshire", "example-vale"])
def served_area(request, settings, area):
    settings.AREA_CODE = request.param
    return policies.public_area()


def test_start_speaks_for_the_area(client, served_area):
    response = client.get(reverse("start"))
    assert response.status_code == 200
    assert policies.current(served_area.pk).labels.register_name in response.text
    assert_valid_html(response.text)


def test_help_now_shows_only_checked_contacts(client, served_area):
    response = client.get(reverse("help_now"))
    contacts = policies.current(served_area.pk).crisis_contacts
    for contact in contacts:
        assert (contact.name in response.text) is contact.verified
    assert_valid_html(response.text)


def test_health_answers(client, area):
    assert client.get(reverse("health")).text == "ok"


def test_pages_are_never_cached(client, served_area):
    assert "no-store" in client.get(reverse("help_now")).headers["Cache-Control"]
