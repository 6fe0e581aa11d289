"""What may be done with a message: checks raise the sentence the worker reads, ``can_`` answers for the button."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dsr.accounts.actor import Actor
from dsr.core.errors import Conflict, Refused
from dsr.messages import channels
from dsr.messages.models import Channel, Message
from dsr.messages.states import MOVES, SENTENCE, MessageState


def allowed(check: Callable[..., None], *args: object) -> bool:
    """Whether a check passes."""
    try:
        check(*args)
    except Refused:
        return False
    return True


def check_sends(by: Actor) -> None:
    """Only the register team writes and sends messages. Raises Refused."""
    if not (by.is_team and by.has("message_send")):
        raise Refused("Only the register team sends messages.")


def check_can_move(message: Message, to: MessageState) -> None:
    """Only the moves in the table. Raises Conflict: somebody, or the delivery, was first."""
    if to not in MOVES[MessageState(message.state)]:
        raise Conflict(SENTENCE[MessageState(message.state)])


def check_can_write(message: Message) -> None:
    """Words and recipient change before it leaves, and after it failed. Raises Conflict."""
    if message.state not in (MessageState.DRAFT, MessageState.FAILED):
        raise Conflict(SENTENCE[MessageState(message.state)])


def can_write(message: Message) -> bool:
    return allowed(check_can_write, message)


def check_words(channel: str, recipient_name: str, recipient_address: str, body: str) -> None:
    """To somebody, somewhere, with words, by a way that is switched on. Raises Refused."""
    if off := channels.why_off(channel):
        raise Refused(off)
    if not recipient_name.strip():
        raise Refused("Say who it is for.")
    if not recipient_address.strip():
        raise Refused("Give the address or number it goes to.")
    if channel == Channel.EMAIL:
        _check_email(recipient_address)
    if not body.strip():
        raise Refused("There are no words in it yet.")


def _check_email(address: str) -> None:
    try:
        validate_email(address.strip())
    except ValidationError as error:
        raise Refused("Enter an email address in the correct format, like name@example.com.") from error


def check_can_approve(message: Message, by: Actor) -> None:
    """Seen by somebody who may send, addressed, worded, by a way that is switched on. Raises Refused."""
    check_sends(by)
    check_can_move(message, MessageState.QUEUED)
    check_words(message.channel, message.recipient_name, message.recipient_address, message.body)
    check_may_reach(message)


def can_approve(message: Message, by: Actor) -> bool:
    return allowed(check_can_approve, message, by)


def check_may_reach(message: Message) -> None:
    """Asked again at the moment of sending: nothing goes to somebody who has died. Raises Refused."""
    if message.person is not None and message.person.died_on is not None:
        raise Refused("The person has died. This message must not go out.")


def check_can_cancel(message: Message, reason: str) -> None:
    """Before it has left, with a reason. Raises Refused."""
    check_can_move(message, MessageState.CANCELLED)
    if not reason.strip():
        raise Refused("Say why it is stopped.")


def can_cancel(message: Message) -> bool:
    return MessageState.CANCELLED in MOVES[MessageState(message.state)]


def check_can_mark_posted(message: Message) -> None:
    """An approved letter. Raises Refused, Conflict."""
    if message.channel != Channel.LETTER:
        raise Refused("Only letters are posted by hand.")
    check_can_move(message, MessageState.SENT)


def can_mark_posted(message: Message) -> bool:
    return allowed(check_can_mark_posted, message)


def can_print(message: Message) -> bool:
    """Approved letters, also those that were posted already."""
    return message.channel == Channel.LETTER and message.state in (MessageState.QUEUED, MessageState.SENT)
