"""Which browser the journeys use, and how it comes to be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsr.launcher import browser, debian
from dsr.launcher.paths import Paths
from dsr.launcher.progress import Trouble


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found; nobody has named a browser."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("DSR_CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "MAC_APPLICATIONS", ())
    return folder


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path, tmp_path / "var", tmp_path / "server")


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "running_as_root", lambda: True)


def program(folder: Path, name: str, script: str = "exit 0") -> Path:
    """An executable of this name."""
    made = folder / name
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(0o755)
    return made


def packages(folder: Path, *known: str) -> Path:
    """Debian's installer, which knows these packages and keeps a list of what it was asked for."""
    asked = folder.parent / "asked.txt"
    made = (f"{folder}/{name}" for name in known)
    bring = "\n".join(f'[ "$4" = {Path(path).name} ] && : > {path} && /bin/chmod 755 {path}' for path in made)
    wanted = " ".join(f'[ "$4" = {name} ] || ' for name in known)
    script = f'echo "$@" >> {asked}\n[ "$1" = update ] && exit 0\n{wanted}exit 100\n{bring}\nexit 0'
    program(folder, "apt-get", script)
    return asked


def test_the_quickest_comes_first(machine: Path):
    program(machine, "chromium")
    quickest = program(machine, browser.QUICKEST)
    assert browser.find() == str(quickest)


def test_root_gets_the_quickest_beside_what_there_is(machine: Path, paths: Paths, as_root: None):
    program(machine, "chromium")
    packages(machine, browser.QUICKEST)
    assert browser.require(paths) == str(machine / browser.QUICKEST)


def test_what_there_is_does_where_the_quickest_cannot_be_had(machine: Path, paths: Paths, as_root: None):
    other = program(machine, "chromium")
    packages(machine)
    assert browser.require(paths) == str(other)


def test_the_ordinary_one_is_brought_where_there_is_none_and_the_quickest_is_unknown(
    machine: Path, paths: Paths, as_root: None
):
    packages(machine, "chromium")
    assert browser.require(paths) == str(machine / "chromium")


def test_nothing_is_installed_when_one_is_named_or_settled(
    machine: Path, paths: Paths, as_root: None, monkeypatch: pytest.MonkeyPatch
):
    asked = packages(machine, browser.QUICKEST)
    own = program(machine, "my-browser")
    monkeypatch.setenv("DSR_CHROMIUM", str(own))
    assert browser.require(paths) == str(own)
    monkeypatch.delenv("DSR_CHROMIUM")
    settled = program(machine, browser.QUICKEST)
    assert browser.require(paths) == str(settled)
    assert not asked.exists()


def test_a_user_is_told_the_command(machine: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(debian, "running_as_root", lambda: False)
    packages(machine, browser.QUICKEST)
    with pytest.raises(Trouble, match=r"need Chromium: run `.*install .*`, or leave them out with `--no-browser`"):
        browser.require(paths)


def test_a_wrong_name_is_said(machine: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DSR_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(Trouble, match="is not a file"):
        browser.find()
