"""Rule 10: the gate closes on an untested branch of the logic and on too little of the whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.architecture.coverage_gate import is_logic, main, missing, together
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


def test_an_untested_branch_of_the_logic_is_named():
    report = {
        "files": {
            "src/dsr/people/rules.py": {
                "missing_lines": [11, 9],
                "missing_branches": [[3, 7], [8, 9], [9, 10], [12, 0]],
            },
            "src/dsr/people/views.py": {"missing_lines": [1], "missing_branches": []},
        },
        "summary": {"percent_covered": 94.9},
    }
    assert missing(report) == [
        "src/dsr/people/rules.py:9: no test runs line 9, 11",
        "src/dsr/people/rules.py:3: no test goes from here to line 7",
        "src/dsr/people/rules.py:12: no test goes from here to the end",
        "The whole is covered to 94.9%, less than 95%",
    ]


def _counted(folder: Path, name: str, executed: list[int], missed: list[int]) -> None:
    file = {
        "executed_lines": executed,
        "missing_lines": missed,
        "executed_branches": [],
        "missing_branches": [[line, 0] for line in missed],
    }
    report = {
        "meta": {"software": "slipcover", "branch_coverage": True},
        "summary": {"percent_covered": 50.0},
        "files": {"src/dsr/people/rules.py": file},
    }
    (folder / name).write_text(json.dumps(report))


def test_what_one_process_ran_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    _counted(tmp_path, "gw0.json", [1, 2], [3])
    _counted(tmp_path, "gw1.json", [1, 3], [2])
    (tmp_path / "gw1.json").write_text((tmp_path / "gw1.json").read_text().replace("[[2, 0]]", "[]"))
    assert together(tmp_path)["files"]["src/dsr/people/rules.py"]["missing_lines"] == []
    assert main([str(tmp_path)]) == 1
    assert "rules.py:3: no test goes from here to the end" in capsys.readouterr().out


def test_a_run_that_counted_nothing_is_no_success(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="No process"):
        main([str(tmp_path)])


def test_it_says_what_to_do_and_shows_one_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    _counted(tmp_path, "main.json", [1], [2])
    assert main([str(tmp_path)]) == 1
    assert "write a test that takes the branch" in capsys.readouterr().out
    assert main([str(tmp_path), "src/dsr/people"]) == 0
    assert capsys.readouterr().out == "src/dsr/people/rules.py:2: no test runs line 2\n"
    main([str(tmp_path), "src/dsr/accounts"])
    assert capsys.readouterr().out == "Every branch under src/dsr/accounts is tested.\n"


@pytest.mark.parametrize(("ages", "status", "workers"), [("12, 30", 0, ("-n", "2")), ("30", 1, ())])
def test_the_gate_on_a_real_run(scratch: Scratch, ages: str, status: int, workers: tuple[str, ...]):
    scratch.write("src/dsr/newapp/__init__.py", "")
    scratch.write("src/dsr/newapp/rules.py", MODULE)
    scratch.write(
        "tests_of_it/test_it.py",
        f"from dsr.newapp.rules import can_join\n\ndef test_it():\n    assert [can_join(age) for age in ({ages},)]\n",
    )
    scratch.write("tests_of_it/pytest.ini", "[pytest]\n")
    scratch.run(
        "-m", "pytest", "tests_of_it", "-q", "-c", "tests_of_it/pytest.ini", "-p", "no:django", "--rootdir=.", *workers,
        PYTEST_PLUGINS="tests.support.measuring", DSR_MEASURED="measured", PYTEST_XDIST_WORKER="",
    )  # fmt: skip
    report = together(scratch.root / "measured")
    found = [line for line in missing(report) if "newapp" in line]
    assert bool(found) is bool(status), found
    assert all(line.startswith(("src/dsr/newapp/rules.py:4: ", "src/dsr/newapp/rules.py:3: ")) for line in found)
