"""What the files have in common: who is it, flags and how to talk to them first, and who made it on each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dsr.accounts.actor import Actor
from dsr.core import presenters
from dsr.core.forms import Form
from dsr.core.nhs_number import format_nhs_number
from dsr.core.sheets import Column, Sheet, Value, made_by
from dsr.people import presenters as people_presenters
from dsr.people.models import CommunicationProfile, Person

MOST = 5_000  # rows of one file
SHARED_ONLY = "Only people shared with your organisation are in it."
NO_ADDRESSES = "Addresses and telephone numbers are not in lists. They stand on the person's own page."
NOT_WRITTEN = "Nobody has written this down yet"
TALK = (Column("Flags", 24), Column("How to talk to them", 36), Column("How to contact them safely", 28))
WHO = (
    *(Column("Name", 26), Column("Likes to be called", 18), Column("Date of birth", 14), Column("Age", 14)),
    Column("NHS number", 14),
)


@dataclass(frozen=True)
class Content:
    """A table, whom it shows, and which columns stand together in one on paper."""

    sheet: Sheet
    people: Sequence[str]
    targets: Sequence[str] = ()
    together: Mapping[str, Sequence[str]] | None = None

    def printed(self) -> tuple[list[str], list[list[list[str]]]]:
        """Headings and cells for a page of paper: what stands together becomes the lines of one cell."""
        places = {column.heading: place for place, column in enumerate(self.sheet.columns)}
        groups = self.together or {heading: [heading] for heading in places}
        rows = [[_cell(row, places, names) for names in groups.values()] for row in self.sheet.rows]
        return list(groups), rows


def _cell(row: Sequence[Value], places: Mapping[str, int], names: Sequence[str]) -> list[str]:
    """The lines of a cell; all but the first value say what they are."""
    words = {name: _in_words(row[places[name]]) for name in names}
    said = [text if name == names[0] else f"{name}: {text}" for name, text in words.items() if text]
    return [line for text in said for line in text.splitlines()]


def _in_words(value: Value) -> str:
    if isinstance(value, date):
        return presenters.day(value)
    return "" if value is None else str(value)


def made(actor: Actor) -> str:
    """Who makes the file, where and when: it stands on each page of it."""
    return made_by(actor.worker.name, actor.organisation.name)


def filters_in_words(form: Form) -> str:
    """ "Rating: Red. Review: Overdue." Empty for a list without filters."""
    said = []
    for name, field in form.fields.items():
        if value := form.cleaned_data.get(name):
            choices = {str(code): str(words) for code, words in getattr(field, "choices", [])}
            said.append(f"{field.label}: {choices.get(value, value)}.")
    return " ".join(said)


def notes(form: Form, found: int, actor: Actor) -> list[str]:
    """What a reader must know of a list: what it was narrowed to, and what is not in it."""
    chosen = filters_in_words(form)
    return [
        f"Filters: {chosen}" if chosen else "",
        f"Only the first {MOST:,} are in this file. Use filters to get the others." if found > MOST else "",
        "" if actor.is_team else SHARED_ONLY,
        NO_ADDRESSES,
    ]


def talk(person: Person | None, profile: CommunicationProfile | None) -> list[Value]:
    """Flags, how to talk to them, how to contact them safely: first in every row, so that no reader misses them."""
    if person is None:
        return ["", "", ""]
    return [
        "\n".join(people_presenters.flags(person, profile)),
        "\n".join(people_presenters.how_to_talk(profile)) or NOT_WRITTEN,
        profile.contact_unsafe if profile else "",
    ]


def who(person: Person) -> list[Value]:
    """What a list says of who somebody is."""
    age = presenters.age(person.born_on)
    guessed = bool(person.born_on and person.born_on_is_approximate)
    number = format_nhs_number(person.nhs_number).replace(presenters.NO_BREAK, " ") if person.nhs_number else ""
    return [
        *(person.full_name, person.preferred_name, person.born_on, f"{age}, approximate" if guessed else age, number),
    ]
