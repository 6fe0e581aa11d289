"""Rule 10: the gate closes on an untested branch of the logic and on too little of the whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.architecture.coverage_gate import is_logic, main, missing
from tests.architecture.scratch import Scratch

MODULE = """
def can_join(age):
    if age < 16:
        return "parents"
    return "own"
"""


@pytest.mark.parametrize(
    ("name", "logic"),
    [
        ("src/dsr/people/rules.py", True),
        ("src/dsr/people/actions/needs.py", True),
        ("src/dsr/accounts/queries/administration.py", True),
        ("src/dsr/register/rating.py", True),
        ("src/dsr/register/models/rating.py", False),
        ("src/dsr/people/views/needs.py", False),
        ("src/dsr/core/sql.py", False),
    ],
)
def test_what_counts_as_logic(name: str, logic: bool):
    assert is_logic(name) is logic


def test_an_untested_branch_of_the_logic_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    report = {
        "files": {
            "src/dsr/people/rules.py": {
                "missing_lines": [11, 9],
                "missing_branches": [[3, 7], [8, 9], [9, 10], [12, -1]],
            },
            "src/dsr/people/views.py": {"missing_lines": [1], "missing_branches": []},
        },
        "totals": {"percent_covered": 94.9},
    }
    assert missing(report) == [
        "src/dsr/people/rules.py:9: no test runs line 9, 11",
        "src/dsr/people/rules.py:3: no test goes from here to line 7",
        "src/dsr/people/rules.py:12: no test goes from here to the end",
        "The whole is covered to 94.9%, less than 95%",
    ]
    (tmp_path / "report.json").write_text(json.dumps(report))
    assert main([str(tmp_path / "report.json")]) == 1
    assert "write a test that takes the branch" in capsys.readouterr().out


@pytest.mark.parametrize(("ages", "status"), [("12, 30", 0), ("30", 1)])
def test_the_gate_on_a_real_run(scratch: Scratch, ages: str, status: int):
    scratch.write("src/dsr/newapp/__init__.py", "")
    scratch.write("src/dsr/newapp/rules.py", MODULE)
    scratch.write(
        "tests_of_it/test_it.py",
        f"from dsr.newapp.rules import can_join\n\ndef test_it():\n    assert [can_join(age) for age in ({ages},)]\n",
    )
    scratch.write("tests_of_it/pytest.ini", "[pytest]\n")
    scratch.run(
        "-m", "pytest", "tests_of_it", "-q", "-c", "tests_of_it/pytest.ini", "-p", "no:django", "--rootdir=.",
        "--cov=src/dsr/newapp", "--cov-branch", "--cov-report=json:report.json",
    )  # fmt: skip
    done = scratch.run("-m", "tests.architecture.coverage_gate", "report.json")
    assert done.returncode == status, done.stdout + done.stderr
    assert ("rules.py:3: " in done.stdout or "rules.py:4: " in done.stdout) is bool(status)
