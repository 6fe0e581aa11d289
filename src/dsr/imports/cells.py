"""What one cell says: a date, an NHS number, a name, a rating, a diagnosis. Pure.

Each function returns what was understood or raises ``Unreadable`` with a sentence that says what to do. A doubtful
reading comes with a remark that the worker sees before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dsr.core import months
from dsr.core.nhs_number import InvalidNHSNumber, is_valid_nhs_number, parse_nhs_number
from dsr.core.partial_dates import PartialDate
from dsr.core.presenters import day
from dsr.core.spelling import folded

NOTHING = {
    *("", "-", "--", "?", "??", ".", "n/k", "nk", "not known", "unknown", "not recorded", "n/a", "na", "none", "nil"),
    *("tbc", "tba", "to be confirmed", "to follow", "not given", "null", "not applicable", "x"),
}
#: Excel counts days from here.
EPOCH = date(1899, 12, 30)
SERIALS = range(3_654, 73_051)  # 1910 to 2099


class Unreadable(ValueError):
    """The cell does not say what it should. Its message is a sentence for the user."""


@dataclass(frozen=True)
class Day:
    """A day or part of one, and a remark where something had to be assumed."""

    value: PartialDate
    approximate: bool = False
    remark: str = ""

    @property
    def earliest(self) -> date:
        return self.value.earliest


def says_nothing(text: str) -> bool:
    """Empty, or one of the ways to write that nobody knows."""
    return folded(text.strip()) in NOTHING


# Dates ---------------------------------------------------------------------------------------------------------

_YEAR = r"(?P<y>\d{4}|\d{2})"
_DAY = r"(?P<d>\d{1,2})"
_MONTH = r"(?P<m>\d{1,2})"
_WORD = r"(?P<word>[^\W\d_]{3,9})"
_SEPARATOR = r"\s*[-/.\s]\s*"
PATTERNS = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-])", re.IGNORECASE)
    for pattern in (
        rf"(?P<y>\d{{4}}){_SEPARATOR}{_MONTH}{_SEPARATOR}{_DAY}(?:[ T]\d\d:\d\d(?::\d\d)?)?",
        rf"{_DAY}{_SEPARATOR}{_MONTH}{_SEPARATOR}{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[-/.\s]*{_WORD}\.?,?[-/.\s']*{_YEAR}",
        rf"{_WORD}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
        r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})",
        rf"{_WORD}\.?[-/.\s']+(?P<y>\d{{4}})",
        rf"{_MONTH}\s*/\s*(?P<y>\d{{4}})",
        r"(?P<y>(?:19|20)\d{2})",
    )
)
_ABOUT = re.compile(
    r"^(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|roughly|est\.?)\s*(?=\w)", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:d\.?o\.?b\.?|born|date of birth|date|on)\s*[:\-]?\s*", re.IGNORECASE)


def parse_day(text: str, *, today: date) -> Day:
    """A day that has been, however it is written; day before month. Raises Unreadable."""
    bare = _LABEL.sub("", " ".join(text.split()))
    about = bool(_ABOUT.match(bare))
    bare = _ABOUT.sub("", bare).rstrip("?~ ")
    if bare.isdecimal() and len(bare) in (4, 5) and int(bare) in SERIALS and not 1900 <= int(bare) <= today.year:
        value = PartialDate(*(EPOCH + timedelta(days=int(bare))).timetuple()[:3])
        return _past(Day(value, remark=f"Excel’s number {bare} is read as {day(value)}."), text, today)
    for pattern in PATTERNS:
        if found := pattern.fullmatch(bare):
            about = about or text.rstrip().endswith("?")
            return _past(Day(_value(found, text, today), about, _assumed(found)), text, today)
    return _past(_among_words(bare, text, today), text, today)


def _among_words(bare: str, text: str, today: date) -> Day:
    """The one date in a sentence."""
    for pattern in PATTERNS[:6]:
        found = [match for match in pattern.finditer(bare) if _is_month(match)]
        values = {_value(match, text, today) for match in found}
        if len(values) == 1:
            value = values.pop()
            return Day(value, bool(re.search(r"\b(?:about|circa|approx)", bare, re.I)), f"Read as {day(value)}.")
        if values:
            raise Unreadable(f"“{_short(text)}” names more than one date. Write the one that counts.")
    raise Unreadable(f"“{_short(text)}” is not a date. Write it as day, month and year, like 14/03/1990.")


def _is_month(match: re.Match[str]) -> bool:
    word = match.groupdict().get("word")
    return word is None or months.numbered(word) is not None


def _assumed(match: re.Match[str]) -> str:
    """Where the century was added, say so."""
    return "" if len(match["y"]) == 4 else f"The year {match['y']} was written without its century."


def _value(match: re.Match[str], text: str, today: date) -> PartialDate:
    parts = match.groupdict()
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    month = int(parts["m"]) if parts.get("m") else None
    if word := parts.get("word"):
        month = months.numbered(word)
        if month is None:
            raise Unreadable(f"“{_short(text)}” names no month. Write it as day, month and year, like 14/03/1990.")
    number = int(parts["d"]) if parts.get("d") else None
    return _checked(year, month, number, text)


def _checked(year: int, month: int | None, number: int | None, text: str) -> PartialDate:
    if month is not None and month > 12 and number is not None and number <= 12:
        raise Unreadable(
            f"“{_short(text)}” has no month {month}. Write the day before the month: {month:02d}/{number:02d}/{year}."
        )
    try:
        return PartialDate(year, month, number)
    except ValueError:
        raise Unreadable(f"“{_short(text)}” is no day of the calendar. Check the day and the month.") from None


def _past(found: Day, text: str, today: date) -> Day:
    if found.earliest > today:
        raise Unreadable(f"“{_short(text)}” is in the future.")
    if found.earliest.year < 1900:
        raise Unreadable(f"“{_short(text)}” is before 1900. Check the year.")
    return found


# NHS numbers ---------------------------------------------------------------------------------------------------

_SHORTENED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_TEN = re.compile(r"(?<!\d)\d(?:[\s-]?\d){9}(?!\d)")


def parse_number(text: str) -> tuple[str, str]:
    """The ten digits and a remark. Raises Unreadable."""
    if _SHORTENED.search(text):
        raise Unreadable(
            f"Excel has shortened this number to “{_short(text)}” and its end is lost. Type all 10 digits."
        )
    typed = re.sub(r"\.0$", "", text.strip())
    digits = re.sub(r"\D", "", typed)
    if len(digits) == 9 and typed.replace(" ", "").isdecimal() and is_valid_nhs_number("0" + digits):
        return "0" + digits, "Excel had dropped the nought at the front. It is put back."
    within = _TEN.findall(typed)
    try:
        if len(within) == 1 and not typed.isdecimal():
            return parse_nhs_number(within[0]), ""
        return parse_nhs_number(typed), ""
    except InvalidNHSNumber as error:
        raise Unreadable(f"“{_short(text)}”: {error}") from None


# Names ---------------------------------------------------------------------------------------------------------

_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|master|prof)\.?\s+", re.IGNORECASE)
_CALLED = re.compile(
    r"""\s*[(\["“'](?:(?:known|likes to be called|called|prefers|aka|a\.k\.a\.)\s*(?:as)?:?\s*)?"""
    r"""(?P<called>[^)\]"”']+)[)\]"”']"""
    r"""|\s*[,;]?\s+(?:known as|aka|likes to be called)\s+(?P<also>.+)$""",
    re.IGNORECASE,
)
PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "da",
    "di",
    "del",
    "la",
    "le",
    "al",
    "el",
    "bin",
    "ibn",
    "bint",
    "o",
    "st",
}


@dataclass(frozen=True)
class Name:
    """A name in its parts."""

    given: str
    family: str
    called: str = ""


def parse_name(text: str) -> Name:
    """ "SMITH, John (Johnny)" and "Mr John Smith" alike. Raises Unreadable where there is only one word."""
    bare = " ".join(text.split())
    found = _CALLED.search(bare)
    called = tidy_case((found["called"] or found["also"]).strip()) if found else ""
    bare = _TITLE.sub("", (bare[: found.start()] + bare[found.end() :] if found else bare).strip(" ,;"))
    if "," in bare:
        family, given = (part.strip() for part in bare.split(",", 1))
        given = _TITLE.sub("", given)
    else:
        given, family = _parts(bare.split())
    if not (given and family):
        raise Unreadable(f"“{_short(text)}” has only one name in it. Write the given name and the family name.")
    return Name(tidy_case(given), tidy_case(family), called)


def _parts(words: list[str]) -> tuple[str, str]:
    """Words in capitals before the others are the family name; else it is the last word with its particles."""
    loud = [word for word in words if word.isupper() and len(word) > 1]
    if loud and len(loud) < len(words) and words[: len(loud)] == loud:
        return " ".join(words[len(loud) :]), " ".join(loud)
    begins = len(words) - 1
    while begins > 1 and folded(words[begins - 1]) in PARTICLES:
        begins -= 1
    return " ".join(words[:begins]), " ".join(words[begins:])


def tidy_case(name: str) -> str:
    """A name all in capitals or all in small letters gets ordinary ones; any other stays as it was written."""
    bare = " ".join(name.split())
    if not (bare.isupper() or bare.islower()) or len(bare) < 2:
        return bare
    titled = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), bare)
    titled = re.sub(r"\bMc([a-z])", lambda found: "Mc" + found[1].upper(), titled)
    return re.sub(r"(?<=[a-z])['’]S\b", lambda found: found[0].lower(), titled)


