"""Cleaning in a process apart: a file made to harm whatever reads it ends that process, and nothing else."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

import dsr
from dsr.core.errors import Refused
from dsr.evidence.files.cleaning import Cleaned
from dsr.evidence.files.kinds import FileKind

#: One file takes a processor for a second or two: two at a time in each process of the service.
AT_ONCE = threading.BoundedSemaphore(2)
LONGEST_WAIT = 15.0
LONGEST = 40.0
BUSY = "Too many files are being checked at this moment. Try again in a minute."
HARMFUL = "The file could not be checked: it is damaged, or made to do harm. Save or scan it again, then choose it."

SOURCE = str(Path(dsr.__file__).parents[1])
COMMAND = [sys.executable, "-B", "-m", "dsr.evidence.files"]

logger = logging.getLogger(__name__)


def clean(content: bytes) -> Cleaned:
    """The file as it is kept. Raises Refused, with a sentence for whoever chose it."""
    if not AT_ONCE.acquire(timeout=LONGEST_WAIT):
        raise Refused(BUSY)
    try:
        done = subprocess.run(
            COMMAND, input=content, capture_output=True, timeout=LONGEST, check=True, env={"PYTHONPATH": SOURCE}
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        logger.warning("A file of %s bytes could not be cleaned: %s", len(content), type(error).__name__)
        raise Refused(HARMFUL) from error
    finally:
        AT_ONCE.release()
    return _read(done.stdout)


def _read(answer: bytes) -> Cleaned:
    told, _, content = answer.partition(b"\n")
    said = json.loads(told)
    if "refused" in said:
        raise Refused(said["refused"])
    return Cleaned(FileKind(said["kind"]), content, said["pages"])
