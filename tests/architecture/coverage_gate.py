"""Rule 10, second half: every branch of the logic is tested, and 95 in a hundred lines of the whole.

`python -m tests.architecture.coverage_gate coverage.json` after a run with `--cov`; names what is missing.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: Where the logic is: these files of every app, down to the last branch.
LOGIC = re.compile(r"src/dsr/\w+/(rules|actions|states|rating|timescales|queries)(\.py|/[\w/]+\.py)$")
WHOLE = 95.0
WHAT_TO_DO = """
For each line above: write a test that takes the branch (tests/<app>/ mirrors src/dsr/<app>/), or remove the branch when
nothing can reach it. A run of part of the tests measures nothing: look at one place with
./dsr test tests/<app> --cov=src/dsr/<app> --cov-branch --cov-report=term-missing"""
#: Files of logic with a branch no test can reach, each with its reason.
EXCEPTIONS: dict[str, str] = {}


def missing(report: dict[str, Any]) -> list[str]:
    """What the gate objects to."""
    found = [line for name, file in sorted(report["files"].items()) if is_logic(name) for line in _gaps(name, file)]
    used = {name for name in report["files"] if name in EXCEPTIONS and _has_gaps(report["files"][name])}
    found += [f"{name} needs no exception any more" for name in sorted(EXCEPTIONS.keys() - used)]
    percent = report["totals"]["percent_covered"]
    return found + ([f"The whole is covered to {percent:.1f}%, less than {WHOLE:.0f}%"] if percent < WHOLE else [])


def is_logic(name: str) -> bool:
    return bool(LOGIC.search(Path(name).as_posix())) and name not in EXCEPTIONS


def _has_gaps(file: dict[str, Any]) -> bool:
    return bool(file["missing_lines"] or file.get("missing_branches"))


def _gaps(name: str, file: dict[str, Any]) -> Iterator[str]:
    lines = sorted(file["missing_lines"])
    if lines:
        yield f"{name}:{lines[0]}: no test runs line {', '.join(map(str, lines))}"
    for begin, end in file.get("missing_branches", []):
        if begin not in lines and end not in lines:
            yield f"{name}:{begin}: no test goes from here to {'the end' if end < 0 else f'line {end}'}"


def main(arguments: list[str]) -> int:
    found = missing(json.loads(Path(arguments[0]).read_text()))
    print("\n".join([*found, WHAT_TO_DO]) if found else "Every branch of the logic is tested.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
