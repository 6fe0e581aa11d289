"""Files from outside are read in a process apart, which a hostile one may end."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import pytest

from dsr.core import apart
from dsr.core.errors import Refused

HARMFUL = "It could not be read."
ASKED = "dsr_reader_of_files"


@pytest.fixture
def reader(monkeypatch, tmp_path):
    """Writes the module that is asked: ``work`` gets the content of the file."""
    monkeypatch.setattr(apart, "SOURCE", f"{apart.SOURCE}:{tmp_path}")

    def write(work: str, before: str = "") -> None:
        lines = ["from dsr.core import apart", before, "def work(content):", f"    {work}", "apart.serve(work)"]
        Path(tmp_path, f"{ASKED}.py").write_text("\n".join(lines))

    return write


def test_an_answer_and_bytes_of_any_kind_come_back(reader):
    reader('return {"size": len(content)}, content * 2')
    assert apart.answer_of(ASKED, b"\n\0{}\n", harmful=HARMFUL) == ({"size": 5}, b"\n\0{}\n" * 2)


def test_a_sentence_comes_back_too(reader):
    reader('raise apart.Refused("Ćwiczenie 1")')
    with pytest.raises(Refused, match="Ćwiczenie 1"):
        apart.answer_of(ASKED, b"", harmful=HARMFUL)


@pytest.mark.parametrize("harm", [
    "import os; os.kill(os.getpid(), 9)", "x = bytes(3 * 1024 ** 3)", "raise ZeroDivisionError",
    "while True: pass", "import time; time.sleep(60)",
])  # fmt: skip
def test_a_file_that_ends_or_holds_the_process_is_refused(monkeypatch, reader, harm, caplog):
    """Too much memory, no end, or worse: as a fault in one of the libraries would look."""
    reader(harm, before="apart.SECONDS = 1")
    monkeypatch.setattr(apart, "LONGEST", 4)
    with pytest.raises(Refused) as refused:
        apart.answer_of(ASKED, b"secret", harmful=HARMFUL)
    assert refused.value.sentence == HARMFUL
    assert "came to no answer about 6 bytes" in caplog.text
    assert "secret" not in caplog.text
    assert apart.AT_ONCE.acquire(blocking=False)
    apart.AT_ONCE.release()


def test_nobody_waits_for_long(monkeypatch, reader):
    monkeypatch.setattr(apart, "AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(apart, "LONGEST_WAIT", 0.01)
    apart.AT_ONCE.acquire()
    with pytest.raises(Refused) as refused:
        apart.answer_of(ASKED, b"", harmful=HARMFUL)
    assert refused.value.sentence == apart.BUSY


def test_the_process_knows_nothing_of_the_service(monkeypatch, reader):
    """No password or key in its environment for a file to find."""
    monkeypatch.setenv("DJANGO_SECRET_KEY", "secret")
    reader("import os; return dict(os.environ), b''")
    told, _ = apart.answer_of(ASKED, b"", harmful=HARMFUL)
    assert "secret" not in json.dumps(told)


def test_a_system_without_limits_reads_all_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    apart._limit()


def test_whatever_fails_means_one_thing_and_a_refusal_its_own():
    for error in (ValueError("x"), IndexError(), UnicodeDecodeError("utf-8", b"", 0, 1, "x"), RecursionError()):
        with pytest.raises(Refused) as refused, apart.whatever_fails(HARMFUL):
            raise error
        assert refused.value.sentence == HARMFUL
    with pytest.raises(Refused, match="Another"), apart.whatever_fails(HARMFUL):
        raise Refused("Another")
