"""PostgreSQL refuses to run as root: when root starts it, it runs as a system user of its own."""

import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsr.launcher.paths import running_as_root
from dsr.launcher.progress import Trouble

NAME = "dsr-postgres"
FALLBACKS = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """The user the server runs as; `None` for both means whoever runs this."""

    uid: int | None = None
    gid: int | None = None

    def process_options(self) -> dict[str, Any]:
        """How `subprocess` must start a program so that it runs as this user."""
        if self.uid is None:
            return {"umask": 0o077}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}

    def give(self, path: Path) -> None:
        if self.uid is not None:
            shutil.chown(path, self.uid, self.gid)

    def folder(self, path: Path) -> Path:
        """Make a folder that only this user may enter."""
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        self.give(path)
        return path


def server_user() -> ServerUser:
    if not running_as_root():
        return ServerUser()
    entry = _look_up(NAME) or _create() or next(filter(None, map(_look_up, FALLBACKS)), None)
    if entry is None:
        raise Trouble(
            f"Root cannot run PostgreSQL and the user {NAME} could not be made: "
            f"run `useradd --system {NAME}`, or run ./dsr as an ordinary user."
        )
    return ServerUser(entry.pw_uid, entry.pw_gid)


def _look_up(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd | None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program:
        command = [program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
        subprocess.run(command, capture_output=True, check=False)
    return _look_up(NAME)
