"""An import is killed in the middle, again and again: whole rows only, and running it again finishes it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import transaction

from dsr.core import scope
from dsr.launcher.postgres import APPLICATION, OWNER
from dsr.policy import queries as policies
from tests.factories.accounts import make_actor
from tests.imports.sheets.make import number
from tests.resilience.killing import Database, connected_to
from tests.support.database import ROOT

ROWS, KILLS = 60, 3

#: what one row makes: every column all of it, or 0
MADE = """
SELECT count(*) FILTER (WHERE r.done_at IS NOT NULL),
    count(*) FILTER (WHERE r.person_id IS NOT NULL AND r.outcome <> 'here'),
    (SELECT count(*) FROM people_person), (SELECT count(*) FROM people_identity),
    (SELECT count(*) FROM people_involvement), (SELECT count(*) FROM people_contact),
    (SELECT count(*) FROM people_diagnosis), (SELECT count(*) FROM register_entry WHERE state = 'to_confirm'),
    (SELECT count(*) FROM register_rating WHERE carried_over <> ''),
    (SELECT count(*) FROM tasks_task WHERE kind = 'import_confirm'),
    (SELECT count(*) FROM audit_event WHERE action = 'import_row_brought')
FROM imports_importrow r
"""


def sheet(place: Path) -> Path:
    lines = [
        f"{number(100 + serial)},Given{serial} Family{serial},{serial % 28 + 1}/5/1990,Amber,Yes,Parent {serial}"
        for serial in range(ROWS)
    ]
    path = place / "register.csv"
    path.write_text("\n".join(["NHS number,Name,DOB,Rating,Autism,Next of kin", *lines]))
    return path


class Importer:
    """`./dsr import FILE --apply` in a process of its own."""

    def __init__(self, lasting: Database, file: Path, email: str) -> None:
        urls = {"DATABASE_URL": lasting.cluster.url(APPLICATION), "DATABASE_OWNER_URL": lasting.cluster.url(OWNER)}
        self.environment = os.environ | urls | {"PYTHONPATH": str(ROOT / "src")}
        self.environment["DJANGO_SETTINGS_MODULE"] = "dsr.config.settings.test"
        self.command = [sys.executable, "-m", "django", "import_register", str(file), "--worker", email, "--apply"]

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, env=self.environment, cwd=ROOT, stdout=subprocess.DEVNULL)

    def finish(self) -> str:
        done = subprocess.run(
            self.command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
        )
        return done.stdout


def made(database: psycopg.Connection) -> tuple[int, ...]:
    return tuple(database.execute(MADE).fetchone() or ())


def brought_in(database: psycopg.Connection, before: tuple[int, ...]) -> int:
    """How many rows were brought in since, each of them whole: other tests of this process may have made people."""
    found = {now - then for now, then in zip(made(database), before, strict=True)}
    assert len(found) == 1, f"part of a row is there: {made(database)} after {before}"
    return found.pop()


@pytest.fixture
def importer(lasting: Database, django_db_setup: None, django_db_blocker, tmp_path: Path) -> Importer:
    with django_db_blocker.unblock(), connected_to(lasting.cluster), transaction.atomic():
        area = policies.public_area()
        with scope.job(name="test", area_id=area.pk):
            team = make_actor(area, "register_team", "coordinator")
    return Importer(lasting, sheet(tmp_path), team.worker.email)


def test_killed_in_the_middle_it_leaves_whole_rows_and_finishes(
    lasting: Database, importer: Importer, chance: random.Random
):
    with lasting.connect() as database:
        before = made(database)
        for kill in range(KILLS):
            reached = brought_in(database, before)
            process = importer.start()
            wanted = reached + chance.randint(2, ROWS // (KILLS + 2))
            deadline = time.monotonic() + 120
            while made(database)[0] - before[0] < wanted and time.monotonic() < deadline:
                assert process.poll() is None, "it ended by itself"
                time.sleep(chance.uniform(0.001, 0.01))
            os.kill(process.pid, signal.SIGKILL)
            process.wait(timeout=10)
            left = brought_in(database, before)
            print(f"kill {kill + 1}: {left} whole rows")
            assert wanted <= left < ROWS, "the kill came in the middle"
        said = importer.finish()
        assert brought_in(database, before) == ROWS
        assert "0 left" in said
        assert "There is nothing to bring in." in importer.finish()
        assert brought_in(database, before) == ROWS
