"""The states of a register entry and the only moves between them."""

from __future__ import annotations

from django.db.models import TextChoices


class EntryState(TextChoices):
    """On the register or not any more."""

    OPEN = "open", "On the register"
    CLOSED = "closed", "Left the register"


S = EntryState

MOVES: dict[S, frozenset[S]] = {S.OPEN: frozenset({S.CLOSED}), S.CLOSED: frozenset()}
OWNER: dict[S, str] = {S.OPEN: "register_team", S.CLOSED: "nobody: ended"}
EVENT: dict[S, str] = {S.OPEN: "entry_opened", S.CLOSED: "entry_closed"}
SENTENCE: dict[S, str] = {
    S.OPEN: "On the register.",
    S.CLOSED: "No longer on the register.",
}
