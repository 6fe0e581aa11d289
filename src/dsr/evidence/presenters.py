"""Evidence in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dsr.core.presenters import moment, plural, short_moment
from dsr.evidence import rules
from dsr.evidence.files.kinds import LABEL, FileKind
from dsr.evidence.models import Evidence
from dsr.evidence.states import SENTENCE, EvidenceState

COLOURS = {EvidenceState.WAITING: "yellow", EvidenceState.CLEAN: "green", EvidenceState.REFUSED: "red"}
IN_ERROR = "Entered in error"
KILOBYTE = 1024


@dataclass(frozen=True)
class Row:
    """One file in a list."""

    title: str
    href: str
    about: str
    file: str
    added: str
    status: tuple[str, str]


def row(evidence: Evidence) -> Row:
    """What a list says of it."""
    return Row(
        evidence.title,
        href(evidence),
        evidence.get_about_display(),
        file_words(evidence),
        f"{short_moment(evidence.added_at)}, {evidence.added_by.name}",
        status(evidence),
    )


def href(evidence: Evidence) -> str:
    return reverse("evidence", kwargs={"pid": evidence.public_id})


def status(evidence: Evidence) -> tuple[str, str]:
    """Words and colour."""
    if evidence.entered_in_error_at is not None:
        return IN_ERROR, "grey"
    state = EvidenceState(evidence.state)
    return str(state.label), COLOURS[state]


def why_not(evidence: Evidence) -> str:
    """Why it does not count; nothing while it does."""
    words, _ = status(evidence)
    return words if words in (IN_ERROR, EvidenceState.REFUSED.label) else ""


def file_words(evidence: Evidence) -> str:
    """ "PDF document, 3 pages, 1.2 MB"."""
    pages = [plural(evidence.pages, "page")] if evidence.file_kind == FileKind.PDF else []
    return ", ".join([LABEL[FileKind(evidence.file_kind)], *pages, size(evidence.size)])


def size(count: int) -> str:
    """ "340 KB", "1.2 MB"."""
    kilobytes = max(1, round(count / KILOBYTE))
    return f"{kilobytes} KB" if kilobytes < KILOBYTE else f"{count / KILOBYTE / KILOBYTE:.1f} MB"


def sentence(evidence: Evidence) -> str:
    """What can be done with it."""
    if evidence.entered_in_error_at is not None:
        return "It was entered in error. Nobody opens it any more."
    return SENTENCE[EvidenceState(evidence.state)]


def facts(evidence: Evidence) -> list[dict[str, Any]]:
    """Everything known of it."""
    rows = [
        ("What it shows", evidence.get_about_display()),
        ("File", file_words(evidence)),
        ("Name it came with", evidence.file_name),
        ("Added", f"{moment(evidence.added_at)} by {evidence.added_by.name}"),
        ("Checked", _checked(evidence)),
        ("Entered in error", _in_error(evidence)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _checked(evidence: Evidence) -> str:
    if evidence.checked_at is None:
        return ""
    if not evidence.checked_with:
        return "Written anew without hidden parts. No virus scanner is set up here."
    found = f" found {evidence.refused_reason}" if evidence.refused_reason else " found nothing harmful"
    return f"{evidence.checked_with}{found}, {moment(evidence.checked_at)}"


def _in_error(evidence: Evidence) -> str:
    if evidence.entered_in_error_at is None or evidence.entered_in_error_by is None:
        return ""
    who = evidence.entered_in_error_by.name
    return f"{moment(evidence.entered_in_error_at)} by {who}: {evidence.entered_in_error_reason}"


def may(evidence: Evidence, *, may_add: bool) -> dict[str, bool]:
    """Which links and buttons stand on its page."""
    return {
        "download": rules.can_download(evidence),
        "mark": may_add and evidence.entered_in_error_at is None,
    }
