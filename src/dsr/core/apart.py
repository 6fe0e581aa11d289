"""Files from outside are read in a process apart: one made to harm whatever reads it ends that process, nothing else.

``answer_of`` asks a module for its answer about one file; the module's main calls ``serve``. An answer is one line of
JSON, then bytes; ``{"refused": "a sentence"}`` is one of them.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dsr
from dsr.core.errors import Refused

Answer = tuple[dict[str, Any], bytes]

#: One file takes a processor for a second or two: two at a time in each process of the service.
AT_ONCE = threading.BoundedSemaphore(2)
LONGEST_WAIT = 15.0
LONGEST = 40.0
BUSY = "Too many files are being checked at this moment. Try again in a minute."

#: Enough for the largest picture that is taken, decoded and drawn anew.
MEMORY = 1024 * 1024 * 1024
#: Of processor time.
SECONDS = 20

SOURCE = str(Path(dsr.__file__).parents[1])

logger = logging.getLogger(__name__)


def answer_of(module: str, content: bytes, *, harmful: str) -> Answer:
    """What the module says of the file. Raises Refused with its sentence, or ``harmful`` where it came to no answer."""
    if not AT_ONCE.acquire(timeout=LONGEST_WAIT):
        raise Refused(BUSY)
    command = [sys.executable, "-B", "-m", module]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=LONGEST, check=True, env={"PYTHONPATH": SOURCE}
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        logger.warning("%s came to no answer about %s bytes: %s", module, len(content), type(error).__name__)
        raise Refused(harmful) from error
    finally:
        AT_ONCE.release()
    told, _, rest = done.stdout.partition(b"\n")
    said = json.loads(told)
    if "refused" in said:
        raise Refused(said["refused"])
    return said, rest


def serve(work: Callable[[bytes], Answer]) -> None:
    """Answer for the file on standard input, with little memory and time of its own."""
    _limit()
    warnings.simplefilter("ignore")
    try:
        said, rest = work(sys.stdin.buffer.read())
    except Refused as refused:
        said, rest = {"refused": refused.sentence}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + rest)


def _limit() -> None:
    """The system's own limits, where it has them."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


@contextmanager
def whatever_fails(sentence: str) -> Iterator[None]:
    """A library that reads a spoilt file may raise anything: all of it means the same. Raises Refused."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(sentence) from error
