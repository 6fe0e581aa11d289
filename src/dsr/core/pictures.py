"""The pictograms of the Easy Read pages: our own drawings, one file each in ``static/dsr/pictures``.

One style for all, so that a new one looks as if it belonged: 96 by 96, outlines of one dark blue, 4 wide with round
ends, filled light blue, warm yellow or white, green and red only where a tick or a cross says the same. No words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "dsr" / "pictures"


class UnknownPicture(LookupError):
    """No picture has this name. Easy Read without its picture is not Easy Read, so the page fails in a test."""


@cache
def names() -> frozenset[str]:
    """Every picture there is."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))


def picture_address(name: str) -> str:
    """Where a picture is served. Raises UnknownPicture."""
    if name not in names():
        raise UnknownPicture(f"There is no picture {name!r} in {FOLDER.name}.")
    return static(f"dsr/pictures/{name}.svg")
