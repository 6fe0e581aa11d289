"""Words from left to right inside pages from right to left, and the other way round.

A phone number in an Urdu sentence would be read group by group from the wrong end, and an Urdu answer would pull the
punctuation of the English page around it. Each is set apart (Unicode's bidirectional algorithm, UAX #9).
"""

from __future__ import annotations

import unicodedata

from markupsafe import Markup

from dsr.core import languages

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
RTL = "rtl"


def is_rtl() -> bool:
    """Whether the page being made runs from right to left."""
    return languages.current().dir == RTL


def ltr(text: object) -> str:
    """A number, an address or a reference that always runs from left to right; plain text, for messages too."""
    return f"{LEFT_TO_RIGHT}{text}{END}" if text and is_rtl() else str(text or "")


def ltr_attribute() -> Markup:
    """For an element whose words always run from left to right: `<a{{ ltr_attribute() }} href="tel:…">`."""
    return Markup(' dir="ltr"') if is_rtl() else Markup("")


def set_apart(words: Markup) -> Markup:
    """What somebody typed, in the direction of its own first letter, where that may differ from the page's."""
    return Markup("<bdi>{}</bdi>").format(words) if words and (is_rtl() or has_rtl(str(words))) else words


def has_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
