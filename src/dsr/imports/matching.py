"""Whether a row is about somebody who is known: on record, or further up in the sheet. Nothing here writes.

The same NHS number and the same date of birth is the same person. Whatever is less than that and more than nothing
a human decides.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from dsr.accounts.actor import Actor
from dsr.core.spelling import folded
from dsr.imports import queries
from dsr.imports.models import Outcome
from dsr.imports.rows import Draft, Wrong
from dsr.people.models import Person
from dsr.register.models import Entry

ALIKE = 80
"""Names are alike from here on (0 to 100)."""


@dataclass(frozen=True)
class Maybe:
    """Somebody on record the row may be about, and why."""

    person: Person
    why: str


@dataclass
class Finding:
    """What happens with a row."""

    outcome: Outcome
    person: Person | None = None
    maybe: list[Maybe] = field(default_factory=list)
    twin_of: int | None = None
    problems: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True)
class Before:
    """A row further up in the sheet."""

    number: int
    draft: Draft


class Known:
    """Everybody on record whom the rows of a batch may be about."""

    def __init__(self, actor: Actor, drafts: Iterable[Draft], keys: Iterable[str] = ()) -> None:
        read = list(drafts)
        births = {day for draft in read if draft.born_on for day in (draft.born_on, _turned(draft.born_on)) if day}
        found = queries.people_like(
            actor,
            numbers={draft.nhs_number for draft in read if draft.nhs_number},
            births=births,
            names={sorted_name(draft) for draft in read if draft.name},
        )
        self.by_number = {person.nhs_number: person for person in found if person.nhs_number}
        self.by_birth: dict[date, list[Person]] = defaultdict(list)
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for person in found:
            self.by_name[person.sort_name].append(person)
            if person.born_on:
                self.by_birth[person.born_on].append(person)
        self.by_key = queries.done_with_key(actor.area_id, set(keys))
        self.standing = queries.standing(found + list(self.by_key.values()))

    def entry(self, person: Person) -> Entry | None:
        """Their stay that has not ended."""
        return self.standing.get(person.pk)


class Above:
    """The rows further up, by what tells them apart."""

    def __init__(self) -> None:
        self.by_number: dict[str, Before] = {}
        self.by_name: dict[tuple[str, date | None], Before] = {}

    def add(self, number: int, draft: Draft) -> None:
        if draft.nhs_number:
            self.by_number.setdefault(draft.nhs_number, Before(number, draft))
        self.by_name.setdefault((folded(draft.name), draft.born_on), Before(number, draft))


def find(draft: Draft, key: str, choice: str, known: Known, above: Above, places: Mapping[str, int]) -> Finding:
    """What happens with one row. ``places`` are the columns of the NHS number and the date of birth."""
    if choice == "leave_out":
        return Finding(Outcome.LEFT_OUT)
    if draft.problems:
        return Finding(Outcome.WRONG, problems=list(draft.problems))
    if same := known.by_key.get(key):
        return _known(same, known)
    return _in_sheet(draft, choice, above, places) or _on_record(draft, choice, known, places)


def _in_sheet(draft: Draft, choice: str, above: Above, places: Mapping[str, int]) -> Finding | None:
    """The same person further up."""
    if twin := above.by_number.get(draft.nhs_number):
        if _agree(draft.born_on, twin.draft.born_on) and alike(draft.name, twin.draft.name):
            return Finding(Outcome.REPEAT, twin_of=twin.number)
        words = f"Row {twin.number} has the same NHS number with another name or date of birth. One of them is wrong."
        return Finding(Outcome.WRONG, problems=[Wrong(places.get("nhs_number", 0), words)])
    twin = above.by_name.get((folded(draft.name), draft.born_on))
    if twin is None or choice == "new" or (draft.nhs_number and twin.draft.nhs_number):
        return None
    return Finding(Outcome.REPEAT if choice == "repeat" else Outcome.ASK, twin_of=twin.number)


def _on_record(draft: Draft, choice: str, known: Known, places: Mapping[str, int]) -> Finding:
    maybe = _maybe(draft, known)
    if choice.startswith("same:"):
        chosen = next((each.person for each in maybe if each.person.public_id == choice[5:]), None)
        if chosen:
            return _known(chosen, known)
    holder = known.by_number.get(draft.nhs_number)
    if holder is not None and _same_birth(draft, holder) and alike(draft.name, holder.full_name):
        return _known(holder, known)
    if holder is not None:
        return Finding(Outcome.ASK, maybe=maybe)
    return Finding(Outcome.ASK, maybe=maybe) if maybe and choice != "new" else Finding(Outcome.NEW)


def _known(person: Person, known: Known) -> Finding:
    return Finding(Outcome.HERE if known.entry(person) else Outcome.KNOWN, person=person)


def _maybe(draft: Draft, known: Known) -> list[Maybe]:
    """Those on record it may be, the surest first. Another NHS number is another person: twins share a birthday."""
    found: dict[int, Maybe] = {}
    if holder := known.by_number.get(draft.nhs_number):
        found[holder.pk] = Maybe(holder, "the same NHS number")
    for person, why in _near(draft, known):
        apart = draft.nhs_number and person.nhs_number and draft.nhs_number != person.nhs_number
        if not apart:
            found.setdefault(person.pk, Maybe(person, why))
    return list(found.values())


def _near(draft: Draft, known: Known) -> Iterable[tuple[Person, str]]:
    born = draft.born_on
    for person in known.by_birth.get(born, []) if born else []:
        if alike(draft.name, person.full_name):
            yield person, "a like name and the same date of birth"
    for person in known.by_birth.get(turned, []) if born and (turned := _turned(born)) else []:
        if alike(draft.name, person.full_name):
            yield person, "a like name, and day and month of birth the other way round"
    for person in known.by_name.get(sorted_name(draft), []):
        if born is None or person.born_on is None:
            yield person, "the same name, and one date of birth is not known"


def _turned(born: date) -> date | None:
    """Day and month exchanged, where that is another day."""
    return born.replace(month=born.day, day=born.month) if born.day <= 12 and born.day != born.month else None


def _same_birth(draft: Draft, person: Person) -> bool:
    return draft.born_on is not None and draft.born_on == person.born_on


def _agree(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one == other


def alike(one: str, other: str) -> bool:
    """Names in any order, with small differences in spelling."""
    return fuzz.token_sort_ratio(folded(one), folded(other)) >= ALIKE


def sorted_name(draft: Draft) -> str:
    """As the record sorts it."""
    name = f"{draft.identity.get('family_name', '')} {draft.identity.get('given_name', '')}"
    text = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in text if not unicodedata.combining(letter))[:210].strip()


def key(texts: Sequence[str], mapping: Sequence[str]) -> str:
    """The same for a row that says the same, whatever file it is in."""
    said = [f"{code}={' '.join(text.split())}" for code, text in zip(mapping, texts, strict=False) if text]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
