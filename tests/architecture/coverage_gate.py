"""Rule 10, second half: every branch of the logic is tested, and 95 in a hundred lines of the whole.

`python -m tests.architecture.coverage_gate FOLDER` after a run with `tests.support.measuring`; names what is missing.
With a second folder, of the product: everything that is missing there.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from slipcover import merge_coverage

#: Where the logic is: these files of every app, down to the last branch.
LOGIC = re.compile(r"src/dsr/\w+/(rules|actions|states|rating|timescales|queries)(\.py|/[\w/]+\.py)$")
WHOLE = 95.0
WHAT_TO_DO = """
For each line above: write a test that takes the branch (tests/<app>/ mirrors src/dsr/<app>/), or remove the branch when
nothing can reach it. A run of part of the tests measures nothing: look at one place with
./dsr test tests/<app> --gaps src/dsr/<app>"""
#: Files of logic with a branch no test can reach, each with its reason.
EXCEPTIONS: dict[str, str] = {}


def missing(report: dict[str, Any]) -> list[str]:
    """What the gate objects to."""
    found = [line for name, file in sorted(report["files"].items()) if is_logic(name) for line in _gaps(name, file)]
    used = {name for name in report["files"] if name in EXCEPTIONS and _has_gaps(report["files"][name])}
    found += [f"{name} needs no exception any more" for name in sorted(EXCEPTIONS.keys() - used)]
    percent = report["summary"]["percent_covered"]
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
            yield f"{name}:{begin}: no test goes from here to {f'line {end}' if end else 'the end'}"


def together(folder: Path) -> dict[str, Any]:
    """What all processes of the run counted. Raises FileNotFoundError when none did."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise FileNotFoundError(f"No process wrote its counts to {folder}")
    first, *others = [json.loads(file.read_text()) for file in files]
    for other in others:
        merge_coverage(first, other)
    return dict(first)


def gaps_under(report: dict[str, Any], place: str) -> list[str]:
    """Everything no test runs in the files under a folder."""
    return [
        line for name, file in sorted(report["files"].items()) if name.startswith(place) for line in _gaps(name, file)
    ]


def main(arguments: list[str]) -> int:
    report = together(Path(arguments[0]))
    if len(arguments) > 1:
        print("\n".join(gaps_under(report, arguments[1]) or [f"Every branch under {arguments[1]} is tested."]))
        return 0
    found = missing(report)
    print("\n".join([*found, WHAT_TO_DO]) if found else "Every branch of the logic is tested.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
