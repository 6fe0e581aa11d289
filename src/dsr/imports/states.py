"""The states of an import and the only moves between them."""

from __future__ import annotations

from django.db.models import TextChoices


class ImportState(TextChoices):
    """How far a sheet has come."""

    UPLOADED = "uploaded", "Columns to check"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Ready to bring in"
    RUNNING = "running", "Being brought in"
    DONE = "done", "Brought in"
    UNDONE = "undone", "Undone"
    DROPPED = "dropped", "Deleted"


S = ImportState

MOVES: dict[S, frozenset[S]] = {
    S.UPLOADED: frozenset({S.CHECKING, S.DROPPED}),
    S.CHECKING: frozenset({S.CHECKED}),
    S.CHECKED: frozenset({S.CHECKING, S.RUNNING, S.DROPPED}),
    S.RUNNING: frozenset({S.DONE}),
    S.DONE: frozenset({S.RUNNING, S.UNDONE}),
    S.UNDONE: frozenset(),
    S.DROPPED: frozenset(),
}
OWNER: dict[S, str] = {
    S.UPLOADED: "register_team",
    S.CHECKING: "the job",
    S.CHECKED: "register_team",
    S.RUNNING: "the job",
    S.DONE: "register_team",
    S.UNDONE: "nobody: ended",
    S.DROPPED: "nobody: ended",
}
EVENT: dict[S, str] = {
    S.UPLOADED: "import_uploaded",
    S.CHECKING: "import_mapped",
    S.CHECKED: "import_checked",
    S.RUNNING: "import_begun",
    S.DONE: "import_done",
    S.UNDONE: "import_undone",
    S.DROPPED: "import_dropped",
}
SENTENCE: dict[S, str] = {
    S.UPLOADED: "Say what each column holds. Nothing is brought in yet.",
    S.CHECKING: "Each row is being read and compared. Nothing is brought in yet.",
    S.CHECKED: "Each row says what will happen. Nothing is brought in yet.",
    S.RUNNING: "Row by row is being brought in.",
    S.DONE: "The rows that were ready have been brought in.",
    S.UNDONE: "What this sheet had brought in has been taken back.",
    S.DROPPED: "The sheet was deleted. Nothing was brought in.",
}
