"""`./dsr` itself, run as a user runs it, on machines that lack something."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dsr.launcher import bootstrap
from dsr.launcher.__main__ import COMMANDS, listing
from dsr.launcher.checks import _test_options, gate_command, pytest_command
from dsr.launcher.paths import ROOT
from dsr.launcher.progress import Trouble, exit_code_of

NO_ENSUREPIP = """
import importlib.util as util, runpy, sys
find = util.find_spec
util.find_spec = lambda name, package=None: None if name == "ensurepip" else find(name, package)
runpy.run_module("dsr.launcher.bootstrap", run_name="__main__")
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that stands for PATH, with a shell's tools and no Python."""
    for tool in ("dirname", "cmp", "sh"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    return tmp_path


def put_python(machine: Path, script: str, name: str = "python3") -> None:
    (machine / name).write_text(f"#!/bin/sh\n{script}\n")
    (machine / name).chmod(0o755)


def dsr(machine: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine), "DSR_VENV": str(machine / "venv"), **env}
    command = ["/bin/sh", str(ROOT / "dsr"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_no_python_at_all(machine: Path) -> None:
    outcome = dsr(machine, "up")
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("Python 3.11 or newer is needed and none was found: on Debian 12 run `apt-get")
    assert outcome.stderr.count("\n") == 1


def test_a_python_too_old(machine: Path) -> None:
    put_python(machine, 'case $1 in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac')
    outcome = dsr(machine, "up")
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("Python 3.9.2 is too old, Python 3.11 or newer is needed: on Debian 12 run")


def test_a_newer_python_under_its_own_name_is_found(machine: Path) -> None:
    put_python(machine, "exit 1")
    put_python(machine, f'exec {sys.executable} "$@"', "python3.12")
    assert listing() in dsr(machine).stdout


def test_the_python_asked_for_must_do(machine: Path) -> None:
    outcome = dsr(machine, "up", PYTHON="/nowhere/python")
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("PYTHON is set to /nowhere/python, which is not Python 3.11 or newer: correct it")


def test_no_venv_module(machine: Path) -> None:
    (machine / "blocked.py").write_text(NO_ENSUREPIP)
    put_python(
        machine,
        f'[ "$1" = -m ] || exec {sys.executable} "$@"; shift 2; exec {sys.executable} {machine}/blocked.py "$@"',
    )
    outcome = dsr(machine, "up")
    assert outcome.returncode == 1
    assert "run `apt-get install python3-venv`" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (machine / "venv").exists()


def test_a_half_made_virtual_environment_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_python(tmp_path, f"mkdir {tmp_path}/venv; echo no luck; exit 1", "broken")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "broken"))
    with pytest.raises(Trouble, match="could not be made: check the network"):
        bootstrap.Installation(tmp_path / "venv", "base").bring_up_to_date()
    assert not (tmp_path / "venv").exists()


def test_alone_it_lists_every_command_on_one_line_each(machine: Path) -> None:
    put_python(machine, f'exec {sys.executable} "$@"')
    lines = dsr(machine).stdout.splitlines()
    for name in ("up", "stop", "test", "lint", "shell", "migrate", "demo", "bench", "messages", "switch-off", "reset"):
        assert sum(line.startswith(f"  ./dsr {name} ") for line in lines) == 1


def test_an_unknown_command_installs_nothing(machine: Path) -> None:
    put_python(machine, f'exec {sys.executable} "$@"')
    outcome = dsr(machine, "fly")
    assert outcome.returncode == 1
    assert "There is no command `fly`" in outcome.stderr
    assert not (machine / "venv").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there(name: str) -> None:
    module, function, _ = COMMANDS[name]
    assert callable(getattr(importlib.import_module(f"dsr.launcher.{module}"), function))


def test_the_launcher_never_loads_django() -> None:
    names = sorted({module for module, _, _ in COMMANDS.values()})
    code = f"import sys\nfor name in {names}: __import__('dsr.launcher.' + name)\nsys.exit('django' in sys.modules)"
    environment = {"PYTHONPATH": str(ROOT / "src")}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "marks"),
    [
        ([], "not long"),
        (["--long"], None),
        (["--no-browser"], "not browser and not long"),
        (["--no-paper"], "not paper and not long"),
        (["-m", "slow or odd"], "(slow or odd) and not long"),
        (["--long", "--no-browser", "-k", "x"], "not browser"),
    ],
)
def test_marks_given_to_pytest(arguments: list[str], marks: str | None) -> None:
    command = pytest_command(*_test_options().parse_known_args(arguments))
    chosen = command[command.index("-m", 2) + 1] if "-m" in command[2:] else None
    assert chosen == marks


@pytest.mark.parametrize(
    ("arguments", "measured"),
    [
        ([], True),
        (["--no-browser"], True),
        (["--long"], True),
        (["-m", "slow"], False),
        (["-k", "x"], False),
        (["tests/people", "--gaps", "src/dsr/people"], True),
    ],
)
def test_coverage_is_measured_when_everything_runs(arguments: list[str], measured: bool) -> None:
    assert bool(gate_command(*_test_options().parse_known_args(arguments))) is measured


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Trouble("Do this."), "Do this."),
        (PermissionError(13, "denied", "/var/lib/x"), "/var/lib/x may not be written or read"),
        (OSError(28, "No space left on device", "/x"), "The disk that holds /x is full: free at least"),
    ],
)
def test_failures_are_one_sentence(error: OSError, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise error

    assert exit_code_of(fail) == 1
    assert capsys.readouterr().err.strip().startswith(sentence)


def test_scripts_are_well_formed() -> None:
    assert subprocess.run(["sh", "-n", str(ROOT / "dsr")], check=False).returncode == 0
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=False).returncode == 0
    assert os.access(ROOT / "dsr", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
