"""Finds the browser for the journeys, or brings it on Debian. Its absence is never passed over in silence."""

import os
import shutil
from pathlib import Path

from dsr.launcher import debian
from dsr.launcher.paths import Paths
from dsr.launcher.progress import Trouble

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
    if not found and debian.can_install():
        debian.install("Chromium for the browser tests", PACKAGES, paths.logs / "chromium.log")
        found = find()
    if not found:
        mend = debian.command_for(PACKAGES, "--cask google-chrome")
        raise Trouble(f"The browser tests need Chromium: run `{mend}`, or leave them out with `--no-browser`.")
    return found
