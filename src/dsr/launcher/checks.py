"""`./dsr test` and `./dsr lint`."""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from dsr.launcher import assets, browser, catalogues, databases, locks, pango
from dsr.launcher.paths import Paths
from dsr.launcher.progress import say

PYTHON = sys.executable
MEASURED = "var/measured"
LINT = {
    "ruff check": [PYTHON, "-m", "ruff", "check", "."],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "mypy": [PYTHON, "-m", "mypy"],
    "import-linter": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
    "migrations": [PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "templates": [PYTHON, "-m", "djlint", "src", "--lint", "--extension", "jinja"],
    "shell": ["sh", "-n", "dsr"],
}


def test(paths: Paths, arguments: list[str]) -> int:
    """Run the tests on a server of their own, which is stopped at the end."""
    options, rest = _test_options().parse_known_args(arguments)
    assets.prepare(paths)
    catalogues.prepare(paths)
    browser_path = "" if options.no_browser else browser.require(paths)
    if not options.no_paper:
        pango.require(paths)
    alone = locks.refusing(paths.run / "test-run.lock", "Another `./dsr test` runs in this folder: wait until it ends.")
    with alone, databases.separate_environment(paths, databases.TEST) as environment:
        environment["DJANGO_SETTINGS_MODULE"] = "dsr.config.settings.test"
        if browser_path:
            environment["DSR_CHROMIUM"] = browser_path
        gate = gate_command(options, rest)
        if gate:
            shutil.rmtree(paths.root / MEASURED, ignore_errors=True)
            environment |= {"PYTEST_PLUGINS": "tests.support.measuring", "DSR_MEASURED": str(paths.root / MEASURED)}
        outcome = _run(pytest_command(options, rest), environment, paths.root)
        if outcome or not gate:
            return outcome
        say("\n== coverage")
        return _run(gate, environment, paths.root)


def _test_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dsr test", allow_abbrev=False, epilog="Anything else goes to pytest.")
    parser.add_argument("--no-browser", action="store_true", help="leave out the browser journeys")
    parser.add_argument("--no-paper", action="store_true", help="leave out the PDFs")
    parser.add_argument("--long", action="store_true", help="add minutes of load, kill and fuzz")
    parser.add_argument("--gaps", metavar="FOLDER", help="name what these tests leave out under a folder of src/dsr")
    parser.add_argument("-m", dest="marks", default="", metavar="MARKS", help="only tests with these marks")
    return parser


def is_whole(options: argparse.Namespace, rest: list[str]) -> bool:
    """Whether everything is run: only then does it say something that a line was not."""
    return not rest and not options.marks


def gate_command(options: argparse.Namespace, rest: list[str]) -> list[str]:
    """What judges the lines and branches that were run; nothing where they are not counted."""
    gate = [PYTHON, "-m", "tests.architecture.coverage_gate", MEASURED]
    if options.gaps:
        return [*gate, options.gaps]
    return gate if is_whole(options, rest) else []


def pytest_command(options: argparse.Namespace, rest: list[str]) -> list[str]:
    """Two processes by default, neither idle while the other has tests left; a later `-n` of the user's own wins."""
    marks = [f"({options.marks})"] if options.marks else []
    marks += ["not browser"] if options.no_browser else []
    marks += ["not paper"] if options.no_paper else []
    marks += [] if options.long else ["not long"]
    chosen = ["-m", " and ".join(marks)] if marks else []
    return [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *chosen, *rest]


def lint(paths: Paths, arguments: list[str]) -> int:
    """Run every check, even after one failed, and fail at the end if any did."""
    argparse.ArgumentParser(prog="./dsr lint").parse_args(arguments)
    failed = []
    with databases.separate_environment(paths, databases.TEST) as environment:
        for name, command in LINT.items():
            say(f"\n== {name}")
            started = time.monotonic()
            passed = _run(command, environment, paths.root) == 0
            failed += [] if passed else [name]
            say(f"== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s")
    say(f"\nFailed: {', '.join(failed)}." if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _run(command: list[str], environment: Mapping[str, str], folder: Path) -> int:
    return subprocess.run(command, env=dict(environment), cwd=folder, check=False).returncode
