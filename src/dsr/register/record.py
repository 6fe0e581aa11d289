"""The ten items every register holds about a person, and what else keeps them safe.

Some of them come from apps above (what was written in the referral, the plan): each puts a function into
``providers``, keyed by the item's code, and the page shows what they give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dsr.core import presenters
from dsr.people import queries as people
from dsr.people.levels import shows
from dsr.people.models import Person
from dsr.people.presenters import born
from dsr.policy import queries as policies
from dsr.register import queries

Provider = Callable[[Person], Iterable[tuple[str, str]]]
providers: list[Provider] = []
"""Each gives pairs of an item's code and words to show under it."""

HIDDEN = "Not shared with your organisation"
NOTHING = "Nothing recorded yet"
ITEMS: dict[str, tuple[str, str]] = {
    "name": ("Name", "name"),
    "born_on": ("Date of birth", "born_on"),
    "address": ("Where they live", "address"),
    "nhs_number": ("NHS number", "nhs_number"),
    "professionals": ("Professionals who support them", "contacts"),
    "issues": ("What could lead to a hospital stay now", "plan"),
    "tried": ("What has been tried, and what helps", "plan"),
    "could_help": ("What could lower the risk further", "plan"),
    "plan": ("Action plan and recommendations", "plan"),
    "diagnosis": ("Diagnosis of learning disability and autism", "diagnosis"),
}
"""Code to: what it is called, and the section of the field table that shows it."""


@dataclass(frozen=True)
class RecordItem:
    """One of the ten; ``page`` names the people page where it is changed."""

    heading: str
    words: tuple[str, ...]
    hidden: bool
    page: str = ""


PAGES = {
    "name": "person_identity",
    "born_on": "person_identity",
    "nhs_number": "person_identity",
    "address": "address_reveal",
    "professionals": "person_contacts",
    "diagnosis": "person_diagnosis",
}


def items(person: Person, level: str) -> list[RecordItem]:
    """The ten items as far as the level shows them."""
    gathered = _from_above(person) if shows(level, "plan") else {}
    return [_item(person, level, code, gathered) for code in ITEMS]


def _item(person: Person, level: str, code: str, gathered: dict[str, list[str]]) -> RecordItem:
    heading, section = ITEMS[code]
    if not shows(level, section):
        return RecordItem(heading, (HIDDEN,), hidden=True)
    own = OWN.get(code, lambda _: ())(person)
    return RecordItem(heading, (*own, *gathered.get(code, ())) or (NOTHING,), hidden=False, page=PAGES.get(code, ""))


def _from_above(person: Person) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for provide in providers:
        for code, words in provide(person):
            gathered.setdefault(code, []).append(words)
    return gathered


def _name(person: Person) -> tuple[str, ...]:
    called = f"Likes to be called {person.preferred_name}" if person.preferred_name else ""
    return tuple(filter(None, (person.full_name, called, person.pronouns)))


def _address(person: Person) -> tuple[str, ...]:
    if person.address_is_sensitive:
        return ("The address is hidden. Reveal it only when you need it, and say why.",)
    if person.no_fixed_address:
        return ("No fixed address",)
    return tuple(filter(None, (*person.address.splitlines(), person.postcode)))


def _professionals(person: Person) -> tuple[str, ...]:
    found = [contact for contact in people.contacts(person) if contact.is_professional]
    return tuple(
        ", ".join(filter(None, (each.name, each.relationship, each.organisation_name, each.phone, each.email)))
        for each in found
    )


def _diagnosis(person: Person) -> tuple[str, ...]:
    return tuple(
        f"{each.get_condition_display()}: {each.get_status_display().lower()}"
        + (f" by {each.confirmed_by_name}" if each.confirmed_by_name else "")
        for each in people.diagnoses(person)
    )


def _plan(person: Person) -> tuple[str, ...]:
    """The support the newest rating found was needed now; its tasks carry it out."""
    rating = queries.latest_rating(person)
    if rating is None:
        return ()
    titles = {need.code: need.title for need in policies.of_version(rating.policy_version_id).support_needs}
    found = rating.support_needs.order_by("pk")
    named = ((presenters.local(titles.get(need.code, need.code)), need.note) for need in found)
    return tuple(": ".join(filter(None, words)) for words in named)


OWN: dict[str, Callable[[Person], tuple[str, ...]]] = {
    "name": _name,
    "born_on": lambda person: (born(person),),
    "address": _address,
    "nhs_number": lambda person: (presenters.nhs_number(person.nhs_number),),
    "professionals": _professionals,
    "plan": _plan,
    "diagnosis": _diagnosis,
}
