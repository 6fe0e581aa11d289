"""Cleaning happens in a process apart, which a hostile file may end."""

from __future__ import annotations

import sys
import threading

import pytest

from dsr.core.errors import Refused
from dsr.evidence import cleaner
from dsr.evidence.files import kinds
from dsr.evidence.files.kinds import FileKind
from tests.evidence.making import HIDDEN, document, hostile_pdf, picture


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [(hostile_pdf(), FileKind.PDF, 1), (picture(), FileKind.JPEG, 1), (document(), FileKind.WORD, 0)],
)
def test_a_file_comes_back_clean(content, kind, pages):
    cleaned = cleaner.clean(content)
    assert (cleaned.kind, cleaned.pages) == (kind, pages)
    assert HIDDEN not in cleaned.content


def test_the_sentence_comes_back_too():
    with pytest.raises(Refused) as refused:
        cleaner.clean(b"MZ")
    assert refused.value.sentence == kinds.NOT_TAKEN


@pytest.mark.parametrize("harm", [
    "import os; os.kill(os.getpid(), 9)", "x = bytes(3 * 1024 ** 3)", "while True: pass",
    "import time; time.sleep(60)",
])  # fmt: skip
def test_a_file_that_ends_or_holds_the_process_is_refused(monkeypatch, harm, caplog):
    """Too much memory, no end, or worse: as a fault in one of the libraries would look."""
    limited = f"from dsr.evidence.files import __main__ as m; m.SECONDS = 1; m._limit(); {harm}"
    monkeypatch.setattr(cleaner, "COMMAND", [sys.executable, "-B", "-c", limited])
    monkeypatch.setattr(cleaner, "LONGEST", 4)
    with pytest.raises(Refused) as refused:
        cleaner.clean(picture())
    assert refused.value.sentence == cleaner.HARMFUL
    assert "could not be cleaned" in caplog.text
    assert cleaner.AT_ONCE.acquire(blocking=False)
    cleaner.AT_ONCE.release()


def test_nobody_waits_for_long(monkeypatch):
    monkeypatch.setattr(cleaner, "AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(cleaner, "LONGEST_WAIT", 0.01)
    cleaner.AT_ONCE.acquire()
    with pytest.raises(Refused) as refused:
        cleaner.clean(picture())
    assert refused.value.sentence == cleaner.BUSY
