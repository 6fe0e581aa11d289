"""The states of a message: nothing is queued before somebody has seen it."""

from __future__ import annotations

from django.db.models import TextChoices


class MessageState(TextChoices):
    """Where it is."""

    DRAFT = "draft", "Not sent yet"
    QUEUED = "queued", "Waiting to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    CANCELLED = "cancelled", "Stopped"


S = MessageState

MOVES: dict[S, frozenset[S]] = {
    S.DRAFT: frozenset({S.QUEUED, S.CANCELLED}),
    S.QUEUED: frozenset({S.SENT, S.FAILED, S.CANCELLED}),
    S.FAILED: frozenset({S.QUEUED, S.CANCELLED}),
    S.SENT: frozenset(),
    S.CANCELLED: frozenset(),
}
OWNER: dict[S, str] = {
    S.DRAFT: "whoever wrote it",
    S.QUEUED: "the delivery job",
    S.FAILED: "register_team",
    S.SENT: "nobody: sent",
    S.CANCELLED: "nobody: stopped",
}
EVENT: dict[S, str] = {
    S.DRAFT: "message_drafted",
    S.QUEUED: "message_approved",
    S.SENT: "message_sent",
    S.FAILED: "message_failed",
    S.CANCELLED: "message_stopped",
}
SENTENCE: dict[S, str] = {
    S.DRAFT: "Not sent. Check it, then send it.",
    S.QUEUED: "Approved. It leaves in a moment.",
    S.SENT: "Sent.",
    S.FAILED: "It could not be sent. Try again, or choose another way.",
    S.CANCELLED: "Stopped before it left.",
}
