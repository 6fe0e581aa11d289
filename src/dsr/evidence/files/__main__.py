"""A process that cleans one file: from standard input to standard output, with little memory and time of its own.

The answer is one line of JSON, then the content: ``{"kind": …, "pages": …}`` or ``{"refused": "a sentence"}``.
"""

from __future__ import annotations

import json
import sys
import warnings

from dsr.core.errors import Refused
from dsr.evidence.files.cleaning import clean

#: Enough for the largest picture that is taken, decoded and drawn anew.
MEMORY = 1024 * 1024 * 1024
#: Of processor time.
SECONDS = 20


def main() -> None:
    _limit()
    warnings.simplefilter("ignore")
    try:
        cleaned = clean(sys.stdin.buffer.read())
    except Refused as refused:
        _answer({"refused": refused.sentence})
    else:
        _answer({"kind": cleaned.kind.value, "pages": cleaned.pages}, cleaned.content)


def _limit() -> None:
    """The system's own limits, where it has them."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _answer(told: dict[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
