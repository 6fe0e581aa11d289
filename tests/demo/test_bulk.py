"""Bulk people look like people who came by the ordinary path."""

from __future__ import annotations

import pytest

from dsr.demo.bulk import Filler
from dsr.people import queries as people
from dsr.register.models import Entry

pytestmark = pytest.mark.django_db


def test_filled_people_are_on_the_register_and_shared_as_decided(area, coordinator, partner):
    Filler(area, coordinator.worker).fill(30)
    with coordinator.scope():
        assert people.visible_to(coordinator).count() == 30
        assert Entry.objects.count() == 30
    with partner.scope():
        assert 0 < people.visible_to(partner).count() < 30