# Ratings and diagnoses -----------------------------------------------------------------------------------------

_RATED = re.compile(r"\b(?:dsr|rag|rated|rating|risk|status|current(?:ly)?)\b[:\s-]*", re.IGNORECASE)


def parse_rating(text: str, names: Mapping[str, str]) -> str:
    """The code of a rating from its name or letter; ``names`` are both, in lower case. Raises Unreadable."""
    bare = " ".join(_RATED.sub(" ", folded(text)).split()).strip(" .:-")
    if bare in names:
        return names[bare]
    words = re.findall(r"[^\W\d_]+", bare)
    named = {code for name, code in names.items() if len(name) > 1 and re.search(rf"\b{re.escape(name)}\b", bare)}
    if not named and words and words[0] in names and len(words[0]) == 1:
        named = {names[words[0]]}
    if len(named) == 1:
        return named.pop()
    if named:
        raise Unreadable(f"“{_short(text)}” names more than one rating. Leave the one that holds.")
    listed = ", ".join(name.capitalize() for name in names if len(name) > 1)
    raise Unreadable(f"“{_short(text)}” is not a rating here. Write one of these, or leave it empty: {listed}.")


CONFIRMED, AWAITING, CONSIDERED, NOT_DIAGNOSED = "confirmed", "awaiting_assessment", "considered", "not_diagnosed"
_STATUS = (
    (NOT_DIAGNOSED, r"assessed.{0,20}\bnot\b|not (?:been )?diagnosed|ruled out|\bno diagnosis"),
    (AWAITING, r"await|waiting|pathway|referred|pending|on list|assessment (?:due|booked|ongoing|in progress)"),
    (CONSIDERED, r"suspect|quer|possib|probab|likely|trait|\?|undiagnosed|unconfirmed|not confirmed"),
    (CONFIRMED, r"^(?:yes|y|true|1|✓|✔)\b|confirm|diagnos|mild|moderate|severe|profound|level|formal|(?:19|20)\d\d"),
)
_NO = re.compile(r"^(?:no|n|false|0|✗|✘)\b", re.IGNORECASE)


