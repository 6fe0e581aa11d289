"""Rule 10: migrations are linear and complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.migrations import tangled
from tests.architecture.scratch import Scratch
from tests.architecture.source import ROOT

EMPTY = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = []
"""


@pytest.fixture
def scratch(tmp_path: Path, db: None, database_name: str) -> Scratch:
    """A copy on this process's database."""
    return Scratch(tmp_path / "tree", database_name)


def last(app: str) -> tuple[str, int]:
    names = sorted(path.stem for path in (ROOT / f"src/dsr/{app}/migrations").glob("0*.py"))
    return names[-1], len(names)


def test_migrations_are_linear_and_complete(db: None):
    assert tangled() == []


def test_a_field_without_its_migration_is_found(scratch: Scratch):
    scratch.replace("src/dsr/tasks/models.py", "    kind = ", "    colour = models.TextField()\n    kind = ")
    assert any("colour" in finding for finding in scratch.findings(tangled))


def test_two_ends_and_a_merge_are_found(scratch: Scratch):
    name, count = last("tasks")
    first, second = f"{count:04}_other", f"{count + 1:04}_merge"
    before = sorted(path.stem for path in (ROOT / "src/dsr/tasks/migrations").glob("0*.py"))[-2]
    folder = "src/dsr/tasks/migrations"
    scratch.write(f"{folder}/{first}.py", EMPTY.format(dependencies=[("tasks", before)]))
    assert "tasks has more than one last migration" in scratch.findings(tangled)
    scratch.write(f"{folder}/{second}.py", EMPTY.format(dependencies=[("tasks", first), ("tasks", name)]))
    assert f"tasks.{second} merges 2 lines" in scratch.findings(tangled)


def test_a_gap_in_the_numbers_is_found(scratch: Scratch):
    name, count = last("tasks")
    scratch.write(f"src/dsr/tasks/migrations/{count + 2:04}_later.py", EMPTY.format(dependencies=[("tasks", name)]))
    assert any("not numbered one after the other" in finding for finding in scratch.findings(tangled))
