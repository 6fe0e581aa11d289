"""A database of its own for each size, copied from the migrated one and filled with made-up people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from django.core.management.base import CommandError
from django.db import connection
from psycopg import sql

from dsr.policy import queries as policies

FLOOR = """
CREATE TABLE bench_floor (id bigint PRIMARY KEY, name text NOT NULL, place text NOT NULL, due_on date NOT NULL);
INSERT INTO bench_floor SELECT n, 'Made-up Person ' || n, 'Made-up Street ' || n, date '2026-01-01' + (n % 365)::int
    FROM generate_series(1, %s) n;
GRANT SELECT ON bench_floor TO dsr_app;
"""


def superuser_url() -> str:
    """The address of the measured server's superuser, given by ``./dsr bench``."""
    try:
        return os.environ["DSR_PG_SUPERUSER_URL"]
    except KeyError:
        raise CommandError("Run the measurements with ./dsr bench: it starts the PostgreSQL they need.") from None


def named(url: str, database: str) -> str:
    """The same address with another database. (``urlunsplit`` drops the empty host that libpq wants to see.)"""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{database}" + (f"?{parts.query}" if parts.query else "")


def superuser(database: str = "") -> psycopg.Connection:
    """A connection that sees every row: for making and copying, never for measuring."""
    url = superuser_url()
    return psycopg.connect(named(url, database) if database else url, autocommit=True)


def make(name: str, template: str, *, floor_rows: int) -> None:
    """Copy the template under the name, whatever was there before, with the table of the floor."""
    connection.close()
    drop(name)
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER dsr_owner")
    with superuser() as server:
        server.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
    with superuser(name) as filled, filled.transaction():
        for statement in FLOOR.strip().split(";\n"):
            filled.execute(statement.replace("%s", str(floor_rows)))  # type: ignore[arg-type]


def drop(name: str) -> None:
    with superuser() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def settle(name: str) -> None:
    """What autovacuum does sooner or later: the planner knows the sizes, the pages are marked visible."""
    with superuser(name) as server:
        server.execute("VACUUM ANALYZE")
        server.execute("CHECKPOINT")


@contextmanager
def working_on(name: str) -> Iterator[None]:
    """This process's own connection goes to the database meanwhile."""
    before = connection.settings_dict["NAME"]
    _connect_to(name)
    try:
        yield
    finally:
        _connect_to(before)


def _connect_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    policies.forget()
