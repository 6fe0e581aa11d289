"""Rule 1: the floors hold, pure modules stay pure, only queries and actions touch the tables."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import imports
from tests.architecture.scratch import Scratch
from tests.architecture.source import ROOT

LINTER = "from importlinter.cli import lint_imports_command as run; run()"


def floors(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter's contracts on the tree."""
    return subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache", "--no-logo"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_apps_import_only_from_the_floors_below():
    done = floors(ROOT)
    assert done.returncode == 0, done.stdout


def test_an_import_from_a_floor_above_is_found(scratch: Scratch):
    scratch.append("src/dsr/people/rules.py", "\nfrom dsr.tasks import rules as tasks_rules  # noqa\n")
    done = floors(scratch.root)
    assert done.returncode == 1
    assert "dsr.people.rules -> dsr.tasks.rules" in done.stdout


def test_neighbours_that_import_each_other_are_found(scratch: Scratch):
    scratch.append("src/dsr/website/urls.py", "\nfrom dsr.reporting import urls as reporting_urls  # noqa\n")
    assert "dsr.website.urls -> dsr.reporting.urls" in floors(scratch.root).stdout


def test_an_app_without_a_floor_is_found(scratch: Scratch):
    scratch.write("src/dsr/surprises/__init__.py", "")
    done = floors(scratch.root)
    assert done.returncode == 1
    assert "surprises" in done.stdout


def test_pure_modules_reach_no_table():
    assert imports.impure(ROOT) == []


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("src/dsr/register/rating.py", "from django.db import models", "register/rating.py"),
        ("src/dsr/referrals/states.py", "from dsr.referrals.models import Referral", "referrals/states.py"),
        ("src/dsr/core/working_days.py", "from dsr.core import scope", "core/working_days.py"),
        ("src/dsr/policy/document/base.py", "from dsr.policy import queries", "policy/document/base.py"),
    ],
)
def test_a_pure_module_that_reaches_a_table_is_found(scratch: Scratch, name: str, text: str, where: str):
    scratch.append(name, f"\n{text}  # noqa\n")
    assert any(found.startswith(where) for found in scratch.added(imports.impure))


def test_a_new_pure_module_is_walked_without_being_listed(scratch: Scratch):
    scratch.write("src/dsr/tasks/timescales.py", "from dsr.tasks.models import Task\n")
    assert any(found.startswith("tasks/timescales.py") for found in scratch.added(imports.impure))


def test_an_import_for_type_checkers_does_not_count(scratch: Scratch):
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from dsr.tasks.models import Task\n"
    scratch.write("src/dsr/tasks/timescales.py", text)
    assert scratch.added(imports.impure) == []


def test_only_queries_actions_and_models_ask_the_database():
    assert imports.asks_elsewhere(ROOT) == []


@pytest.mark.parametrize(
    "text",
    [
        "everybody = Person.objects.all()",
        "everybody = Person._default_manager.all()",
        "from django.db import connection\nconnection.cursor()",
        "Person.people.raw('SELECT 1')",
    ],
)
@pytest.mark.parametrize("name", ["src/dsr/people/rules.py", "src/dsr/website/context.py"])
def test_a_query_in_another_place_is_found(scratch: Scratch, name: str, text: str):
    path = scratch.root / name
    scratch.write(name, (path.read_text() if path.exists() else "") + f"\n{text}\n")
    assert len(scratch.added(imports.asks_elsewhere)) == 1


def test_an_exception_nobody_needs_is_found(scratch: Scratch):
    scratch.write("src/dsr/core/checks.py", "")
    assert scratch.added(imports.asks_elsewhere) == ["core/checks.py needs no exception any more"]


def test_only_actions_write():
    assert imports.writes_elsewhere(ROOT) == []


@pytest.mark.parametrize("word", sorted(imports.WRITES))
def test_a_view_that_writes_is_found(scratch: Scratch, word: str):
    scratch.append("src/dsr/website/views.py", f"\n\ndef wrong(person):\n    person.{word}()\n")
    assert [found.split(": ")[1] for found in scratch.added(imports.writes_elsewhere)] == [f".{word}()"]
