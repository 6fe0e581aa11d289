"""The design system's files: copied, made fit, and made again only when something changed."""

import shutil
from pathlib import Path

import pytest

from dsr.launcher import assets, npm
from dsr.launcher.paths import ROOT, Paths
from dsr.launcher.progress import Trouble


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    folder = tmp_path / "frontend"
    (folder / "assets" / "images").mkdir(parents=True)
    (folder / "assets" / "images" / "tick.svg").write_text("<svg/>")
    (folder / "nhsuk-frontend.min.css").write_text("a{b:url(/assets/images/tick.svg)}")
    (folder / "nhsuk-frontend.min.js").write_text("function initAll(){}")
    return folder


@pytest.fixture
def locked(paths: Paths) -> Paths:
    paths.root.mkdir()
    for name in assets.LOCKS:
        shutil.copyfile(ROOT / name, paths.root / name)
    return paths


def test_copies_images_and_prepares_the_rest(frontend: Path, tmp_path: Path) -> None:
    target = tmp_path / "assets"
    assets.copy_prepared(frontend, target)
    assert (target / "images" / "tick.svg").is_file()
    assert "url(images/tick.svg)" in (target / "nhsuk.min.css").read_text()
    assert (target / "nhsuk.min.js").read_text().endswith("initAll();\n")


def test_the_fonts_come_with_their_licences(tmp_path: Path) -> None:
    for family, scripts in assets.SCRIPTS.items():
        (tmp_path / family / "files").mkdir(parents=True)
        (tmp_path / family / "LICENSE").write_text("SIL Open Font License")
        for name in (f"{family}-{script}-{weight}-normal.woff2" for script in scripts for weight in assets.WEIGHTS):
            (tmp_path / family / "files" / name).write_bytes(b"wOF2")
    assets.copy_fonts(tmp_path, tmp_path / "out")
    assert (tmp_path / "out" / "noto-sans-gurmukhi-gurmukhi-700-normal.woff2").read_bytes() == b"wOF2"
    assert len(list((tmp_path / "out").glob("*-LICENSE.txt"))) == len(assets.SCRIPTS)


def test_a_changed_lock_means_preparing_again(locked: Paths) -> None:
    before = assets.current_fingerprint(locked)
    assert assets.current_fingerprint(locked) == before
    (locked.root / "package-lock.json").write_text("{}")
    assert assets.current_fingerprint(locked) != before


def test_the_lock_names_no_address_and_pins_every_file() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')


def test_the_wheel_brings_npm_where_the_machine_has_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (node,) = npm.candidates()
    assert Path(node.node).is_file()
    assert Path(node.npm[-1]).is_file()


def test_an_old_node_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v16.20.0\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [Path(node.node).parent for node in npm.candidates()] != [tmp_path]
    assert len(npm.candidates()) == 1


def test_npm_that_fails_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"check the network .* details in"):
        npm.install(tmp_path, tmp_path / "log")
