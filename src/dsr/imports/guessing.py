"""Which row holds the headings, and what each column holds: a guess that a human looks at. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from dsr.core.nhs_number import is_valid_nhs_number
from dsr.core.spelling import folded
from dsr.imports.columns import BY_CODE, COLUMNS, LEAVE_OUT, NOTES, OWN_HEADINGS
from dsr.imports.sheets import Rows, Sheet

LOOKED_AT = 15
"""Headings stand within so many rows of the top."""
SURE = 88
"""A heading is one we know from this likeness on (0 to 100)."""
MOSTLY = 0.6
WORDS = re.compile(r"[a-z0-9]+")
COLOURS = re.compile(r"(?:red|amber|green|blue)\b|[ragb]$")


#: Under a heading that spans several ("Next of kin"), what the words below it mean.
OF_CONTACT = {"full_name": "contact_name", "phone": "contact_phone", "contact_relationship": "contact_relationship"}


@dataclass(frozen=True)
class Table:
    """The table in a sheet. ``columns`` are the letters of its columns, ``numbers`` those of its rows."""

    headings: list[str]
    columns: list[str]
    numbers: list[int]
    rows: Rows


def plain(heading: str) -> str:
    """A heading as it is compared: no capitals, signs or double spaces."""
    return " ".join(WORDS.findall(folded(heading)))


_KNOWN = {plain(words): column.code for column in COLUMNS for words in (column.heading, *column.also)}
_KNOWN |= {plain(words): LEAVE_OUT for words in OWN_HEADINGS}


def known(heading: str) -> tuple[str, float]:
    """The kind of column a heading names and how sure that is; notes and 0 for none."""
    words = plain(heading)
    if words in _KNOWN:
        return _KNOWN[words], 100
    group, _, own = heading.rpartition(": ")
    if group and plain(own) in _KNOWN:
        return _within(group, _KNOWN[plain(own)])
    scored = ((fuzz.token_sort_ratio(words, name), code) for name, code in _KNOWN.items() if len(name) > 3)
    score, code = max(scored, key=lambda pair: pair[0])
    return (code, min(score, 95)) if score >= SURE else (NOTES, 0)


def _within(group: str, code: str) -> tuple[str, float]:
    """ "Name" under "Next of kin" is not the person's own name."""
    if known(group)[0] != "contact_name":
        return code, 97
    return (OF_CONTACT[code], 97) if code in OF_CONTACT else (NOTES, 0)


def find_table(sheet: Sheet) -> Table:
    """The headings, from one row or from two that belong together, and what stands below them."""
    number = _heading_row(sheet.rows)
    width = max(len(row) for row in sheet.rows[number:])
    lower = _padded(sheet.rows[number], width)
    upper = _group_row(sheet, number, width)
    headings = [_joined(group, own) for group, own in zip(upper, lower, strict=True)]
    below = {at + 1: _padded(row, width) for at, row in enumerate(sheet.rows) if at > number}
    kept = {at: row for at, row in below.items() if any(row) and row != lower and not _is_divider(sheet, at, row)}
    used = [place for place in range(width) if lower[place] or any(row[place] for row in kept.values())]
    named = [headings[place] or f"Column {letters(place)}" for place in used]
    rows = [[row[place] for place in used] for row in kept.values()]
    return Table(_told_apart(named), [letters(place) for place in used], list(kept), rows)


def _is_divider(sheet: Sheet, number: int, row: list[str]) -> bool:
    """One cell merged across the table ("Children", "Red cases") is no person."""
    return len(sheet.spread.get(number - 1, {})) > 1 and sum(bool(cell) for cell in row) == 1


def _heading_row(rows: Rows) -> int:
    """The row among the first ones that names the most columns we know; the first that has words otherwise."""
    scores = [len({code for code, score in map(known, row) if score}) for row in rows[:LOOKED_AT]]
    best = max(scores)
    return scores.index(best) if best else next(number for number, row in enumerate(rows) if any(row))


def _group_row(sheet: Sheet, number: int, width: int) -> list[str]:
    """The headings above the headings ("Person", "Risk"), each over the columns it was merged across."""
    nothing = [""] * width
    above = _padded(sheet.rows[number - 1], width) if number else nothing
    filled = sum(bool(cell) for cell in above)
    if not 2 <= filled < sum(bool(cell) for cell in sheet.rows[number]):
        return nothing
    spread = sheet.spread.get(number - 1, {})
    for place in range(1, width):
        if not above[place] and (place in spread or not sheet.spread):
            above[place] = above[place - 1]
    return above


def _joined(group: str, own: str) -> str:
    return f"{group}: {own}" if group and own and plain(group) != plain(own) else own or group


def _told_apart(headings: list[str]) -> list[str]:
    """The same heading twice gets a number."""
    seen: dict[str, int] = {}
    apart = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        apart.append(f"{heading} ({seen[heading]})" if seen[heading] > 1 else heading)
    return apart


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))][:width]


def guess(headings: Sequence[str], rows: Rows) -> list[str]:
    """What each column holds: the surest heading first, one column a kind; what is not known is kept as notes."""
    found = [NOTES] * len(headings)
    taken: set[str] = set()
    scored = [(*known(heading), place) for place, heading in enumerate(headings)]
    for code, score, place in sorted(scored, key=lambda one: (-one[1], one[2])):
        if score and (code == LEAVE_OUT or BY_CODE[code].repeats or code not in taken):
            found[place] = code
            taken.add(code)
    for code, fits in (("nhs_number", _is_number), ("rating", _is_rating)):
        if code not in taken:
            _find_by_content(found, rows, code, fits)
    if {"given_name", "family_name"} <= taken and "full_name" in taken:
        found[found.index("full_name")] = NOTES
    return found


def _find_by_content(found: list[str], rows: Rows, code: str, fits: Callable[[str], bool]) -> None:
    """NHS numbers are known by their check digits and ratings by their colours, whatever the heading says."""
    for place, kind in enumerate(found):
        cells = [row[place] for row in rows[:50] if row[place]]
        if kind == NOTES and cells and sum(map(fits, cells)) / len(cells) >= MOSTLY:
            found[place] = code
            return


def _is_number(cell: str) -> bool:
    return is_valid_nhs_number(cell.replace(" ", ""))


def _is_rating(cell: str) -> bool:
    return bool(COLOURS.match(folded(cell)))


def fingerprint(headings: Sequence[str]) -> str:
    """The same for a sheet with the same headings in the same order: what was said of its columns is remembered."""
    return hashlib.sha256("\n".join(plain(heading) for heading in headings).encode()).hexdigest()


def letters(place: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
