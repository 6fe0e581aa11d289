"""Sharing without agreement is looked at again when somebody takes an agreement back: once, however often they do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dsr.core import clock
from dsr.people import actions as people
from dsr.register.actions.overrides import REVIEW, review_after_withdrawal
from dsr.tasks.models import Task
from tests.factories.people import make_person, organisation

pytestmark = pytest.mark.django_db


def test_one_task_for_each_override_that_runs(coordinator, lead):
    with coordinator.scope():
        person = make_person(coordinator)
        asked = people.request_override(
            person=person, organisation=organisation(coordinator, "cwpt"), level="summary", ground="serious_harm",
            justification="Serious harm is likely.", until=clock.now() + timedelta(days=7), person_told=False,
            why_not_told="It would put them in danger.", by=coordinator,
        )  # fmt: skip
    with lead.scope():
        people.approve_override(override=asked, by=lead)
        for _ in range(2):
            review_after_withdrawal(person=person)
        assert Task.objects.filter(person=person, kind=REVIEW).count() == 1
