"""Cleaning, as the rest of the product asks for it: in a process apart."""

from __future__ import annotations

from dsr.core import apart
from dsr.evidence.files.kinds import Cleaned, FileKind

HARMFUL = "The file could not be checked: it is damaged, or made to do harm. Save or scan it again, then choose it."


def clean(content: bytes) -> Cleaned:
    """The file as it is kept. Raises Refused, with a sentence for whoever chose it."""
    told, kept = apart.answer_of("dsr.evidence.files", content, harmful=HARMFUL)
    return Cleaned(FileKind(told["kind"]), kept, told["pages"])
