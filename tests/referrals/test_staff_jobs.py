"""What the background worker does for referrals, and what the app tells others."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from dsr.core import clock, scope
from dsr.messages import actions as messages
from dsr.messages import channels
from dsr.people import timeline as people_timeline
from dsr.referrals import jobs, queries
from dsr.referrals.actions import handling, matching
from dsr.referrals.models import Referral
from dsr.tasks.models import Task
from tests.factories.messages import make_message
from tests.factories.people import make_person
from tests.factories.referral_rows import contacted, make_referral

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def run(area):
    with scope.job(name="referrals.resume", area_id=area.pk):
        return jobs.resume(area.pk)


def test_what_was_set_aside_comes_back_on_its_day(area, coordinator):
    with coordinator.scope():
        until = clock.today() + 2 * DAY
        referral = handling.set_aside(referral=make_referral(area), until=until, reason="x", by=coordinator)
    assert run(area) == 0
    with time_machine.travel(clock.now() + 2 * DAY):
        assert run(area) == 1
        with coordinator.scope():
            assert Referral.objects.get().state == "received"
            move = queries.moves(referral)[0]
            assert (move.event, move.made_by) == ("referral_resumed", None)


def test_a_message_that_failed_is_a_task(area, coordinator, monkeypatch):
    def refuse(message):
        raise channels.Undeliverable("Unknown address.", for_good=True)

    monkeypatch.setattr(channels, "deliver", refuse)
    with coordinator.scope():
        referral = make_referral(area, promise=False)
        about = make_message(coordinator, referral_id=referral.pk)
        nobody = make_message(coordinator)
        for message in (about, nobody):
            messages.approve(message=message, by=coordinator)
    with scope.job(name="messages.deliver", area_id=area.pk):
        for message in (about, nobody):
            messages.deliver(message_id=message.pk)
        task = Task.objects.get()
    assert (task.kind, task.referral_id, task.source) == (
        "message_failed", referral.pk, f"message:{about.public_id}",
    )  # fmt: skip


def test_a_persons_timeline_shows_their_referrals(area, coordinator):
    with coordinator.scope():
        person = make_person(coordinator)
        referral = contacted(make_referral(area), coordinator)
        matching.match(referral=referral, person=person, by=coordinator)
        handling.withdraw(referral=referral, asked_by="Robin", reason="x", by=coordinator)
        titles = [item.title for item in people_timeline.of(person) if referral.reference in item.title]
    assert titles == [
        f"Referral {referral.reference} withdrawn",
        f"Contact made: referral {referral.reference}",
        f"Referral {referral.reference} received",
    ]
