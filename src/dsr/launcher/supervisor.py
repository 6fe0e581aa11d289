"""Keeps the services running until told to stop; each in a process group of its own, to leave nothing over."""

import json
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from dsr.launcher import processes
from dsr.launcher.progress import Trouble, say

LOOK_EVERY = 0.3  # seconds
PATIENCE = 12  # seconds a service has to end by itself
SHORT_LIFE = 5  # seconds; a service that dies younger than this, this often in a row, is not started again
TRIES = 5
LARGEST_LOG = 10_000_000  # bytes


@dataclass
class Service:
    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = field(default=0)

    def start(self, env: Mapping[str, str], folder: Path) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(env),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        self.started = time.monotonic()

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def last_words(self) -> str:
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1].strip() if lines else "nothing"


class Supervisor:
    """`before_look` runs at every look, to keep the database running as well."""

    def __init__(self, record: Path, env: Mapping[str, str], folder: Path, before_look: Callable[[], None]) -> None:
        self.record, self.env, self.folder, self.before_look = record, env, folder, before_look
        self.services: list[Service] = []
        self.told_to_stop = threading.Event()

    def listen_for_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_signal)

    def _stop_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.told_to_stop.set()

    def start(self, service: Service) -> None:
        if service.log.exists() and service.log.stat().st_size > LARGEST_LOG:
            service.log.replace(service.log.with_suffix(".log.before"))
        service.start(self.env, self.folder)
        if service not in self.services:
            self.services.append(service)
        self._write_record()

    def watch(self) -> None:
        """Return when told to stop."""
        while not self.told_to_stop.wait(LOOK_EVERY):
            self.before_look()
            for service in self.services:
                if service.has_died():
                    self._revive(service)

    def _revive(self, service: Service) -> None:
        process = service.process
        assert process is not None
        processes.signal_group(process.pid, signal.SIGKILL)
        young = time.monotonic() - service.started < SHORT_LIFE
        service.failures = service.failures + 1 if young else 0
        if service.failures >= TRIES:
            raise Trouble(
                f"The {service.name} ends as soon as it starts, with the words: {service.last_words()} "
                f"(log: {service.log})."
            )
        say(f"  The {service.name} ended by itself ({ending(process.returncode)}); starting it again.")
        self.start(service)

    def stop(self) -> None:
        for service in reversed(self.services):
            if service.process:
                processes.signal_group(service.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for service in self.services:
            if service.process:
                _wait(service.process, deadline)
                processes.signal_group(service.process.pid, signal.SIGKILL)
        self.record.unlink(missing_ok=True)

    def _write_record(self) -> None:
        running = [service.process.pid for service in self.services if service.process]
        self.record.write_text(json.dumps({str(pid): processes.birth(pid) for pid in running}))


def _wait(process: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return


def ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def end_leftovers(record: Path) -> int:
    """End the services of a supervisor that was killed and could not end them itself; returns how many."""
    if not record.is_file():
        return 0
    ended = 0
    for number, birth in json.loads(record.read_text() or "{}").items():
        pid = int(number)
        if processes.birth(pid) == birth:
            processes.signal_group(pid, signal.SIGTERM)
            processes.wait_until_gone(pid, PATIENCE)
            processes.signal_group(pid, signal.SIGKILL)
            ended += 1
    record.unlink()
    return ended
