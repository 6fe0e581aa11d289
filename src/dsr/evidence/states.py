"""The states of a file: nobody opens it before it has been checked."""

from __future__ import annotations

from django.db.models import TextChoices


class EvidenceState(TextChoices):
    """Where it is."""

    WAITING = "waiting", "Being checked"
    CLEAN = "clean", "Ready"
    REFUSED = "refused", "Refused"


S = EvidenceState

MOVES: dict[S, frozenset[S]] = {
    S.WAITING: frozenset({S.CLEAN, S.REFUSED}),
    S.CLEAN: frozenset(),
    S.REFUSED: frozenset(),
}
OWNER: dict[S, str] = {
    S.WAITING: "the scanning job",
    S.CLEAN: "nobody: kept",
    S.REFUSED: "register_team",
}
EVENT: dict[S, str] = {
    S.WAITING: "evidence_added",
    S.CLEAN: "evidence_checked",
    S.REFUSED: "evidence_refused",
}
SENTENCE: dict[S, str] = {
    S.WAITING: "It waits for the virus scanner. Nobody can open it before.",
    S.CLEAN: "It can be downloaded.",
    S.REFUSED: "The virus scanner found something harmful. The file was deleted; ask for it again.",
}
