"""The only writers of messages: written, seen by staff, queued, delivered or stopped; nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock, scope
from dsr.core.errors import Refused
from dsr.messages import channels, queries, rules, signals, to_staff
from dsr.messages.models import Channel, Message
from dsr.messages.notices import Notice
from dsr.messages.states import EVENT, MessageState
from dsr.people.models import Person

#: Minutes before the second, third, … try; after the last one it has failed and staff see it.
WAITS = (1, 5, 15, 60, 240)
#: How long a delivery may take before another worker may try: longer than any channel's time-out.
LEASE = timedelta(minutes=5)


@transaction.atomic
def draft_message(
    *,
    area_id: int,
    kind: str,
    channel: str,
    recipient_name: str,
    recipient_address: str,
    body: str,
    by: Actor,
    subject: str = "",
    language: str = "en",
    reading: str = "standard",
    person: Person | None = None,
    referral_id: int | None = None,
) -> Message:
    """Write a message that nobody has sent. Raises Refused."""
    rules.check_sends(by)
    rules.check_words(channel, recipient_name, recipient_address, body)
    message = Message.objects.create(
        area_id=area_id,
        kind=kind,
        channel=channel,
        recipient_name=recipient_name.strip(),
        recipient_address=recipient_address.strip(),
        subject=subject.strip(),
        body=body.strip(),
        language=language,
        reading=reading,
        person=person,
        referral_id=referral_id,
        created_at=clock.now(),
        created_by=by.worker,
    )
    _tell(message, EVENT[MessageState.DRAFT], by=by)
    return message


@transaction.atomic
def send_to_staff(*, area_id: int, notice: Notice, reader: to_staff.Reader, told_of: str) -> Message | None:
    """Email one reader among the staff; None when they were told of this already. Raises Refused."""
    if Message.objects.filter(told_of=told_of, recipient_address=reader.address).exists():
        return None
    return send_automatic(
        area_id=area_id,
        notice=notice,
        channel=Channel.EMAIL,
        recipient_name=reader.name,
        recipient_address=reader.address,
        told_of=told_of,
    )


@transaction.atomic
def send_automatic(
    *,
    area_id: int,
    notice: Notice,
    channel: str,
    recipient_name: str,
    recipient_address: str,
    referral_id: int | None = None,
    told_of: str = "",
) -> Message:
    """What a machine says by itself: neutral words nobody writes, handed to the worker at once. Raises Refused."""
    rules.check_words(channel, recipient_name, recipient_address, notice.body)
    now = clock.now()
    message = Message.objects.create(
        area_id=area_id,
        kind=notice.kind,
        channel=channel,
        recipient_name=recipient_name,
        recipient_address=recipient_address,
        subject=notice.subject,
        body=notice.body,
        language=notice.language,
        reading=notice.reading,
        is_automatic=True,
        referral_id=referral_id,
        told_of=told_of,
        created_at=now,
    )
    _tell(message, EVENT[MessageState.DRAFT], by=None)
    _move(message, MessageState.QUEUED, by=None, approved_at=now)
    _hand_to_worker(message)
    return message


@transaction.atomic
def rewrite(*, message: Message, by: Actor, **fields: str) -> Message:
    """Change the words or the recipient before it leaves. Raises Refused, Conflict."""
    message = _locked(message.pk)
    rules.check_sends(by)
    rules.check_can_write(message)
    for name, value in fields.items():
        setattr(message, name, value.strip())
    rules.check_words(message.channel, message.recipient_name, message.recipient_address, message.body)
    message.save(update_fields=list(fields))
    _tell(message, "message_rewritten", by=by)
    return message


@transaction.atomic
def approve(*, message: Message, by: Actor) -> Message:
    """Let it leave: a machine's message is handed to the worker in this transaction, a letter waits to be printed.

    Raises Refused, Conflict.
    """
    message = _locked(message.pk)
    rules.check_can_approve(message, by)
    now = clock.now()
    _move(message, MessageState.QUEUED, by=by, approved_at=now, approved_by=by.worker, attempts=0, last_error="")
    if not channels.by_hand(message.channel):
        _hand_to_worker(message)
    return message


def _hand_to_worker(message: Message) -> None:
    """Queued in this transaction; should the worker die, the message is due again when the lease ends."""
    from dsr.messages.jobs import deliver_one  # the job calls this module

    message.next_try_at = clock.now() + LEASE
    message.save(update_fields=["next_try_at"])
    deliver_one.defer(message_id=message.pk, area_id=message.area_id)


@transaction.atomic
def hand_over_due(*, area_id: int) -> int:
    """Queue again what is due: later tries, and what a worker that died had in hand."""
    waiting = queries.due(area_id, clock.now()).select_for_update(of=("self",), skip_locked=True)
    messages = list(waiting)
    for message in messages:
        _hand_to_worker(message)
    return len(messages)


@transaction.atomic
def deliver(*, message_id: int) -> Message | None:
    """Try once, inside the job's own transaction. None when somebody else has it or it has gone already."""
    rows = Message.objects.select_for_update(of=("self",), skip_locked=True)
    message = rows.filter(pk=message_id, state=MessageState.QUEUED).first()
    if message is None:
        return None
    message.attempts += 1
    try:
        rules.check_may_reach(message)
        channels.deliver(message)
    except Refused as error:
        _stop(message, reason=error.sentence, by=None)
    except channels.Undeliverable as error:
        _try_later_or_fail(message, error)
    else:
        _move(message, MessageState.SENT, by=None, sent_at=clock.now(), attempts=message.attempts, last_error="")
    return message


