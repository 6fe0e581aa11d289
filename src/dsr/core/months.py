"""The name of a month as somebody types it, in English or in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation

from dsr.core.presenters import MONTHS
from dsr.core.spelling import folded

#: Names as they stand alone, where a date needs another form ("luty", but "3 lutego"), and second names in use.
MORE_NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": ((), (), (), (), (), (), (), (), ("sept",), (), (), ()),
    "pl": (
        ("styczeń",), ("luty",), ("marzec",), ("kwiecień",), ("maj",), ("czerwiec",),
        ("lipiec",), ("sierpień",), ("wrzesień",), ("październik",), ("listopad",), ("grudzień",),
    ),
    "ar": (
        ("كانون الثاني",), ("شباط",), ("آذار",), ("نيسان",), ("أيار",), ("حزيران",),
        ("تموز",), ("آب",), ("أيلول",), ("تشرين الأول",), ("تشرين الثاني",), ("كانون الأول",),
    ),
}  # fmt: skip
FEWEST_LETTERS = 3


def numbered(text: str) -> int | None:
    """1 to 12 for a whole name, or for its first three letters or more where they fit one month only."""
    typed = folded(text.strip())
    named = [(number, folded(name)) for number, name in _names()]
    exact = {number for number, name in named if name == typed}
    begun = {number for number, name in named if len(typed) >= FEWEST_LETTERS and name.startswith(typed)}
    found = exact or begun
    return found.pop() if len(found) == 1 else None


def _names() -> Iterator[tuple[int, str]]:
    spoken = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    for language in (settings.LANGUAGE_CODE, spoken):
        with translation.override(language):
            yield from ((number, str(name)) for number, name in enumerate(MONTHS, 1))
        for number, more in enumerate(MORE_NAMES.get(language.split("-")[0], ()), 1):
            yield from ((number, name) for name in more)
