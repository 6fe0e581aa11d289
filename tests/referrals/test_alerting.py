"""The team hears of referrals by email: a reference and a link, once to each reader, and nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from dsr.accounts import mailing
from dsr.accounts.actions.emails import choose_emails
from dsr.core import clock, scope
from dsr.messages import actions as messages
from dsr.messages import queries as message_queries
from dsr.messages import to_staff
from dsr.messages.models import Message, MessageState
from dsr.referrals import jobs
from dsr.referrals.actions import alerting, handling
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import make_referral

pytestmark = pytest.mark.django_db


def alert(area):
    with scope.job(name="referrals.alert", area_id=area.pk):
        return alerting.alert(area_id=area.pk)


def choose(actor, *chosen):
    with actor.scope():
        choose_emails(chosen=chosen, by=actor)


def make(area, **fields):
    with scope.job(name="test", area_id=area.pk):
        return make_referral(area, **fields)


def written(area):
    with scope.job(name="test", area_id=area.pk):
        return list(Message.objects.filter(kind=to_staff.ALERT).order_by("pk"))


def test_signs_of_danger_reach_coordinators_and_lead_by_themselves(area, coordinator, lead, clinician, partner):
    referral = make(area, same_day=True, subject_name="Zephyrine Quill")
    assert alert(area) == 2
    assert {message.recipient_address for message in written(area)} == {coordinator.worker.email, lead.worker.email}
    (subject,) = {message.subject for message in written(area)}
    assert subject == f"Look at this today: referral {referral.reference}"
    for message in written(area):
        assert f"/referrals/{referral.public_id}/" in message.body
        assert "Zephyrine" not in message.body + message.subject


def test_a_new_referral_reaches_who_chose_it(area, coordinator, lead):
    choose(lead, mailing.NEW)
    referral = make(area)
    assert alert(area) == 1
    (message,) = written(area)
    assert message.recipient_address == lead.worker.email
    assert message.subject == f"New referral {referral.reference}"
    assert "Make contact by " in message.body


def test_nobody_is_told_twice(area, coordinator):
    make(area, same_day=True)
    assert [alert(area), alert(area)] == [1, 0]


def test_two_runs_that_overlap_tell_once(area, coordinator, in_area):
    notice, reader = to_staff.digest(["One"]), to_staff.Reader("Cass", "cass@example.org")
    assert messages.send_to_staff(area_id=area.pk, notice=notice, reader=reader, told_of="digest:x")
    assert messages.send_to_staff(area_id=area.pk, notice=notice, reader=reader, told_of="digest:x") is None
    assert messages.send_to_staff(area_id=area.pk, notice=notice, reader=reader, told_of="digest:y")


def test_danger_that_is_added_later_is_told_even_if_it_was_told_as_new(area, coordinator):
    choose(coordinator, mailing.NEW, mailing.SAME_DAY)
    referral = make(area)
    assert alert(area) == 1
    with scope.job(name="test", area_id=area.pk):
        type(referral).objects.filter(pk=referral.pk).update(same_day=True, same_day_reasons=["words"])
    assert alert(area) == 1
    assert written(area)[-1].subject.startswith("Look at this today")


def test_what_somebody_has_looked_at_is_not_told(area, coordinator):
    referral = make(area, same_day=True)
    with coordinator.scope():
        handling.mark_same_day_seen(referral=referral, by=coordinator)
    assert alert(area) == 0


def test_what_is_old_or_over_is_not_told(area, coordinator):
    choose(coordinator, mailing.NEW)
    make(area, received_at=clock.now() - alerting.LOOKS_BACK - timedelta(minutes=1))
    ended = make(area)
    with coordinator.scope():
        handling.withdraw(referral=ended, asked_by="Their mother", reason="Changed their mind", by=coordinator)
    assert alert(area) == 0


def test_the_address_of_the_team_is_told_of_both(example_area):
    make_actor(example_area, "register_team", "clinician")
    make(example_area)
    make(example_area, same_day=True)
    assert alert(example_area) == 2
    assert {message.recipient_address for message in written(example_area)} == {"pathway.duty@example-vale.example"}


def test_it_leaves_by_the_ordinary_delivery_and_stays_out_of_the_outbox(area, coordinator):
    make(area, same_day=True)
    with scope.job(name="referrals.alert", area_id=area.pk):
        assert jobs.alert(area.pk) == 1
        messages.deliver(message_id=Message.objects.get().pk)
    assert [message.to for message in mail.outbox] == [[coordinator.worker.email]]
    with coordinator.scope():
        assert not message_queries.listed(coordinator).exists()


def test_what_could_not_be_sent_is_in_the_outbox(area, coordinator):
    make(area, same_day=True)
    alert(area)
    with scope.job(name="test", area_id=area.pk):
        Message.objects.update(state=MessageState.FAILED, next_try_at=None)
    with coordinator.scope():
        assert message_queries.listed(coordinator, "failed").count() == 1
        assert message_queries.listed(coordinator).count() == 1
