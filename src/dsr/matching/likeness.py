"""How alike two records of people are, with the reasons in plain words. Pure: no database, no clock.

The points are weights of evidence in the manner of Fellegi and Sunter: what agrees adds, what differs takes away, in
proportion to how much rarer the agreement is between two people than between two records of one. Then doubts that
weights alone do not see (twins, a parent with the same name, namesakes) hold a pair back. What this finds is only ever
a suggestion to a human: nothing is joined by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from dsr.matching.names import is_form_of, plain, skeleton

#: From these points on a pair is shown; from the second on it is shown first.
POSSIBLE, LIKELY = 7.0, 12.0
#: A doubt lets no pair be more than this.
HELD_BACK = 6.5


class Strength(StrEnum):
    """How strongly two records look like one person."""

    NONE = "none"
    POSSIBLE = "possible"
    LIKELY = "likely"


@dataclass(frozen=True)
class Sketch:
    """What of a record is compared."""

    given_name: str = ""
    family_name: str = ""
    preferred_name: str = ""
    born_on: date | None = None
    born_on_is_approximate: bool = False
    nhs_number: str = ""
    postcode: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    sex: str = ""

    FIELDS = (
        *("given_name", "family_name", "preferred_name", "born_on", "born_on_is_approximate", "nhs_number"),
        *("postcode", "address", "phone", "email", "sex"),
    )

    @classmethod
    def of(cls, record: object) -> Sketch:
        """Of anything with the fields of an identity."""
        return cls(**{name: getattr(record, name) for name in cls.FIELDS})


@dataclass(frozen=True)
class Finding:
    """One detail compared: its weight and what to say of it. ``kind`` is how far it agrees."""

    field: str
    kind: str
    points: float
    words: str

    @property
    def agrees(self) -> bool:
        return self.points > 0


@dataclass(frozen=True)
class Likeness:
    """The verdict: points, what speaks for it, what speaks against, and the doubts that hold it back."""

    points: float
    findings: tuple[Finding, ...]
    doubts: tuple[str, ...]

    @property
    def strength(self) -> Strength:
        if self.points >= LIKELY:
            return Strength.LIKELY
        return Strength.POSSIBLE if self.points >= POSSIBLE else Strength.NONE

    @property
    def agreeing(self) -> list[str]:
        return [finding.words for finding in self.findings if finding.agrees]

    @property
    def differing(self) -> list[str]:
        return [finding.words for finding in self.findings if not finding.agrees]


def compare(one: Sketch, other: Sketch) -> Likeness:
    """Compare two records, in either order."""
    found = [*_names(one, other), _birth(one, other), _number(one, other), _postcode(one, other)]
    found += [_address(one, other), _phone(one, other), _email(one, other), _sex(one, other)]
    findings = tuple(finding for finding in found if finding is not None)
    doubts = tuple(_doubts(one, other, {finding.field: finding.kind for finding in findings}))
    points = round(sum(finding.points for finding in findings), 1)
    return Likeness(min(points, HELD_BACK) if doubts else points, findings, doubts)


def is_exact(one: Sketch, other: Sketch) -> bool:
    """The same NHS number and the same exact date of birth."""
    return (
        bool(one.nhs_number and one.born_on)
        and (one.nhs_number, one.born_on) == (other.nhs_number, other.born_on)
        and not (one.born_on_is_approximate or other.born_on_is_approximate)
    )


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

GIVEN = {"same": 3.0, "form": 2.5, "part": 2.5, "alike": 2.0, "initial": 0.5, "differs": -4.0}
FAMILY = {"same": 4.0, "form": 2.5, "part": 3.0, "alike": 2.5, "initial": 0.5, "differs": -2.0}
SAID = {
    "same": "the same",
    "form": "forms of one name",
    "part": "the same in part",
    "alike": "written or said alike",
    "initial": "alike in the first letter only",
    "differs": "different",
}
STRONG = ("same", "form", "part", "alike")


def _names(one: Sketch, other: Sketch) -> list[Finding | None]:
    given, family = _given(one, other), relation(plain(one.family_name), plain(other.family_name))
    crosswise = _crosswise(one, other)
    if crosswise and (given not in STRONG or family not in STRONG):
        return [Finding("names", "crosswise", 6.0, "Given and family name changed places")]
    return [_name("given", given, GIVEN, "Given names are"), _name("family", family, FAMILY, "Family names are")]


def _name(field: str, kind: str, weights: dict[str, float], words: str) -> Finding | None:
    return Finding(field, kind, weights[kind], f"{words} {SAID[kind]}") if kind else None


def _given(one: Sketch, other: Sketch) -> str:
    """The best relation between the names by which each is known, given or preferred."""
    kinds = {
        relation(plain(mine), plain(theirs))
        for mine in (one.given_name, one.preferred_name)
        for theirs in (other.given_name, other.preferred_name)
        if mine and theirs
    }
    return next((kind for kind in GIVEN if kind in kinds), "")


def _crosswise(one: Sketch, other: Sketch) -> bool:
    pairs = ((one.given_name, other.family_name), (one.family_name, other.given_name))
    return all(relation(plain(mine), plain(theirs)) in ("same", "alike") for mine, theirs in pairs)


def relation(one: str, other: str) -> str:
    """How two plain names are related; empty when one of them is not known."""
    if not one or not other:
        return ""
    if one.replace(" ", "") == other.replace(" ", ""):
        return "same"
    if set(one.split()) & set(other.split()):
        return "part"
    if is_form_of(one, other) or _is_short_for(one, other):
        return "form"
    if one[0] == other[0] and 1 in (len(one), len(other)):
        return "initial"
    return "alike" if _alike(one, other) else "differs"


def _is_short_for(one: str, other: str) -> bool:
    """Fred for Frederick, Dami for Oluwadamilola."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and len(long) >= len(short) + 2 and short in long


