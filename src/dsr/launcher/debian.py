"""Brings what the tests need from Debian's packages, when run as root; otherwise says the one command that does."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from dsr.launcher.paths import running_as_root
from dsr.launcher.progress import Trouble, step


def can_install() -> bool:
    return running_as_root() and shutil.which("apt-get") is not None


def install(what: str, packages: Sequence[str], log: Path) -> None:
    """Raises Trouble with the command to run by hand."""
    options = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *packages])
    with step(f"Installing {what}"), log.open("wb") as stream:
        for command in commands:
            outcome = subprocess.run(command, env=options, stdout=stream, stderr=stream, check=False)
    if outcome.returncode != 0:
        raise Trouble(f"{what} could not be installed: run `apt-get install {' '.join(packages)}`; details in {log}.")


def command_for(packages: Sequence[str], brew: str) -> str:
    """What a user runs to have it."""
    if os.uname().sysname == "Darwin":
        return f"brew install {brew}"
    return f"sudo apt-get install {' '.join(packages)}"
