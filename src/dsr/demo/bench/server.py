"""The production server, started for one of the measured databases."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from dsr.demo.bench.client import Client, Unanswered
from dsr.demo.bench.databases import named

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4
START_SECONDS = 90


@contextmanager
def serving(database: str) -> Iterator[str]:
    """The address of a server on this database. Raises CommandError when it does not start."""
    port = _free_port()
    url = f"http://{HOST}:{port}"
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            _command(port),
            env=_environment(database, url),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            if not _answers(url, process):
                log.seek(0)
                raise CommandError(f"The server did not start:\n{log.read().decode()[-4000:]}")
            yield url
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _command(port: int) -> list[str]:
    """As ``./dsr up`` serves."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", HOST, "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        "dsr.config.wsgi:application",
    ]


def _environment(database: str, url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": named(os.environ["DATABASE_URL"], database),
        "DSR_DB_ROLE": "application",
        "DSR_EMBEDDED": "1",
        "DSR_BENCH": "1",
        "DSR_PUBLIC_URL": url,
        "DSR_LOG_LEVEL": "ERROR",
    }


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with Client(url) as client:
                if client.get("/health/").status == 200:
                    return True
        except Unanswered:
            time.sleep(0.1)
    return False
