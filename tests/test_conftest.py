"""The fixtures themselves."""

from __future__ import annotations

from dsr.people.models import Person


def test_an_actor_has_the_permissions_of_its_roles(coordinator, partner):
    assert coordinator.has("referral_work")
    assert not partner.has("referral_work")
    assert coordinator.is_team
    assert not partner.is_team


def test_a_job_scope_is_in_force(in_area):
    assert in_area.kind == "job"
    assert not Person.objects.exists()