def _try_later_or_fail(message: Message, error: channels.Undeliverable) -> None:
    message.last_error = error.sentence[:500]
    if not error.for_good and message.attempts <= len(WAITS):
        message.next_try_at = clock.now() + timedelta(minutes=WAITS[message.attempts - 1])
        message.save(update_fields=["attempts", "last_error", "next_try_at"])
        return
    _move(
        message,
        MessageState.FAILED,
        by=None,
        attempts=message.attempts,
        last_error=message.last_error,
        next_try_at=None,
    )
    signals.message_failed.send(sender=Message, message=message)


@transaction.atomic
def mark_posted(*, message: Message, by: Actor) -> Message:
    """Somebody has printed and posted the letter. Raises Refused, Conflict."""
    message = _locked(message.pk)
    rules.check_sends(by)
    rules.check_can_mark_posted(message)
    _move(message, MessageState.SENT, by=by, sent_at=clock.now(), sent_by=by.worker)
    return message


@transaction.atomic
def cancel(*, message: Message, reason: str, by: Actor) -> Message:
    """Stop it before it has left. Raises Refused, Conflict."""
    message = _locked(message.pk)
    rules.check_sends(by)
    rules.check_can_cancel(message, reason)
    _stop(message, reason=reason, by=by)
    return message


@transaction.atomic
def cancel_pending(*, person: Person, reason: str, by: Actor | None) -> int:
    """Stop everything that has not left to this person, now. How many were stopped."""
    stopped = list(queries.pending(person).select_for_update(of=("self",)))
    for message in stopped:
        _stop(message, reason=reason, by=by)
    return len(stopped)


def _stop(message: Message, *, reason: str, by: Actor | None) -> None:
    _move(
        message,
        MessageState.CANCELLED,
        by=by,
        cancelled_at=clock.now(),
        cancelled_by=by.worker if by else None,
        cancelled_reason=reason.strip()[:500],
        attempts=message.attempts,
        next_try_at=None,
    )


def _locked(pk: int) -> Message:
    return Message.objects.select_for_update(of=("self",)).get(pk=pk)


def _move(message: Message, to: MessageState, *, by: Actor | None, **changes: Any) -> None:
    rules.check_can_move(message, to)
    changes["state"] = to
    for name, value in changes.items():
        setattr(message, name, value)
    message.save(update_fields=list(changes))
    _tell(message, EVENT[to], by=by)


def _tell(message: Message, event: str, *, by: Actor | None) -> None:
    person = message.person
    audit.record(
        event,
        by=by or _unnamed(),
        area_id=message.area_id,
        people=[person.public_id] if person else [],
        targets=[f"message:{message.public_id}"],
        message_kind=message.kind,
        channel=message.channel,
        attempts=message.attempts,
    )


def _unnamed() -> audit.NamedActor:
    """Who acts when no worker does: a job, or somebody with a secret link."""
    current = scope.required()
    return audit.NamedActor(f"job:{current.name}", "job") if current.kind == "job" else audit.PUBLIC
