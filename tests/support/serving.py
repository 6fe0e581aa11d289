"""The production server on a loopback port, against this test process's own database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.support.database import ROOT, named

START_SECONDS = 30


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """granian with two workers; started once for a test process, or anew after it was killed."""

    def __init__(self, database: str, log: Path, *, area: str = "", workers: int = 1) -> None:
        self.database = database
        self.log = log
        self.area = area
        self.workers = workers
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait for the first answer. Raises RuntimeError with the log's end when there is none."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start, without a look at whether it can answer."""
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
            "--workers", str(self.workers), "--no-ws", "--respawn-failed-workers", "dsr.config.wsgi:application",
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self._environment(), cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def _environment(self) -> dict[str, str]:
        environment = {
            **os.environ,
            "DATABASE_URL": named(os.environ["DATABASE_URL"], self.database),
            "DJANGO_SETTINGS_MODULE": "dsr.config.settings.test",
            "PYTHONPATH": str(ROOT / "src"),
            "DSR_PUBLIC_URL": self.url,
            # The neutral website of "Exit this page": tests have no other machine to go to.
            "DSR_EXIT_URL": f"{self.url}/health/?neutral",
        }
        return environment | ({"DSR_AREA": self.area} if self.area else {})

    def wait(self) -> None:
        """Until the health page answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._answers():
                return
            if self.process is not None and self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-4000:]}")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/", timeout=5) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """A clean stop."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=15)
            self.process = None
