"""The fixtures themselves."""

from __future__ import annotations

from dsr.people.models import Person
from tests.support import database


def test_an_actor_has_the_permissions_of_its_roles(coordinator, partner):
    assert coordinator.has("referral_work")
    assert not partner.has("referral_work")
    assert coordinator.is_team
    assert not partner.is_team


def test_a_job_scope_is_in_force(in_area):
    assert in_area.kind == "job"
    assert not Person.objects.exists()


def test_a_checkout_made_anew_beside_a_server_that_stayed_copies_no_template_of_the_former_key(settings):
    """As root the server's data lie outside the checkout: what was made with its former key refuses every scope."""
    before = database.fingerprint()
    assert database.fingerprint() == before
    settings.SCOPE_KEY = "another key of another checkout, long enough"
    assert database.fingerprint() != before
