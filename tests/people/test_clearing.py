"""Searches go after a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from dsr.core import clock, scope
from dsr.people.actions.clearing import clear_searches
from dsr.people.models import Search
from dsr.people.queries import SEARCH_KEPT
from dsr.reporting.actions import keep_search

pytestmark = pytest.mark.django_db


def test_a_search_is_kept_for_a_day(area, coordinator):
    with coordinator.scope():
        keep_search(page="people", terms={"text": "ada"}, by=coordinator)
    with scope.job(name="clear", area_id=area.pk):
        assert clear_searches(area_id=area.pk) == 0
    with time_machine.travel(clock.now() + SEARCH_KEPT + timedelta(seconds=1)), scope.job(name="c", area_id=area.pk):
        assert clear_searches(area_id=area.pk) == 1
        assert not Search.objects.exists()
