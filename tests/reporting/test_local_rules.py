"""The local rules in force, for those who answer for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dsr.core import clock
from dsr.policy import queries as policies
from dsr.policy.actions import load_policy
from dsr.policy.document import POLICIES, Policy
from tests.factories.accounts import make_actor
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["lead", "administrator", "privacy_officer"])
@pytest.mark.parametrize("code", ["coventry-warwickshire", "example-vale"])
def test_each_area_reads_its_own_rules(browser_as, area, example_area, role, code):
    own = {"coventry-warwickshire": area, "example-vale": example_area}[code]
    shown = browser_as(make_actor(own, "register_team", role)).get(reverse("policy_in_force"))
    said = " ".join(texts(assert_valid_html(shown.text), "main"))
    version, policy = policies.version_in_force(own.pk), policies.current(own.pk)
    assert version.sha256 in said
    assert f"In force from {version.effective_on.day} " in said
    assert policy.area.name in said
    for rating in policy.ratings:
        assert rating.definition in said
    assert all(one.name in said for one in policy.organisations)
    assert ("Nobody has confirmed these yet" in said) is bool(policy.unverified())


def test_a_version_that_is_loaded_for_later_is_named(browser_as, area, in_area, lead):
    day = clock.today() + timedelta(days=40)
    later = load_policy(
        document=Policy.load(POLICIES / "coventry-warwickshire.yaml"), effective_on=day, by="deployment"
    )
    shown = browser_as(lead).get(reverse("policy_in_force")).text
    assert f"Version {later.number} holds from" in shown
    assert list(policies.versions_to_come(area.pk)) == [later]
