"""A server and a database of their own that are killed as a power cut kills."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import psycopg
from django.db import connection

from dsr.config.env import database_from_url
from dsr.demo.bench.databases import named
from dsr.launcher import postmaster, processes
from dsr.launcher.postgres import APPLICATION, DATABASE, OWNER, SUPERUSER, Cluster
from dsr.policy import queries as policies
from tests.support import database
from tests.support.serving import Server


class Database:
    """A cluster that flushes what it acknowledges, with the migrated tables in it."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    def prepare(self) -> None:
        """Start it, with a copy of the test template: the tables, the policies and the walls as the owner made them."""
        self.cluster.start()
        programs = self.cluster.programs
        source = named(database.superuser_url(), database.template())
        dump = subprocess.run([programs / "pg_dump", source], check=True, capture_output=True)
        target = self.cluster.url(SUPERUSER)
        psql = [programs / "psql", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, target]
        subprocess.run(psql, input=dump.stdout, check=True)

    def connect(self) -> psycopg.Connection:
        """As the superuser, who sees every row: for looking, not for the product."""
        return psycopg.connect(self.cluster.url(SUPERUSER), autocommit=True)

    def settings(self) -> dict[str, str]:
        """What makes it as safe as the real one."""
        with self.connect() as connection:
            names = ("fsync", "synchronous_commit", "full_page_writes")
            return {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in names}

    def kill(self) -> None:
        """The server and each process it made, with no chance to tidy."""
        pid = postmaster.running_pid(self.cluster.data)
        assert pid is not None, "the database is not running"
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for number in (pid, *map(int, children)):
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue  # a backend that ended by itself meanwhile
        assert processes.wait_until_gone(pid, 10)

    def start(self) -> None:
        self.cluster.start()


class KilledServer(Server):
    """The production server on that database; dies with all its workers at once."""

    def __init__(self, cluster: Cluster, log: Path, *, workers: int = 2) -> None:
        super().__init__(DATABASE, log, workers=workers)
        self.cluster = cluster

    def _environment(self) -> dict[str, str]:
        urls = {"DATABASE_URL": self.cluster.url(APPLICATION), "DATABASE_OWNER_URL": self.cluster.url(OWNER)}
        return super()._environment() | urls

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def wait_for(self, clients: Iterable[Thread]) -> None:
        """Until its clients are done. Raises AssertionError when it ended by itself: they would ask for ever."""
        assert self.process is not None
        for client in clients:
            while client.is_alive():
                client.join(0.5)
                assert self.process.poll() is None, f"The server ended:\n{self.log.read_text()[-2000:]}"


@contextmanager
def connected_to(cluster: Cluster) -> Iterator[None]:
    """This process's own connection goes there meanwhile, as the application, and really commits."""
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(database_from_url(cluster.url(APPLICATION)))
    policies.forget()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)
        policies.forget()
