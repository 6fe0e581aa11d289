"""Questions about other processes. A number alone proves nothing: the kernel gives it away again."""

import os
import signal
import subprocess
import time
from pathlib import Path

PROC = Path("/proc/self/stat")


def is_alive(pid: int) -> bool:
    """True for a process that runs; false for a dead one and for a zombie, which only waits to be buried."""
    return birth(pid) is not None


def birth(pid: int) -> str | None:
    """When the process started, as the system tells it; with its number it names one process for ever."""
    return _birth_by_proc(pid) if PROC.exists() else _birth_by_ps(pid)


def _birth_by_proc(pid: int) -> str | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def _birth_by_ps(pid: int) -> str | None:
    answer = _ps(pid, "state=,lstart=")
    return None if not answer or answer.startswith("Z") else answer.partition(" ")[2].strip()


def _ps(pid: int, columns: str) -> str:
    command = ["ps", "-o", columns, "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process is alive and works in this folder (macOS: its command line names it)."""
    if not is_alive(pid):
        return False
    if PROC.exists():
        try:
            return Path(os.readlink(f"/proc/{pid}/cwd")) == folder.resolve()
        except OSError:
            return False
    return str(folder) in _ps(pid, "command=")


def wait_until_gone(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def signal_group(group: int, number: signal.Signals) -> None:
    """Signal a whole process group; nothing happens when it is gone."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return
