"""Messages: seen before they leave, delivered by the worker, tried again, stopped, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from dsr.core import clock, scope
from dsr.core.errors import Conflict, Refused
from dsr.messages import actions, channels, jobs, queries, rules
from dsr.messages.channels import Undeliverable, email
from dsr.messages.models import Message
from dsr.messages.signals import message_failed
from dsr.messages.states import MOVES, MessageState
from dsr.people.models import Person
from dsr.people.signals import join_withdrawn
from tests.factories.messages import make_message
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(coordinator):
    with coordinator.scope():
        yield make_message(coordinator)


@pytest.fixture
def delivering(area):
    """Deliver as the worker does: in the job's own scope."""

    def deliver(message):
        with scope.job(name="messages.deliver", area_id=area.pk):
            actions.deliver(message_id=message.pk)
            return Message.objects.get(pk=message.pk)

    return deliver


def waiting_jobs():
    return list(ProcrastinateJob.objects.filter(task_name=jobs.NAME).values_list("args", flat=True))


class Broken:
    """A mail server that refuses."""

    def __init__(self, error):
        self.error = error

    def __call__(self, message):
        raise self.error


def test_nothing_leaves_before_it_is_approved(message, delivering):
    assert message.state == "draft"
    assert waiting_jobs() == []
    delivering(message)
    assert mail.outbox == []


def test_approving_hands_it_to_the_worker_in_the_same_transaction(message, coordinator):
    undone = transaction.savepoint()
    actions.approve(message=message, by=coordinator)
    assert len(waiting_jobs()) == 1
    transaction.savepoint_rollback(undone)
    assert waiting_jobs() == []
    actions.approve(message=message, by=coordinator)
    assert waiting_jobs() == [{"message_id": message.pk, "area_id": message.area_id}]


def test_the_worker_delivers_once(message, coordinator, delivering):
    actions.approve(message=message, by=coordinator)
    sent = delivering(message)
    delivering(message)
    assert (sent.state, sent.attempts, len(mail.outbox)) == ("sent", 1, 1)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["robin@example.org"], "About your request")
    assert letter.extra_headers["Message-ID"].startswith(f"<{message.public_id}@")


def test_the_job_opens_its_own_scope(area, coordinator):
    with coordinator.scope():
        message = make_message(coordinator)
        actions.approve(message=message, by=coordinator)
    jobs.deliver_one(message_id=message.pk, area_id=area.pk)
    assert len(mail.outbox) == 1
    with coordinator.scope():
        assert Message.objects.get().state == "sent"


def test_a_failed_try_is_kept_and_tried_again_later(message, coordinator, delivering, area, monkeypatch):
    monkeypatch.setattr(channels, "deliver", Broken(Undeliverable("The mail server could not be reached.")))
    actions.approve(message=message, by=coordinator)
    tried = delivering(message)
    assert (tried.state, tried.attempts, tried.last_error) == ("queued", 1, "The mail server could not be reached.")
    assert not queries.due(area.pk, clock.now()).exists()
    monkeypatch.undo()
    with time_machine.travel(clock.now() + timedelta(minutes=2)), scope.job(name="test", area_id=area.pk):
        assert jobs.hand_over(area.pk) == 1
        assert jobs.hand_over(area.pk) == 0
        actions.deliver(message_id=message.pk)
        assert Message.objects.get().state == "sent"


def test_after_the_last_try_it_has_failed_and_somebody_hears(message, coordinator, delivering, monkeypatch):
    heard = []
    message_failed.connect(lambda message, **_: heard.append(message), weak=False, dispatch_uid="test")
    monkeypatch.setattr(channels, "deliver", Broken(Undeliverable("No.")))
    actions.approve(message=message, by=coordinator)
    states = [delivering(message).state for _ in range(len(actions.WAITS) + 1)]
    message_failed.disconnect(dispatch_uid="test")
    assert states == ["queued"] * len(actions.WAITS) + ["failed"]
    assert heard == [message]


def test_a_wrong_address_is_not_tried_again_and_can_be_mended(message, coordinator, delivering, monkeypatch):
    monkeypatch.setattr(channels, "deliver", Broken(Undeliverable("Unknown address.", for_good=True)))
    actions.approve(message=message, by=coordinator)
    assert delivering(message).state == "failed"
    monkeypatch.undo()
    actions.rewrite(message=message, by=coordinator, recipient_address="rob@example.org")
    actions.approve(message=message, by=coordinator)
    assert delivering(message).state == "sent"
    assert mail.outbox[0].to == ["rob@example.org"]


def test_what_a_dead_worker_had_in_hand_is_handed_over_again(message, coordinator, area):
    actions.approve(message=message, by=coordinator)
    with scope.job(name="test", area_id=area.pk):
        assert jobs.hand_over(area.pk) == 0
    later = clock.now() + actions.LEASE + timedelta(seconds=1)
    with time_machine.travel(later), scope.job(name="test", area_id=area.pk):
        assert jobs.hand_over(area.pk) == 1
    assert len(waiting_jobs()) == 2