def parse_status(text: str) -> str:
    """How sure a condition is; empty where the cell says no, or what it says is not understood."""
    bare = folded(text.strip())
    if bare in ("✓", "✔"):
        return CONFIRMED
    for status, words in _STATUS:
        if re.search(words, bare) and not (status == CONFIRMED and _NO.match(bare)):
            return status
    return ""


CONDITIONS = {
    "learning_disability": r"\bs?ld\b|\bpmld\b|learning dis|intellectual dis|\blearning\b",
    "autism": r"autis|\bas[dc]\b|asperger",
}


def parse_conditions(text: str) -> dict[str, str]:
    """Conditions with how sure each is, from a column for both: "LD (mild) / ?ASD". Empty where neither is named."""
    found: dict[str, str] = {}
    for part in re.split(r"[/,;&+\n]|\band\b|\bwith\b", folded(text)):
        for condition, words in CONDITIONS.items():
            if re.search(words, part):
                found[condition] = _of_part(part)
    return {condition: status for condition, status in found.items() if status}


def _of_part(part: str) -> str:
    """A condition that is named and not doubted is confirmed; "no autism" is not there."""
    if re.search(r"\bno\b", part) and not re.search(_STATUS[0][1], part):
        return ""
    return next((status for status, words in _STATUS[:3] if re.search(words, part)), CONFIRMED)


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= 60 else bare[:59] + "…"
