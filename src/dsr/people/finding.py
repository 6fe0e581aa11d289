"""What somebody typed into the one search box, read: a name, a number, a day, a postcode, a reference, or several.

``providers`` are of the apps above, for references this floor does not know: each gives what it found for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import ratio

from dsr.accounts.actor import Actor
from dsr.core import clock, ids
from dsr.core.nhs_number import is_valid_nhs_number
from dsr.core.postcodes import is_postcode, parse_postcode

NEAR = 70  # of 100: one letter wrong in four, or two in seven
NUMBER = re.compile(r"(?<!\d)\d(?:[\s\-‐‑‒–—.·]*\d){9}(?!\d)")
REFERENCE = re.compile(r"\b[A-Z]{1,4}[\s\-]?[0-9A-Z]{4}[\s\-]?[0-9A-Z]{4}\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_IN_ORDER = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {name: place for place, full in enumerate(_IN_ORDER, start=1) for name in (full, full[:3])} | {"sept": 9}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
#: Every common way to write a day; a day stands before its month, as in Britain.
DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b",
        r"\b(?P<day>\d{1,2})\s*[-/.\s]\s*(?P<month>\d{1,2})\s*[-/.\s]\s*(?P<year>\d{4}|\d{2})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-.]*(?P<month>{MONTH})\.?[\s\-,]*(?P<year>\d{{4}}|\d{{2}})\b",
        rf"\b(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}|\d{{2}})\b",
        r"\b(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})\b",
    )
)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; whatever is given must all fit. ``wrong`` is a number that is no NHS number."""

    name: str = ""
    nhs_number: str = ""
    born_on: date | None = None
    postcode: str = ""
    reference: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """Something that carries a reference: its page if it has one, its name in the log, the person it is about."""

    words: str = ""
    href: str = ""
    target: str = ""
    person_id: int | None = None


Provider = Callable[[Actor, str], Collection[Elsewhere]]
providers: list[Provider] = []


def by_reference(actor: Actor, reference: str) -> list[Elsewhere]:
    """Everything that carries the reference and that the actor may see."""
    return [found for provide in providers for found in provide(actor, reference)]


def look_up(actor: Actor, text: str) -> tuple[Wanted, list[Elsewhere]]:
    """What is wanted, and where its reference leads. One that leads nowhere may be a name: it is read as one."""
    wanted = read(text)
    found = by_reference(actor, wanted.reference) if wanted.reference else []
    return (wanted if found else read(text, with_reference=False)), found


def read(text: str, *, with_reference: bool = True) -> Wanted:
    """Take out of the text what can only be a number, a day, a postcode or a reference; the rest is a name."""
    reference, rest = _reference(text) if with_reference else ("", text)
    number, rest = _number(rest)
    born_on, rest = _day(rest)
    postcode, rest = _postcode(rest)
    right = is_valid_nhs_number(number)
    return Wanted(
        name=" ".join(rest.split()).strip(" ,;."),
        nhs_number=number if right else "",
        born_on=born_on,
        postcode=postcode,
        reference=reference,
        wrong="" if right else number,
    )


def fits(name: str, names: str) -> bool:
    """Whether each part of a name is near to some part of somebody's names, or begins one."""
    theirs = _parts(names)
    return all(any(_near(part, other) for other in theirs) for part in _parts(name))


def _near(part: str, other: str) -> bool:
    return other.startswith(part) or ratio(part, other) >= NEAR


def _parts(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "'’`")
    return re.findall(r"\w+", plain)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _reference(text: str) -> tuple[str, str]:
    for found in REFERENCE.finditer(text):
        if ids.validate_reference(found[0]):
            return ids.normalise_reference(found[0]), _without(text, found)
    return "", text


def _number(text: str) -> tuple[str, str]:
    found = NUMBER.search(text)
    return (re.sub(r"\D", "", found[0]), _without(text, found)) if found else ("", text)


def _postcode(text: str) -> tuple[str, str]:
    found = POSTCODE.search(text)
    if found is None or not is_postcode(found[0]):
        return "", text
    return parse_postcode(found[0]), _without(text, found)


def _day(text: str) -> tuple[date | None, str]:
    for pattern in DAYS:
        found = pattern.search(text)
        if found and (day := _real(found["day"], found["month"], found["year"])):
            return day, _without(text, found)
    return None, text


def _real(day: str, month: str, year: str) -> date | None:
    """The day, if there is one; of two figures for a year the newest that is not to come."""
    number = MONTHS.get(month.lower()) or int(month)
    years = [int(year)] if len(year) == 4 else [2000 + int(year), 1900 + int(year)]
    for each in years:
        try:
            found = date(each, number, int(day))
        except ValueError:
            continue
        if found <= clock.today():
            return found
    return None