def test_words_stay_once_approved(message, coordinator):
    actions.rewrite(message=message, by=coordinator, body="Dear Rob")
    actions.approve(message=message, by=coordinator)
    with pytest.raises(Conflict):
        actions.rewrite(message=message, by=coordinator, body="Other words")
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.update(body="Other words")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"recipient_name": " "}, "who it is for"),
        ({"recipient_address": " "}, "address or number"),
        ({"recipient_address": "robin"}, "email address"),
        ({"body": " "}, "no words"),
        ({"channel": "text", "recipient_address": "07700 900123"}, "switched off"),
    ],
)
def test_what_a_message_must_have(coordinator, fields, sentence):
    with coordinator.scope(), pytest.raises(Refused, match=sentence):
        make_message(coordinator, **fields)


def test_only_the_team_writes(partner):
    with partner.scope(), pytest.raises(Refused, match="Only the register team"):
        make_message(partner)


def test_a_letter_is_printed_and_marked_as_posted(coordinator, delivering):
    with coordinator.scope():
        letter = make_message(coordinator, channel="letter", recipient_address="1 Test Street")
        with pytest.raises(Conflict):
            actions.mark_posted(message=letter, by=coordinator)
        assert not rules.can_print(letter)
        actions.approve(message=letter, by=coordinator)
        assert waiting_jobs() == []
        posted = actions.mark_posted(message=letter, by=coordinator)
        assert (posted.state, posted.sent_by) == ("sent", coordinator.worker)
        assert rules.can_print(posted)


def test_only_letters_are_posted(message, coordinator):
    actions.approve(message=message, by=coordinator)
    with pytest.raises(Refused, match="Only letters"):
        actions.mark_posted(message=message, by=coordinator)


def test_stopping_needs_a_reason_and_comes_before_it_has_left(message, coordinator, delivering):
    with pytest.raises(Refused, match="why it is stopped"):
        actions.cancel(message=message, reason=" ", by=coordinator)
    actions.approve(message=message, by=coordinator)
    actions.cancel(message=message, reason="Wrong person", by=coordinator)
    assert delivering(message).state == "cancelled"
    assert mail.outbox == []
    with pytest.raises(Conflict):
        actions.cancel(message=message, reason="again", by=coordinator)


def test_whoever_withdraws_gets_nothing_more(coordinator, delivering):
    with coordinator.scope():
        person, other = make_person(coordinator), make_person(coordinator)
        queued, left = make_message(coordinator, person=person), make_message(coordinator, person=other)
        actions.approve(message=queued, by=coordinator)
        join_withdrawn.send(sender=None, person=person, by=coordinator)
        assert {m.pk: m.state for m in Message.objects.all()} == {queued.pk: "cancelled", left.pk: "draft"}
    assert delivering(queued).state == "cancelled"


def test_nothing_is_sent_to_somebody_who_has_died(coordinator, delivering, area):
    with coordinator.scope():
        message = make_message(coordinator, person=make_person(coordinator))
        actions.approve(message=message, by=coordinator)
        Person.objects.update(died_on=clock.today())
        with pytest.raises(Refused, match="has died"):
            rules.check_may_reach(Message.objects.select_related("person").get())
    assert (delivering(message).state, mail.outbox) == ("cancelled", [])


def test_other_organisations_see_no_messages(message, coordinator, partner):
    with partner.scope():
        assert not Message.objects.exists()
        assert not queries.visible_to(partner).exists()
    assert queries.visible_to(coordinator).get() == message


@pytest.mark.parametrize("after", list(MessageState))
@pytest.mark.parametrize("before", list(MessageState))
def test_the_database_keeps_to_the_moves(message, coordinator, before, after):
    now = clock.now()
    extra = {
        "draft": {},
        "queued": {"approved_at": now, "approved_by": coordinator.worker},
        "failed": {"approved_at": now, "approved_by": coordinator.worker},
        "sent": {"approved_at": now, "approved_by": coordinator.worker, "sent_at": now},
        "cancelled": {"cancelled_at": now, "cancelled_reason": "x"},
    }
    fields = {name: getattr(message, name) for name in ("area_id", "kind", "channel", "recipient_name", "body")}
    start = Message.objects.create(**fields, recipient_address="x", created_at=now, state=before, **extra[before])
    changes = {"approved_at": None, "sent_at": None, "cancelled_at": None, "cancelled_reason": ""} | extra[after]
    allowed = after in MOVES[before]
    try:
        with transaction.atomic():
            Message.objects.filter(pk=start.pk).update(state=after, **changes)
    except DatabaseError:
        assert not allowed
    else:
        assert allowed or before == after


def test_a_mail_server_that_is_away_is_said_in_words(message, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(Undeliverable, match="could not be reached") as failed:
        email.deliver(message)
    assert not failed.value.for_good
