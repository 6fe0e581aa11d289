"""The ladder shows a task to more people as its time comes and goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dsr.audit.models import Event
from dsr.core import jobs
from dsr.policy import queries as policies
from dsr.tasks import actions, escalation
from dsr.tasks.models import TaskEvent
from tests.factories.register import new_person
from tests.factories.tasks import make_task

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 12, 3, 17, tzinfo=UTC)
"""A Thursday, 5pm."""


@pytest.fixture
def task(area, in_area):
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        yield make_task(area, person=new_person(area), due_at=DUE)


@pytest.mark.parametrize(
    ("now", "level"),
    [
        ("2026-12-01", 0),
        ("2026-12-02", 1),
        ("2026-12-03", 2),
        ("2026-12-04", 3),
        ("2026-12-05", 3),
        ("2026-12-07", 3),
        ("2026-12-08", 4),
        ("2027-02-01", 4),
    ],
)
def test_each_step_begins_on_its_working_day(area, task, now, level):
    at = datetime.fromisoformat(f"{now}T09:00:00+00:00")
    assert escalation.level_reached(task, policies.current(area.pk), at) == level


def test_its_own_escalation_goes_one_step_further(area, task):
    policy = policies.current(area.pk)
    task.escalate_at = datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert escalation.level_reached(task, policy, task.escalate_at - timedelta(seconds=1)) == 0
    assert escalation.level_reached(task, policy, task.escalate_at) == 1
    assert escalation.level_reached(task, policy, DUE) == 3
    assert escalation.level_reached(task, policy, DUE + timedelta(days=60)) == 4


def test_a_due_day_at_the_weekend_is_shown_on_the_friday_before(area, task):
    policy = policies.current(area.pk)
    task.due_at = datetime(2026, 12, 5, 17, tzinfo=UTC)
    assert escalation.level_reached(task, policy, datetime(2026, 12, 3, 9, tzinfo=UTC)) == 1
    assert escalation.level_reached(task, policy, datetime(2026, 12, 4, 9, tzinfo=UTC)) == 2
    assert escalation.level_reached(task, policy, datetime(2026, 12, 6, 9, tzinfo=UTC)) == 2
    assert escalation.level_reached(task, policy, datetime(2026, 12, 7, 9, tzinfo=UTC)) == 3


def test_the_job_records_each_step_once(area, task):
    with time_machine.travel(DUE - timedelta(hours=2)):
        assert escalation.escalate(area.pk) == 1
        assert escalation.escalate(area.pk) == 0
    task.refresh_from_db()
    assert task.escalation_level == 2
    event = TaskEvent.objects.get(task=task, what="task_escalated")
    assert event.note == "Now also shown to: register coordinator and register lead."
    assert event.made_by is None
    assert Event.objects.get(action="task.escalate").targets == [f"task:{task.public_id}"]


def test_what_is_set_aside_still_escalates(area, task, coordinator):
    actions.set_aside(task=task, until=datetime(2026, 12, 15).date(), reason="Away", by=coordinator)
    with time_machine.travel(DUE + timedelta(days=7)):
        escalation.escalate(area.pk)
    task.refresh_from_db()
    assert task.escalation_level == 4


def test_what_is_done_does_not_escalate(area, task, coordinator):
    actions.complete(task=task, evidence="Yes", by=coordinator)
    with time_machine.travel(DUE + timedelta(days=7)):
        assert escalation.escalate(area.pk) == 0


def test_words_for_who_sees_a_step(area):
    policy = policies.current(area.pk)
    assert escalation.seen_by(policy, 4) == "register coordinator, register lead and commissioner"
    assert escalation.seen_by(policy, 0) == ""


def test_it_runs_as_a_job(area, task):
    with time_machine.travel(DUE):
        jobs.run("tasks.escalate")
    task.refresh_from_db()
    assert task.escalation_level == 2
