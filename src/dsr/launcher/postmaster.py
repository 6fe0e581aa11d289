"""The server's own record of itself, `postmaster.pid`, and what a kill or a power cut leaves of it."""

import contextlib
import subprocess
from pathlib import Path

from dsr.launcher import processes


def recorded_pid(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().partition("\n")[0])
    except (OSError, ValueError):
        return None


def running_pid(data: Path) -> int | None:
    """The number of the server that runs on this data, or None: a reused number or a zombie is not it."""
    pid = recorded_pid(data)
    return pid if pid is not None and processes.works_in(pid, data) else None


def forget_dead_server(data: Path, sockets: Path) -> None:
    """Let a server start where one was killed. Only call when `running_pid` is None.

    PostgreSQL refuses to start while the recorded number belongs to any living process of its user, even when
    that is no server. The record is not removed, since its other lines let PostgreSQL itself wait for
    backends that outlived their server; only the number is replaced by one that is surely dead.
    """
    record = data / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError):
        lines = record.read_text().split("\n")
        if lines[0].strip():
            record.write_text("\n".join([str(_dead_pid()), *lines[1:]]))
        else:
            record.unlink()
    for lock in sockets.glob(".s.PGSQL.*.lock"):
        lock.unlink(missing_ok=True)


def _dead_pid() -> int:
    child = subprocess.Popen(["/bin/sh", "-c", ":"])
    child.wait()
    return child.pid
