"""Services are started again when they die, and none is left over."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dsr.launcher import processes, supervisor
from dsr.launcher.progress import Trouble
from dsr.launcher.supervisor import Service, Supervisor, end_leftovers

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def watched(tmp_path: Path):
    overseer = Supervisor(tmp_path / "services.json", os.environ, tmp_path, lambda: None)
    yield overseer
    overseer.stop()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def pid_of(service: Service) -> int:
    assert service.process
    return service.process.pid


def test_a_killed_service_is_started_again(watched: Supervisor, tmp_path: Path) -> None:
    service = Service("web server", SLEEP, tmp_path / "web.log")
    watched.start(service)
    first = pid_of(service)

    def kill_and_stop() -> None:
        os.kill(first, signal.SIGKILL)
        wait_for(lambda: pid_of(service) != first)
        watched.told_to_stop.set()

    killer = threading.Thread(target=kill_and_stop)
    killer.start()
    watched.watch()
    killer.join()
    assert processes.is_alive(pid_of(service))
    watched.stop()
    assert not processes.is_alive(pid_of(service))
    assert not watched.record.exists()


def test_a_service_that_cannot_live_is_given_up(
    watched: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOOK_EVERY", 0.02)
    watched.start(Service("worker", ["sh", "-c", "echo no database >&2; exit 3"], tmp_path / "worker.log"))
    with pytest.raises(Trouble, match=r"worker ends as soon as it starts, with the words: no database \(log: "):
        watched.watch()


def test_children_of_a_dead_service_go_with_it(watched: Supervisor, tmp_path: Path) -> None:
    service = Service("web server", ["sh", "-c", "sleep 60 & echo $!; wait"], tmp_path / "web.log")
    watched.start(service)
    wait_for(lambda: bool(service.log.read_text().strip()))
    watched.stop()
    assert processes.wait_until_gone(int(service.log.read_text()), 5)


def test_leftovers_of_a_killed_supervisor_are_ended(watched: Supervisor, tmp_path: Path) -> None:
    service = Service("web server", SLEEP, tmp_path / "web.log")
    watched.start(service)
    reaper = threading.Thread(target=service.process.wait)  # type: ignore[union-attr]
    reaper.start()
    assert end_leftovers(watched.record) == 1
    reaper.join()
    assert end_leftovers(watched.record) == 0


def test_a_reused_number_is_nobodys_leftover(tmp_path: Path) -> None:
    record = tmp_path / "services.json"
    with subprocess.Popen(SLEEP, process_group=0) as other:
        record.write_text(f'{{"{other.pid}": "long ago"}}')
        assert end_leftovers(record) == 0
        assert other.poll() is None
        other.kill()


@pytest.mark.parametrize(("code", "words"), [(-9, "signal 9"), (3, "exit code 3")])
def test_endings_in_words(code: int, words: str) -> None:
    assert supervisor.ending(code) == words
