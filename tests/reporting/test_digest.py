"""The morning's email: numbers and a link, once a day, none when nothing waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dsr.accounts.actions.cover import arrange_cover
from dsr.accounts.actions.emails import choose_emails
from dsr.core import clock, scope
from dsr.messages import to_staff
from dsr.messages.models import Message
from dsr.reporting import jobs
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import make_referral
from tests.factories.register import involve, new_person
from tests.factories.tasks import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday_morning(time_machine):
    time_machine.move_to("2026-11-23T08:00Z")


def send(area):
    with scope.job(name="reporting.digest", area_id=area.pk):
        return jobs.send_digest(area.pk)


def bodies(area):
    with scope.job(name="test", area_id=area.pk):
        return dict(Message.objects.filter(kind=to_staff.DIGEST).values_list("recipient_address", "body"))


def tasks_of(area, actor, *due_in, **fields):
    with scope.job(name="test", area_id=area.pk):
        person = new_person(area)
        for due in due_in:
            make_task(area, person=person, worker=actor.worker, due_in=due, **fields)
        return person


def test_what_is_late_and_what_is_due_today(area, coordinator):
    tasks_of(area, coordinator, timedelta(days=-1), timedelta(hours=-1), timedelta(hours=3), timedelta(days=4))
    assert send(area) == 1
    body = bodies(area)[coordinator.worker.email]
    assert f"{coordinator.organisation.name}:\n- 2 overdue tasks of yours\n- 1 task of yours is due today" in body
    assert "/home/" in body
    assert "Ada" not in body


def test_nothing_waits_nothing_comes(area, coordinator, partner):
    tasks_of(area, coordinator, timedelta(days=4))
    assert send(area) == 0


def test_once_a_day(area, coordinator, time_machine):
    tasks_of(area, coordinator, timedelta(days=-1))
    assert [send(area), send(area)] == [1, 0]
    time_machine.move_to("2026-11-24T08:00Z")
    assert send(area) == 1


@pytest.mark.parametrize("at", ["2026-11-23T07:20Z", "2026-11-22T08:00Z", "2026-12-25T08:00Z"])
def test_not_before_the_morning_nor_on_free_days(area, coordinator, time_machine, at):
    tasks_of(area, coordinator, timedelta(days=-5))
    time_machine.move_to(at)
    assert send(area) == 0


def test_who_does_not_want_it_gets_none(area, coordinator):
    tasks_of(area, coordinator, timedelta(days=-1))
    with coordinator.scope():
        choose_emails(chosen=[], by=coordinator)
    assert send(area) == 0


def test_who_covers_is_told_of_the_others_tasks(area, coordinator, lead):
    away = make_actor(area, "register_team", "coordinator")
    tasks_of(area, away, timedelta(days=-1))
    today = clock.today()
    with lead.scope():
        arrange_cover(worker=away.worker, covered_by=coordinator.worker, starts_on=today, ends_on=today, by=lead)
    send(area)
    assert "- 1 task of a colleague you cover for" in bodies(area)[coordinator.worker.email]


def test_referrals_are_counted_for_the_team(area, coordinator, partner):
    with scope.job(name="test", area_id=area.pk):
        make_referral(area, same_day=True)
    assert send(area) == 1
    body = bodies(area)[coordinator.worker.email]
    assert "- 1 referral with signs of danger" in body
    assert "- 1 referral that nobody has" in body


def test_a_partner_counts_only_what_they_see(area, coordinator, partner):
    person = tasks_of(area, partner, timedelta(days=-1), organisation=partner.organisation)
    assert send(area) == 0
    with scope.job(name="test", area_id=area.pk):
        involve(person, partner.organisation)
    assert send(area) == 1
    assert "1 overdue task of yours" in bodies(area)[partner.worker.email]


def test_somebody_in_two_organisations_gets_one_email(area, coordinator):
    trust = make_actor(area, "trust", "partner", worker=coordinator.worker)
    tasks_of(area, coordinator, timedelta(days=-1))
    person = tasks_of(area, trust, timedelta(days=-1), organisation=trust.organisation)
    with scope.job(name="test", area_id=area.pk):
        involve(person, trust.organisation)
    assert send(area) == 1
    body = bodies(area)[coordinator.worker.email]
    assert coordinator.organisation.name in body
    assert trust.organisation.name in body
