"""A denial is on record, without the secret somebody tried."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import ids, scope

pytestmark = pytest.mark.django_db


def test_what_was_asked_for_is_kept_and_a_secret_is_not(area, partner, browser_as):
    secret, person = ids.new_token(), "a" * 16
    browser = browser_as(partner)
    assert browser.get(reverse("key_check", kwargs={"token": secret})).status_code == 404
    assert browser.get(reverse("person", kwargs={"pid": person})).status_code == 404
    with scope.job(name="test", area_id=area.pk):
        denied = {event.action: event.detail["asked"] for event in Event.objects.filter(kind="denied")}
        assert denied == {"key_check": {"token": "[removed]"}, "person": {"pid": person}}
