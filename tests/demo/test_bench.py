"""`./dsr bench` runs from end to end on a small register, and its verdicts are what its numbers say."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from dsr.demo.bench import report
from dsr.demo.bench.measure import Samples
from dsr.demo.bench.report import FLOOR, Key
from tests.support import database

PAGES = ("home", "register list", "search: ask", "search: results", "person page", "form: submit")


def test_a_small_register_is_measured():
    command = [sys.executable, "-m", "django", "bench", "--people", "200", "--seconds", "0.2"]
    done = subprocess.run(
        [*command, "--template", database.template()],
        env=os.environ | {"DSR_EMBEDDED": "1", "PYTHONPATH": str(database.ROOT / "src")},
        cwd=database.ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert "200 made-up people" in done.stdout, done.stderr
    for page in (FLOOR, *PAGES):
        assert f"\n{page} " in done.stdout, done.stdout + done.stderr
    assert "PASS  person page" in done.stdout or "FAIL  person page" in done.stdout
    assert done.returncode == ("FAIL" in done.stdout)


def measured(**times: float) -> dict[Key, Samples]:
    """One client, two sizes: the floor at 2 ms and a page at the given times, in 9 statements."""
    found = {}
    for people, taken in ((2000, times["small"]), (20000, times["large"])):
        found[Key(FLOOR, people, 1)] = Samples([2.0] * 20, 1)
        found[Key("list", people, 1)] = Samples([taken] * 20, times.get("statements", 9))
    return found


def passed(found: dict[Key, Samples]) -> list[bool]:
    return [verdict.passed for verdict in report.verdicts(found, ["list"])]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"small": 16.0, "large": 16.0}, [True, True, True]),
        ({"small": 16.0, "large": 16.2}, [False, True, True]),
        ({"small": 8.0, "large": 11.0}, [True, True, False]),
        ({"small": 8.0, "large": 8.0, "statements": 13}, [True, False, True]),
    ],
)
def test_the_targets(times, expected):
    """At most eight floors, at most twelve statements, and no slower on the larger register but for noise."""
    assert passed(measured(**times)) == expected


def test_one_size_alone_says_nothing_of_growth():
    found = {key: samples for key, samples in measured(small=8, large=8).items() if key.people == 2000}
    assert passed(found) == [True, True]


def test_the_table_shows_each_measurement_in_floors():
    lines = list(report.table(measured(small=16.0, large=12.0)))
    assert lines[0].split()[:3] == ["page", "people", "clients"]
    assert lines[2].split() == ["list", "2,000", "1", "20", "16.0", "16.0", "9", "8.0"]
    assert len({len(line) for line in lines}) == 1


def test_samples_know_their_middle_and_their_slow_end():
    samples = Samples([float(number) for number in range(100)], 3)
    samples.add(Samples([1000.0], 5))
    assert (samples.median, samples.p95, samples.statements) == (50.0, 95.0, 5)
