"""The states of a task: a clock is met or ended with a reason, and neither is undone."""

from __future__ import annotations

from dsr.tasks.models import TaskState as S

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
