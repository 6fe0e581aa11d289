"""Cleans one file, in a process of its own."""

from __future__ import annotations

from dsr.core import apart
from dsr.evidence.files.cleaning import clean


def answer(content: bytes) -> apart.Answer:
    """The kind and the number of pages, then what is kept. Raises Refused."""
    cleaned = clean(content)
    return {"kind": cleaned.kind.value, "pages": cleaned.pages}, cleaned.content


if __name__ == "__main__":
    apart.serve(answer)
