"""One row of an earlier register, understood: who it is, what is known, what stays as words, what is wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dsr.core.postcodes import InvalidPostcode, is_postcode, parse_postcode
from dsr.imports import cells
from dsr.imports.cells import Unreadable
from dsr.imports.columns import NOTES

EARLIER = "as in the earlier register"
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_POSTCODE_AT_END = re.compile(r"[,\s]*\b([A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2})\s*$")
_NOBODY = re.compile(r"^(?:un(?:known|named|identified)|anonymous|not known|test|example|total)\b", re.IGNORECASE)
#: How much of each simple field there is room for; what is longer is kept as words.
ROOM = {
    "preferred_name": 100, "pronouns": 60, "gp_practice": 200, "how_to_talk": 2000, "adjustments": 2000, "language": 60,
    "unsafe": 1000, "contact_name": 200, "contact_relationship": 120, "contact_phone": 40, "phone": 40, "rated_by": 120,
    "diagnosed_by": 200,
}  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """Something in one column of the row: it stops the row, or is only remarked on."""

    place: int
    words: str


@dataclass
class Draft:
    """What a row comes to. ``problems`` stop it; ``remarks`` are shown; ``words`` are kept as they were written."""

    identity: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    diagnoses: list[dict[str, Any]] = field(default_factory=list)
    rating: str = ""
    rated_on: date | None = None
    rated_by: str = ""
    since: date | None = None
    words: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Wrong] = field(default_factory=list)
    remarks: list[Wrong] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.identity.get('given_name', '')} {self.identity.get('family_name', '')}".strip()

    @property
    def born_on(self) -> date | None:
        return self.identity.get("born_on")

    @property
    def nhs_number(self) -> str:
        return str(self.identity.get("nhs_number", ""))


@dataclass(frozen=True)
class Sheet:
    """What every row of one import is read with: what its columns hold, and the area's ratings by name and letter."""

    headings: Sequence[str]
    mapping: Sequence[str]
    ratings: Mapping[str, str]
    today: date


class _Reader:
    """Goes through a row column by column."""

    def __init__(self, sheet: Sheet, row: Sequence[str]) -> None:
        self.sheet = sheet
        self.row = row
        self.draft = Draft()

    def texts(self, code: str) -> list[tuple[int, str]]:
        """The filled columns of one kind."""
        return [
            (place, self.row[place].strip())
            for place, kind in enumerate(self.sheet.mapping)
            if kind == code and place < len(self.row) and not cells.says_nothing(self.row[place])
        ]

    def one(self, code: str) -> tuple[int, str]:
        """The column of a kind, or where it would be; with an empty text where nothing is said."""
        found = self.texts(code)
        return found[0] if found else (self.place(code), "")

    def place(self, *codes: str) -> int:
        places = (self.sheet.mapping.index(code) for code in codes if code in self.sheet.mapping)
        return next(places, 0)

    def stop(self, place: int, words: str) -> None:
        self.draft.problems.append(Wrong(place, words))

    def remark(self, place: int, words: str) -> None:
        self.draft.remarks.append(Wrong(place, words))

    def keep(self, place: int, text: str, why: str = "") -> None:
        """As words under the column's heading, with a remark where it was meant for a field."""
        self.draft.words.append((self.sheet.headings[place], text))
        if why:
            self.remark(place, f"{why} It is kept in the notes as it was written.")

    def parsed(self, code: str, parse: Callable[[str], Any], *, or_keep: str = "") -> Any:
        """What a column says; None where it says nothing or cannot be read. With ``or_keep`` that stops no row."""
        place, text = self.one(code)
        if not text:
            return None
        try:
            return parse(text)
        except Unreadable as error:
            if or_keep:
                self.keep(place, text, or_keep)
            else:
                self.stop(place, str(error))
            return None

    def short(self, code: str) -> str:
        """A text for a field with little room; a longer one goes to the notes."""
        place, text = self.one(code)
        if len(text) > ROOM[code]:
            self.keep(place, text, f"There is room for {ROOM[code]} characters here.")
            return ""
        return text


def draft(sheet: Sheet, row: Sequence[str]) -> Draft:
    """Read one row."""
    reader = _Reader(sheet, row)
    for part in (_name, _birth, _number, _address, _reach, _profile, _contact, _diagnoses, _rating, _since, _notes):
        part(reader)
    return reader.draft


def _name(reader: _Reader) -> None:
    full = reader.parsed("full_name", cells.parse_name)
    given, family = (cells.tidy_case(reader.one(code)[1]) for code in ("given_name", "family_name"))
    called = cells.tidy_case(reader.short("preferred_name"))
    if full:
        given, family, called = full.given, full.family, called or full.called
    if not (given and family) and not reader.draft.problems:
        missing = "given name" if family else "family name" if given else "name"
        reader.stop(reader.place("full_name", "given_name" if family else "family_name"), f"There is no {missing}.")
    if _NOBODY.search(f"{given} {family}"):
        reader.stop(reader.place("full_name", "given_name"), f"“{given} {family}” is not somebody’s name.")
    if max(len(given), len(family)) > 100:
        reader.stop(reader.place("full_name", "given_name"), "This is too long for a name.")
    reader.draft.identity |= {"given_name": given, "family_name": family, "preferred_name": called[:100]}
    reader.draft.identity["pronouns"] = reader.short("pronouns")


def _birth(reader: _Reader) -> None:
    found = reader.parsed("born_on", lambda text: cells.parse_day(text, today=reader.sheet.today))
    if found is None:
        return
    reader.draft.identity["born_on"] = found.earliest
    reader.draft.identity["born_on_is_approximate"] = found.approximate or not found.value.is_exact
    if found.remark:
        reader.remark(reader.place("born_on"), found.remark)


