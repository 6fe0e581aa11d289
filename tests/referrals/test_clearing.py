"""Drafts go when their days are over, and the log says the service did it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.policy import queries as policies
from dsr.referrals.actions.clearing import clear_drafts
from dsr.referrals.models import Draft
from tests.factories.referrals import make_draft

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_its_days_and_no_longer(area):
    make_draft(area)
    days = policies.current(area.pk).draft_days
    with time_machine.travel(clock.now() + timedelta(days=days - 1)), scope.job(name="clear", area_id=area.pk):
        assert clear_drafts(area_id=area.pk) == 0
        assert Draft.objects.exists()
    with time_machine.travel(clock.now() + timedelta(days=days)), scope.job(name="clear", area_id=area.pk):
        assert clear_drafts(area_id=area.pk) == 1
        assert not Draft.objects.exists()
        assert Event.objects.get(action="drafts_cleared").actor_id == "service"
