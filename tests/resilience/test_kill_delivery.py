"""The worker is killed while it hands a message over: the message is not lost, and is sent once the worker is back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest
from django.db import transaction

from dsr.messages import actions
from dsr.policy import queries as policies
from tests.factories.accounts import make_actor
from tests.factories.messages import make_message
from tests.resilience.killing import Database, KilledServer, connected_to
from tests.support.database import ROOT

PATIENCE = 60
KEY = "test-11111111-1111-1111-1111-111111111111-22222222-2222-2222-2222-222222222222"


class Notify(ThreadingHTTPServer):
    """Stands for GOV.UK Notify: holds the first message without an answer, takes every later one."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Holding)
        self.held, self.taken = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Holding(BaseHTTPRequestHandler):
    server: Notify

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.held.is_set():
            self.server.held.set()
            time.sleep(PATIENCE)
            return
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.server.taken.set()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def notify() -> Iterator[Notify]:
    server = Notify()
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class Worker:
    """The background worker on the database that keeps what it acknowledges."""

    def __init__(self, lasting: Database, notify: Notify, log: Path) -> None:
        named = KilledServer(lasting.cluster, log)
        settings = {"DSR_NOTIFY_KEY": KEY, "DSR_NOTIFY_TEXT_TEMPLATE": "template", "DSR_NOTIFY_URL": notify.url}
        self.environment, self.log = named._environment() | settings, log

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "django", "run_worker"],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def run_job(self, name: str) -> None:
        subprocess.run([sys.executable, "-m", "django", "run_job", name], env=self.environment, cwd=ROOT, check=True)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)


@pytest.fixture
def approved(lasting: Database, django_db_setup: None, django_db_blocker, settings) -> int:
    """The id of a text message that staff have just let go."""
    settings.NOTIFY_KEY, settings.NOTIFY_TEXT_TEMPLATE = KEY, "template"
    with django_db_blocker.unblock(), connected_to(lasting.cluster), transaction.atomic():
        coordinator = make_actor(policies.public_area(), "register_team", "coordinator")
        with coordinator.scope():
            message = make_message(coordinator, channel="text", recipient_address="07700 900123", subject="")
            return actions.approve(message=message, by=coordinator).pk


def state(database: psycopg.Connection, message: int) -> tuple:
    return database.execute("SELECT state, attempts FROM outbox_message WHERE id = %s", [message]).fetchone()


def test_killed_while_a_message_is_handed_over(lasting, notify, approved, tmp_path):
    worker = Worker(lasting, notify, tmp_path / "worker.log")
    worker.start()
    assert notify.held.wait(PATIENCE), (tmp_path / "worker.log").read_text()
    worker.kill()
    with lasting.connect() as database:
        assert state(database, approved) == ("queued", 0)
        database.execute("UPDATE outbox_message SET next_try_at = now() WHERE id = %s", [approved])  # the lease is over
        worker.run_job("messages.hand_over")
        worker.start()
        try:
            assert notify.taken.wait(PATIENCE), (tmp_path / "worker.log").read_text()
            deadline = time.monotonic() + PATIENCE
            while state(database, approved)[0] != "sent" and time.monotonic() < deadline:
                time.sleep(0.1)
            assert state(database, approved) == ("sent", 1)
        finally:
            worker.kill()
