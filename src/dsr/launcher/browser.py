"""Finds the browser for the journeys, or brings it on Debian. Its absence is never passed over in silence."""

import os
import shutil
import subprocess
from pathlib import Path

from dsr.launcher.paths import Paths, running_as_root
from dsr.launcher.progress import Trouble, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = ("Google Chrome", "Chromium")
PACKAGES = ("chromium", "fonts-liberation")


def find() -> str | None:
    named = os.environ.get("DSR_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise Trouble(f"DSR_CHROMIUM is {named}, which is not a file: correct or unset it.")
        return named
    return next(filter(None, map(shutil.which, NAMES)), None) or _of_macos()


def _of_macos() -> str | None:
    programs = (Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC_APPLICATIONS)
    return next((str(program) for program in programs if program.is_file()), None)


def require(paths: Paths) -> str:
    """The path of a browser; as root on Debian it is installed when there is none."""
    found = find()
    if not found and running_as_root() and shutil.which("apt-get"):
        with step("Installing Chromium for the browser tests"):
            _install(paths.logs / "chromium.log")
        found = find()
    if not found:
        raise Trouble(f"The browser tests need Chromium: run `{_mend()}`, or leave them out with `--no-browser`.")
    return found


def _mend() -> str:
    if os.uname().sysname == "Darwin":
        return "brew install --cask google-chrome"
    return f"sudo apt-get install {' '.join(PACKAGES)}"


def _install(log: Path) -> None:
    options = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES])
    with log.open("wb") as stream:
        for command in commands:
            outcome = subprocess.run(command, env=options, stdout=stream, stderr=stream, check=False)
    if outcome.returncode != 0:
        raise Trouble(f"Chromium could not be installed: run `apt-get install {' '.join(PACKAGES)}`; details in {log}.")
