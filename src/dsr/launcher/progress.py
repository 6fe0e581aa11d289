"""What the user reads: one line for each step, one sentence for each failure."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Trouble(Exception):
    """A failure with its mend, in one sentence for the user; shown without a traceback."""


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
        print(f"\n{trouble}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr, flush=True)
        return 130
