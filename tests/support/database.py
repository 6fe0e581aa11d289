"""A database for each test process, copied from a template that was migrated by the owner.

The tests connect as the application role, as production does: nothing here can step over the wall.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import transaction
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "src/dsr/*/migrations/*.py",
    "src/dsr/core/management/commands/*.py",
    "policies/*.yaml",
    "support-tools/*.yaml",
    "src/dsr/*/apps.py",
    "src/dsr/*/actions/tools.py",
)


def superuser_url() -> str:
    """The address of the test server's superuser, given by ``./dsr test``."""
    try:
        return os.environ["DSR_PG_SUPERUSER_URL"]
    except KeyError:
        raise SystemExit("Run the tests with ./dsr test: it starts the PostgreSQL they need.") from None


def named(url: str, database: str) -> str:
    """The same address with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def fingerprint() -> str:
    """Changes when a migration, a policy or a support tool changes, and with the key that signs scopes.

    The server may outlive the folder that holds the key: a checkout made anew in the same place has another.
    """
    digest = hashlib.sha256(sys.version.encode() + settings.SCOPE_KEY.encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def admin() -> psycopg.Connection:
    """An autocommitting connection as the superuser."""
    return psycopg.connect(superuser_url(), autocommit=True)


def exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def template() -> str:
    """The name of the migrated template; made once, whichever process comes first."""
    name = f"dsr_template_{fingerprint()}"
    lock = Path(tempfile.gettempdir()) / f"{name}.lock"
    with lock.open("w") as handle, admin() as connection:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not exists(connection, name):
            _make_template(connection, name)
    return name


def _make_template(connection: psycopg.Connection, name: str) -> None:
    half = f"{name}_half"
    drop(connection, half)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER dsr_owner").format(sql.Identifier(half)))
    for arguments in (
        ("migrate", "--verbosity=0"),
        ("prepare_database", "--lifetime=200 years"),
        ("load_policy", "--all", "--effective-on=2020-01-01"),
    ):
        _manage(half, *arguments)
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name)))


def _manage(database: str, *arguments: str) -> None:
    environment = {
        **os.environ,
        "DSR_DB_ROLE": "owner",
        "DATABASE_OWNER_URL": named(os.environ["DATABASE_OWNER_URL"], database),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "dsr.config.settings.test",
    }
    subprocess.run([sys.executable, "-m", "django", *arguments], check=True, env=environment, cwd=ROOT)


def drop(connection: psycopg.Connection, name: str) -> None:
    """Drop the database whoever is connected."""
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def fresh(name: str) -> None:
    """Make the database anew from the template (about a tenth of a second)."""
    source = template()
    with admin() as connection:
        drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER dsr_owner").format(
                sql.Identifier(name), sql.Identifier(source)
            )
        )


def analyse(name: str) -> None:
    """Let the planner know what is in the database, as a server that is left alone does by itself."""
    with psycopg.connect(superuser_url(), dbname=name, autocommit=True) as server:
        server.execute("ANALYZE")


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is gone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
