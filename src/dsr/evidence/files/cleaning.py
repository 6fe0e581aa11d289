"""One file from outside, told by its content, written anew, within limits."""

from __future__ import annotations

from dsr.core.errors import Refused
from dsr.evidence.files import pdfs, pictures, word
from dsr.evidence.files.kinds import MOST_BYTES, Cleaned, FileKind, kind_of

TOO_LARGE = f"The file must be smaller than {MOST_BYTES // 1024 // 1024} MB."
GROWN = (
    f"The file grows over {MOST_BYTES // 1024 // 1024} MB when it is cleaned. Make it smaller, then choose it again."
)


def clean(content: bytes) -> Cleaned:
    """Raises Refused, with a sentence for whoever chose the file."""
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    kind = kind_of(content)
    written, pages = _written(content, kind)
    if len(written) > MOST_BYTES:
        raise Refused(GROWN)
    return Cleaned(kind, written, pages)


def _written(content: bytes, kind: FileKind) -> tuple[bytes, int]:
    if kind is FileKind.PDF:
        return pdfs.clean(content)
    if kind is FileKind.WORD:
        return word.clean(content), 0
    return pictures.clean(content, kind), 1
