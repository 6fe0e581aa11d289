"""How messages are put into words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from dsr.core import languages, reading
from dsr.core.presenters import short_moment
from dsr.messages import notices, rules
from dsr.messages.models import Channel, Message
from dsr.messages.states import SENTENCE, MessageState

COLOURS = {
    MessageState.DRAFT: "yellow",
    MessageState.QUEUED: "blue",
    MessageState.SENT: "green",
    MessageState.FAILED: "red",
    MessageState.CANCELLED: "grey",
}
POST_IT = "Approved. Print it, post it, then say that it is posted."


def kind(message: Message) -> str:
    """ "Not accepted", "Reply"."""
    return message.kind.replace("_", " ").capitalize()


def status(message: Message) -> tuple[str, str]:
    """The state in words and the tint of its tag."""
    state = MessageState(message.state)
    words = "Waiting to be posted" if _to_post(message) else state.label
    return words, COLOURS[state]


def sentence(message: Message) -> str:
    """What the state means and what comes next."""
    return POST_IT if _to_post(message) else SENTENCE[MessageState(message.state)]


def _to_post(message: Message) -> bool:
    return message.channel == Channel.LETTER and message.state == MessageState.QUEUED


def facts(message: Message) -> list[dict[str, Any]]:
    """To whom, by which way, and what has happened to it."""
    rows = [
        ("To", message.recipient_name),
        ("How", message.get_channel_display()),
        ("Where to", message.recipient_address),
        ("Subject", message.subject),
        ("Language", languages.get(message.language).english_name if message.language != notices.ENGLISH else ""),
        ("Written in Easy Read", "Yes" if message.reading == "easy" else ""),
        ("Sent by itself", "Yes" if message.is_automatic else ""),
        ("Written", _who_when(message.created_at, message.created_by)),
        ("Approved", _who_when(message.approved_at, message.approved_by)),
        ("Sent", _who_when(message.sent_at, message.sent_by)),
        ("Stopped", _who_when(message.cancelled_at, message.cancelled_by)),
        ("Why it was stopped", message.cancelled_reason),
        ("Tries", str(message.attempts or "")),
        ("What went wrong", message.last_error),
        ("Next try", short_moment(message.next_try_at) if message.attempts and message.next_try_at else ""),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _who_when(at: Any, worker: Any) -> str:
    return f"{short_moment(at)}{f', {worker.name}' if worker else ''}" if at else ""


def may(message: Message, by: Any) -> dict[str, bool]:
    """The buttons for what can be done now."""
    return {
        "write": rules.can_write(message),
        "approve": rules.can_approve(message, by),
        "post": rules.can_mark_posted(message),
        "print": rules.can_print(message),
        "cancel": rules.can_cancel(message),
    }


def row(message: Message) -> dict[str, Any]:
    """One line of the outbox."""
    words, colour = status(message)
    return {"message": message, "kind": kind(message), "status": words, "colour": colour}


def letter_on_paper(message: Message) -> str:
    """The letter as a document of its own, in its language."""
    with translation.override(notices.catalogue(message.language)):
        return render_to_string(
            "messages/letter_paper.jinja", {"message": message, "synthetic": settings.EMBEDDED, **letter_words(message)}
        )


def letter_words(message: Message) -> dict[str, Any]:
    """A letter's paragraphs; for Easy Read its sentences, each with a picture."""
    if message.reading == reading.EASY:
        return {"sentences": notices.pictured(message.kind, message.language, message.body), "paragraphs": []}
    return {"sentences": [], "paragraphs": message.body.replace("\r\n", "\n").split("\n\n")}
