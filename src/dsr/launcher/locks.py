"""Locks between processes, held by the kernel: one whose holder was killed is free at once, never stale."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dsr.launcher.progress import Trouble, say


def _open(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _try(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def waiting(path: Path, sentence: str) -> Iterator[None]:
    """Hold the lock alone; while another process has it, say `sentence` once and wait."""
    handle = _open(path)
    try:
        if not _try(handle, fcntl.LOCK_EX):
            say(f"  {sentence}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def refusing(path: Path, sentence: str) -> Iterator[None]:
    """Hold the lock alone, or raise Trouble with `sentence` when another process has it."""
    handle = _open(path)
    try:
        if not _try(handle, fcntl.LOCK_EX):
            raise Trouble(sentence)
        yield
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    handle = _open(path)
    try:
        return not _try(handle, fcntl.LOCK_EX)
    finally:
        os.close(handle)


@contextmanager
def shared(path: Path, last_one_out: Callable[[], None]) -> Iterator[None]:
    """Be one of several users of something; whoever leaves last runs `last_one_out`."""
    handle = _open(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        try:
            if _try(handle, fcntl.LOCK_EX):
                last_one_out()
        finally:
            os.close(handle)
