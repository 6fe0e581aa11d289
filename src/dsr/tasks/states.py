"""The states of a task: a clock is met or ended with a reason, and neither is undone."""

from __future__ import annotations

from django.db.models import TextChoices


class TaskState(TextChoices):
    """A clock is running, met, or ended with a reason."""

    OPEN = "open", "To do"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Ended without being done"


S = TaskState

MOVES: dict[S, frozenset[S]] = {
    S.OPEN: frozenset({S.DONE, S.CANCELLED}),
    S.DONE: frozenset(),
    S.CANCELLED: frozenset(),
}
OWNER: dict[S, str] = {S.OPEN: "the owner organisation", S.DONE: "nobody: done", S.CANCELLED: "nobody: ended"}
EVENT: dict[S, str] = {S.OPEN: "task_opened", S.DONE: "task_done", S.CANCELLED: "task_ended"}
SENTENCE: dict[S, str] = {
    S.OPEN: "This is still to do.",
    S.DONE: "This has been done.",
    S.CANCELLED: "This was ended without being done, for the reason given.",
}
