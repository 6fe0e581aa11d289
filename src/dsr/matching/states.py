"""The states of a merge: two people agree to do it, and two people agree to take it back."""

from __future__ import annotations

from django.db.models import TextChoices


class MergeState(TextChoices):
    """How far a merge is. The two "agreed" states last only while it is carried out, in one transaction."""

    PROPOSED = "proposed", "Waits for a second worker"
    AGREED = "agreed", "Agreed, being carried out"
    DONE = "done", "The records are one"
    REFUSED = "refused", "Not agreed"
    TAKEN_BACK = "taken_back", "Taken back by whoever proposed it"
    UNDO_PROPOSED = "undo_proposed", "Undoing waits for a second worker"
    UNDO_AGREED = "undo_agreed", "Undoing agreed, being carried out"
    UNDONE = "undone", "The records are two again"


S = MergeState

#: While a merge is in one of these, the old record leads to the one that stayed.
STANDING = (S.DONE, S.UNDO_PROPOSED)

MOVES: dict[S, frozenset[S]] = {
    S.PROPOSED: frozenset({S.AGREED, S.REFUSED, S.TAKEN_BACK}),
    S.AGREED: frozenset({S.DONE}),
    S.DONE: frozenset({S.UNDO_PROPOSED}),
    S.UNDO_PROPOSED: frozenset({S.DONE, S.UNDO_AGREED}),
    S.UNDO_AGREED: frozenset({S.UNDONE}),
    S.REFUSED: frozenset(),
    S.TAKEN_BACK: frozenset(),
    S.UNDONE: frozenset(),
}
OWNER: dict[S, str] = {
    S.PROPOSED: "a second worker of the register team",
    S.AGREED: "nobody: lasts as long as the transaction",
    S.DONE: "nobody: done",
    S.REFUSED: "nobody: ended",
    S.TAKEN_BACK: "nobody: ended",
    S.UNDO_PROPOSED: "a second worker of the register team",
    S.UNDO_AGREED: "nobody: lasts as long as the transaction",
    S.UNDONE: "nobody: ended",
}
EVENT: dict[S, str] = {
    S.PROPOSED: "propose_merge",
    S.AGREED: "agree_merge",
    S.DONE: "merge_people",
    S.REFUSED: "refuse_merge",
    S.TAKEN_BACK: "take_back_merge",
    S.UNDO_PROPOSED: "propose_unmerge",
    S.UNDO_AGREED: "agree_unmerge",
    S.UNDONE: "unmerge_people",
}
SENTENCE: dict[S, str] = {
    S.PROPOSED: "A colleague proposed to make these two records one. Nothing has changed yet.",
    S.AGREED: "The records are being made one.",
    S.DONE: "The two records are one.",
    S.REFUSED: "A second worker did not agree. Both records are as they were.",
    S.TAKEN_BACK: "The proposal was taken back. Both records are as they were.",
    S.UNDO_PROPOSED: "A colleague proposed to make two records of this one again. Nothing has changed yet.",
    S.UNDO_AGREED: "The records are being made two again.",
    S.UNDONE: "The merge was undone. The records are two again.",
}
