"""What may be done with evidence: checks raise the sentence the worker reads, ``can_`` answers for the button."""

from __future__ import annotations

from dsr.core.errors import Conflict, Refused
from dsr.evidence.models import Evidence
from dsr.evidence.states import SENTENCE, EvidenceState

#: Of one person, or of one referral: far more than anybody has.
MOST_FILES = 100
TOO_MANY = f"There are {MOST_FILES} files here already. Mark those that are wrong as entered in error first."
HERE_ALREADY = "This very file is here already."
ALREADY_IN_ERROR = "Somebody has already marked this as entered in error."


def check_can_add(*, standing: int, is_here: bool) -> None:
    """``standing`` files lie here that are not in error; ``is_here``: one of them is the same. Raises Refused."""
    if is_here:
        raise Refused(HERE_ALREADY)
    if standing >= MOST_FILES:
        raise Refused(TOO_MANY)


def check_can_download(evidence: Evidence) -> None:
    """Once it has been checked, and while it counts. Raises Refused."""
    if evidence.entered_in_error_at is not None:
        raise Refused("It was entered in error. Nobody opens it any more.")
    if evidence.state != EvidenceState.CLEAN:
        raise Refused(SENTENCE[EvidenceState(evidence.state)])


def can_download(evidence: Evidence) -> bool:
    try:
        check_can_download(evidence)
    except Refused:
        return False
    return True


def check_can_mark_in_error(evidence: Evidence, reason: str) -> None:
    """Once, with a reason. Raises Refused, Conflict."""
    if evidence.entered_in_error_at is not None:
        raise Conflict(ALREADY_IN_ERROR)
    if not reason.strip():
        raise Refused("Say what was wrong.")