def _number(reader: _Reader) -> None:
    found = reader.parsed("nhs_number", cells.parse_number)
    if found:
        reader.draft.identity["nhs_number"], remark = found
        if remark:
            reader.remark(reader.place("nhs_number"), remark)


def _address(reader: _Reader) -> None:
    lines = [text for _, text in reader.texts("address")]
    place, typed = reader.one("postcode")
    postcode = ""
    if typed:
        try:
            postcode = parse_postcode(typed)
        except InvalidPostcode:
            reader.keep(place, typed, "This is not a full postcode.")
    elif lines and (found := _POSTCODE_AT_END.search(lines[-1])) and is_postcode(found[1]):
        postcode = parse_postcode(found[1])
        lines[-1] = lines[-1][: found.start()].rstrip(" ,")
    address = "\n".join(line for line in lines if line)
    if re.search(r"\b(?:nfa|no fixed (?:abode|address)|homeless)\b", address, re.IGNORECASE):
        reader.draft.identity["no_fixed_address"] = True
    if len(address) > 500:
        reader.keep(reader.place("address"), address, "There is room for 500 characters here.")
        address = ""
    reader.draft.identity |= {"address": address, "postcode": postcode}


def _reach(reader: _Reader) -> None:
    place, email = reader.one("email")
    if email and not (_EMAIL.fullmatch(email) and len(email) <= 254):
        reader.keep(place, email, "This is not an email address.")
        email = ""
    identity = {"phone": _phone(reader, "phone"), "email": email, "gp_practice": reader.short("gp_practice")}
    reader.draft.identity |= identity


def _phone(reader: _Reader, code: str) -> str:
    place, text = reader.one(code)
    if not text:
        return ""
    digits = re.sub(r"[\s()+.-]", "", text)
    if digits.isdecimal() and len(digits) == 10 and digits[0] in "17":
        return "0" + text  # a spreadsheet drops the nought of a number
    if digits.isdecimal() and 9 <= len(digits) <= 15:
        return text[:40]
    reader.keep(place, text, "This is not one telephone number.")
    return ""


def _profile(reader: _Reader) -> None:
    fields = {
        "how_to_talk_to_me": reader.short("how_to_talk"),
        "adjustments": reader.short("adjustments"),
        "language": reader.short("language"),
        "contact_unsafe": reader.short("unsafe"),
    }
    reader.draft.profile = {name: text for name, text in fields.items() if text}


def _contact(reader: _Reader) -> None:
    name, phone = reader.short("contact_name"), _phone(reader, "contact_phone")
    relationship = reader.short("contact_relationship")
    if name:
        fields = {"name": name, "relationship": relationship or "Not recorded", "phone": phone}
        reader.draft.contact = {**fields, "note": f"{EARLIER.capitalize()}."}
        return
    for code, text in (("contact_phone", phone), ("contact_relationship", relationship)):
        if text:
            reader.keep(reader.place(code), text)


def _diagnoses(reader: _Reader) -> None:
    by = reader.short("diagnosed_by")
    found: dict[str, tuple[str, str]] = {}
    place, text = reader.one("diagnosis")
    if text:
        reader.keep(place, text)
        found = {condition: (status, text) for condition, status in cells.parse_conditions(text).items()}
        if not found:
            reader.remark(place, "Neither a learning disability nor autism is named here. It is kept in the notes.")
    for condition in cells.CONDITIONS:
        place, text = reader.one(condition)
        if text:
            _own_column(reader, condition, place, text, found)
    reader.draft.diagnoses = [_diagnosis(condition, *said, by) for condition, said in found.items()]


def _own_column(reader: _Reader, condition: str, place: int, text: str, found: dict[str, tuple[str, str]]) -> None:
    status = cells.parse_status(text)
    if status:
        found[condition] = (status, text)
    elif not re.match(r"(?:no|n|false|0)\W*$", text, re.IGNORECASE):
        reader.keep(place, text, f"This does not say whether there is {_NAMED[condition]}.")


_NAMED = {"learning_disability": "a learning disability", "autism": "a diagnosis of autism"}


def _diagnosis(condition: str, status: str, text: str, by: str) -> dict[str, str]:
    confirmed = (by or EARLIER.capitalize()) if status == cells.CONFIRMED else by
    return {
        "condition": condition,
        "status": status,
        "confirmed_by_name": confirmed,
        "evidence": f"{EARLIER.capitalize()}: {text}"[:1000],
    }


def _rating(reader: _Reader) -> None:
    draft, today = reader.draft, reader.sheet.today
    draft.rating = reader.parsed("rating", lambda text: cells.parse_rating(text, reader.sheet.ratings)) or ""
    place, text = reader.one("rating")
    if draft.rating and text.casefold() not in reader.sheet.ratings:
        reader.keep(place, text)
    rated = reader.parsed("rated_on", lambda text: cells.parse_day(text, today=today), or_keep="This is not a day.")
    draft.rated_on = rated.earliest if rated else None
    draft.rated_by = reader.short("rated_by")
    if draft.rating and draft.rated_on is None:
        reader.remark(reader.place("rated_on", "rating"), "When this was rated is not known, so its review is due now.")
    if not draft.rating and "rating" in reader.sheet.mapping and not text:
        reader.remark(
            reader.place("rating"), "No rating. A clinician has to rate the risk before this person can join."
        )


def _since(reader: _Reader) -> None:
    today = reader.sheet.today
    found = reader.parsed("since", lambda text: cells.parse_day(text, today=today), or_keep="This is not a day.")
    reader.draft.since = found.earliest if found else None


def _notes(reader: _Reader) -> None:
    for place, text in reader.texts(NOTES):
        reader.keep(place, text)
    reader.draft.words.sort(key=lambda pair: list(reader.sheet.headings).index(pair[0]))