def _alike(one: str, other: str) -> bool:
    """A slip of the keys, or another spelling of the same sound."""
    slips = DamerauLevenshtein.distance(one, other)
    length = min(len(one), len(other))
    if slips == 1 and length >= 3:
        return True
    sounds = len(skeleton(one)) >= 2 and skeleton(one) == skeleton(other)
    return (sounds and slips <= 4) or (length >= 5 and JaroWinkler.similarity(one, other) >= 0.9)


# ── date of birth ────────────────────────────────────────────────────────────────────────────────────────────────────


def _birth(one: Sketch, other: Sketch) -> Finding | None:
    if one.born_on is None or other.born_on is None:
        return None
    kind, points, words = _days(one, other, one.born_on, other.born_on)
    return Finding("birth", kind, points, words)


def _days(one: Sketch, other: Sketch, mine: date, theirs: date) -> tuple[str, float, str]:
    roughly = one.born_on_is_approximate or other.born_on_is_approximate
    if mine == theirs:
        return ("about", 2.0, "Born in about the same year") if roughly else ("same", 6.0, "Same date of birth")
    if (mine.day, mine.month, mine.year) == (theirs.month, theirs.day, theirs.year):
        return "swapped", 4.5, "Day and month changed places in the date of birth"
    if _is_slip(mine, theirs):
        return "slip", 3.0, "Dates of birth are one slip apart"
    if _is_rough(one, mine, other, theirs):
        return "about", 1.5, "Born in about the same year"
    return "differs", -5.0, "Dates of birth are different"


def _is_slip(mine: date, theirs: date) -> bool:
    """One key wrong, two in the wrong order, or the same day of a year one or ten off."""
    same_day = (mine.day, mine.month) == (theirs.day, theirs.month)
    if same_day and abs(mine.year - theirs.year) in (1, 10):
        return True
    return DamerauLevenshtein.distance(f"{mine:%d%m%Y}", f"{theirs:%d%m%Y}") == 1


def _is_rough(one: Sketch, mine: date, other: Sketch, theirs: date) -> bool:
    """A date known only roughly, or the first of January written because nobody knew the day."""
    if one.born_on_is_approximate or other.born_on_is_approximate:
        return abs(mine.year - theirs.year) <= 1
    return mine.year == theirs.year and (_new_year(mine) or _new_year(theirs))


