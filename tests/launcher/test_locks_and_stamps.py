"""Locks that a killed holder cannot leave behind, and stamps that follow contents."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dsr.launcher import locks
from dsr.launcher.paths import ROOT
from dsr.launcher.progress import Trouble
from dsr.launcher.stamps import Stamp, fingerprint

HOLDER = """
import sys, time
from pathlib import Path
from dsr.launcher import locks
with locks.refusing(Path(sys.argv[1]), "held"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": str(ROOT / "src")}) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        process.kill()


def test_a_held_lock_refuses_with_its_sentence(tmp_path: Path, holder: subprocess.Popen) -> None:
    assert locks.is_held(tmp_path / "lock")
    with pytest.raises(Trouble, match="somebody has it"), locks.refusing(tmp_path / "lock", "somebody has it"):
        pass


def test_the_lock_of_a_killed_holder_is_free(tmp_path: Path, holder: subprocess.Popen) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with locks.refusing(tmp_path / "lock", "stale"):
        assert locks.is_held(tmp_path / "lock")


def test_waiting_says_so_and_goes_on(
    tmp_path: Path, holder: subprocess.Popen, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -9 {holder.pid}"]),
        locks.waiting(tmp_path / "lock", "Waiting."),
    ):
        assert "Waiting." in capsys.readouterr().out


def test_only_the_last_user_puts_the_light_out(tmp_path: Path) -> None:
    lock, out = tmp_path / "users", []
    with locks.shared(lock, lambda: out.append("first")):
        with locks.shared(lock, lambda: out.append("second")):
            assert locks.is_held(lock)
        assert out == []
    assert out == ["first"]


def test_a_stamp_follows_contents_and_facts(tmp_path: Path) -> None:
    file = tmp_path / "0001_initial.py"
    file.write_text("one")
    first = fingerprint([file], "cluster 1")
    assert first == fingerprint([file], "cluster 1")
    assert first != fingerprint([file], "cluster 2")
    file.write_text("two")
    assert first != fingerprint([file], "cluster 1")


def test_a_stamp_is_current_once_set(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamps" / "main.database", "a")
    assert not stamp.is_current()
    stamp.set()
    assert Stamp(stamp.file, "a").is_current()
    assert not Stamp(stamp.file, "b").is_current()
