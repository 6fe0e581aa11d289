"""The states of a register entry and the only moves between them."""

from __future__ import annotations

from django.db.models import TextChoices


class EntryState(TextChoices):
    """On the register or not any more; or brought from an earlier register, and not yet asked."""

    TO_CONFIRM = "to_confirm", "Decision to confirm"
    OPEN = "open", "On the register"
    CLOSED = "closed", "Left the register"


S = EntryState

MOVES: dict[S, frozenset[S]] = {
    S.TO_CONFIRM: frozenset({S.OPEN, S.CLOSED}),
    S.OPEN: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
#: Where a stay may begin.
BEGINS = (S.TO_CONFIRM, S.OPEN)
OWNER: dict[S, str] = {S.TO_CONFIRM: "register_team", S.OPEN: "register_team", S.CLOSED: "nobody: ended"}
EVENT: dict[S, str] = {S.TO_CONFIRM: "entry_brought", S.OPEN: "entry_opened", S.CLOSED: "entry_closed"}
SENTENCE: dict[S, str] = {
    S.TO_CONFIRM: "Brought from the earlier register: the decision to join has to be confirmed.",
    S.OPEN: "On the register.",
    S.CLOSED: "No longer on the register.",
}