def _new_year(day: date) -> bool:
    return (day.day, day.month) == (1, 1)


# ── numbers and places ───────────────────────────────────────────────────────────────────────────────────────────────


def _number(one: Sketch, other: Sketch) -> Finding | None:
    if not one.nhs_number or not other.nhs_number:
        return None
    if one.nhs_number == other.nhs_number:
        return Finding("number", "same", 12.0, "Same NHS number")
    if DamerauLevenshtein.distance(one.nhs_number, other.nhs_number) == 1:
        return Finding("number", "slip", 0.5, "NHS numbers are one slip apart")
    return Finding("number", "differs", -4.0, "NHS numbers are different")


def _postcode(one: Sketch, other: Sketch) -> Finding | None:
    mine, theirs = _tight(one.postcode), _tight(other.postcode)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Finding("postcode", "same", 2.5, "Same postcode")
    return Finding("postcode", "differs", -0.5, "Postcodes are different")


def _address(one: Sketch, other: Sketch) -> Finding | None:
    mine, theirs = plain(one.address), plain(other.address)
    if not mine or not theirs:
        return None
    if mine == theirs or _house(mine) == _house(theirs):
        return Finding("address", "same", 1.5, "Same address")
    if _door(mine) == _door(theirs) and JaroWinkler.similarity(mine, theirs) >= 0.9:
        return Finding("address", "alike", 1.0, "Addresses are alike")
    return Finding("address", "differs", -0.5, "Addresses are different")


def _house(address: str) -> str:
    """The number and the first word of the street."""
    return " ".join(address.split()[:2]) if re.match(r"\d", address) else address


def _door(address: str) -> list[str]:
    """Every number in it."""
    return re.findall(r"\d+", address)


def _phone(one: Sketch, other: Sketch) -> Finding | None:
    mine, theirs = _digits(one.phone), _digits(other.phone)
    return Finding("phone", "same", 2.5, "Same phone number") if mine and mine == theirs else None


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-9:]


def _email(one: Sketch, other: Sketch) -> Finding | None:
    mine, theirs = one.email.strip().casefold(), other.email.strip().casefold()
    return Finding("email", "same", 2.5, "Same email address") if mine and mine == theirs else None


def _sex(one: Sketch, other: Sketch) -> Finding | None:
    differs = one.sex and other.sex and one.sex != other.sex
    return Finding("sex", "differs", -1.0, "Sex is recorded differently") if differs else None


def _tight(text: str) -> str:
    return "".join(text.split()).upper()


# ── doubts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

HOME = ("postcode", "address", "phone", "email")


def _doubts(one: Sketch, other: Sketch, kinds: dict[str, str]) -> list[str]:
    """Why it may well be two people although much agrees. The same NHS number answers all of them."""
    if kinds.get("number") == "same":
        return []
    checks = ((_twins, TWINS), (_generations, GENERATIONS), (_namesakes, NAMESAKES), (_too_little, TOO_LITTLE))
    return [words for holds, words in checks if holds(kinds)]


TWINS = "May be twins, or brothers and sisters of one household"
GENERATIONS = "May be a parent and child, or two people with one name: they were born on different days"
NAMESAKES = "May be two people with one name: their NHS numbers are different and nothing else links them"
TOO_LITTLE = "Too little is known of one of them to tell"


def _twins(kinds: dict[str, str]) -> bool:
    """Other given names; or given names not quite the same, with NHS numbers that differ."""
    given = kinds.get("given", "same")
    return given == "differs" or (given != "same" and kinds.get("number") == "differs")


def _generations(kinds: dict[str, str]) -> bool:
    return kinds.get("birth") == "differs"


def _namesakes(kinds: dict[str, str]) -> bool:
    linked = any(kinds.get(field) in ("same", "alike") for field in HOME)
    return kinds.get("number") == "differs" and not linked


def _too_little(kinds: dict[str, str]) -> bool:
    """No birth date and no number to set names against: a name and a household are not enough."""
    return "birth" not in kinds and "number" not in kinds and kinds.get("given") != "same"
