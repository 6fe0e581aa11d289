"""Finds the browser for the journeys, or brings it on Debian. Its absence is never passed over in silence.

Chromium without windows does the same journeys in a third of the time, so it comes first wherever it can be had.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from dsr.launcher import debian
from dsr.launcher.paths import Paths
from dsr.launcher.progress import Trouble

QUICKEST = "chromium-headless-shell"
NAMES = (QUICKEST, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = ("Google Chrome", "Chromium")
PACKAGES = ("chromium", "fonts-liberation")
QUICKEST_PACKAGES = (QUICKEST, "fonts-liberation")


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
    """The path of a browser; as root on Debian the quickest is installed when it is missing. Raises Trouble."""
    if debian.can_install() and not _is_settled(find()):
        _install(paths, QUICKEST_PACKAGES)
    found = find()
    if not found and debian.can_install():
        _install(paths, PACKAGES)
        found = find()
    if not found:
        mend = debian.command_for(QUICKEST_PACKAGES, "--cask google-chrome")
        raise Trouble(f"The browser tests need Chromium: run `{mend}`, or leave them out with `--no-browser`.")
    return found


def _is_settled(found: str | None) -> bool:
    """Somebody named the browser, or it is the quickest."""
    return "DSR_CHROMIUM" in os.environ or (found is not None and Path(found).name == QUICKEST)


def _install(paths: Paths, packages: tuple[str, ...]) -> None:
    """What cannot be installed is not there; `require` says so when nothing else is."""
    with suppress(Trouble):
        debian.install("Chromium for the browser tests", packages, paths.logs / "chromium.log")
