"""What the user reads: one line for each step, one sentence for each failure."""

import errno
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FULL = (errno.ENOSPC, errno.EDQUOT)
WORDS_FOR_FULL = ("No space left on device", "ENOSPC", "Disk quota exceeded")


class Trouble(Exception):
    """A failure with its mend, in one sentence for the user; shown without a traceback."""


def disk_full(place: object) -> Trouble:
    return Trouble(f"The disk that holds {place} is full: free at least 1 GB on it, then run again.")


def tells_of_full_disk(story: str) -> bool:
    return any(words in story for words in WORDS_FOR_FULL)


def say(line: str = "") -> None:
    print(line, flush=True)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Print what is being done, and the seconds it took once it is done."""
    started = time.monotonic()
    print(f"  {doing} ... ", end="", flush=True)
    try:
        yield
    except BaseException:
        say("failed")
        raise
    say(f"{time.monotonic() - started:.1f} s")


def exit_code_of(command: Callable[[], int | None]) -> int:
    """Run a command; turn Trouble into its sentence on the error stream and exit code 1."""
    try:
        return command() or 0
    except Trouble as trouble:
        return _failed(trouble)
    except PermissionError as error:
        return _failed(f"{error.filename} may not be written or read: use the user who made it, or correct its owner.")
    except OSError as error:
        if error.errno not in FULL:
            raise
        return _failed(disk_full(error.filename or "this folder"))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr, flush=True)
        return 130


def _failed(sentence: object) -> int:
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1
