"""How a person and their decisions are put into words for the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.forms import BoundField
from django.urls import NoReverseMatch

from dsr.core import presenters
from dsr.core.forms import Form
from dsr.core.page_links import address
from dsr.core.partial_dates import PartialDate
from dsr.people import queries
from dsr.people.levels import shows
from dsr.people.models import CommunicationProfile, Decision, Identity, Level, Person
from dsr.policy import queries as policies

#: The register app puts here what gives a person's rating; this floor does not know ratings.
rating_of: list[Callable[[Person], presenters.Rating | None]] = []


def banner(person: Person, level: str | None) -> presenters.PersonBanner:
    """Who it is and how to talk to them: the top of every page about a person, as far as the level shows it."""
    profile = queries.profile(person)
    return presenters.PersonBanner(
        name=person.full_name,
        href=person_href(person),
        called=person.called,
        born=born(person),
        nhs_number=presenters.nhs_number(person.nhs_number),
        how_to_talk=how_to_talk(profile) if shows(level, "how_to_talk") else (),
        flags=flags(person, profile),
        rating=next((found for give in rating_of if (found := give(person))), None),
    )


def person_href(person: Person) -> str:
    """The person's own page, in the register app."""
    try:
        return address("person", pid=person.public_id)
    except NoReverseMatch:
        return f"/people/{person.public_id}/"


def born(person: Person) -> str:
    """ "14 March 2009 (17 years old)", and whether that is a guess."""
    text = presenters.born(person.born_on)
    return f"{text}, approximate" if person.born_on and person.born_on_is_approximate else text


def how_to_talk(profile: CommunicationProfile | None) -> tuple[str, ...]:
    """What a colleague reads before saying a word."""
    if profile is None:
        return ()
    text = [*profile.how_to_talk_to_me.splitlines(), *profile.adjustments.splitlines()]
    return tuple(line.strip() for line in text if line.strip())


def flags(person: Person, profile: CommunicationProfile | None) -> tuple[str, ...]:
    """Short words that must never be missed."""
    found = [
        "Has died" if person.died_on else "",
        "Address hidden" if person.address_is_sensitive else "",
        *(_contact_flags(profile) if profile else ()),
    ]
    return tuple(flag for flag in found if flag)


def _contact_flags(profile: CommunicationProfile) -> tuple[str, ...]:
    interpreter = f"Interpreter: {profile.language}" if profile.language else "Interpreter needed"
    return (
        interpreter if profile.interpreter_needed else "",
        "Do not leave voicemail" if profile.no_voicemail else "",
        "Read how to contact safely first" if profile.contact_unsafe else "",
    )


def format_names(area_id: int) -> dict[str, str]:
    """The formats information can be given in, by code."""
    return {known.code: known.name for known in policies.current(area_id).information_formats}


def language_names(area_id: int) -> dict[str, str]:
    """The languages something can be put in, by code."""
    return {"en": "English"} | {known.code: known.name for known in policies.current(area_id).languages}


def standing(decision: Decision) -> tuple[str, str]:
    """The state of a decision in a word, and the tint of its tag: the colour only repeats the word."""
    if decision.withdrawn_at:
        return "Withdrawn", "grey"
    if decision.lapsed_at:
        return "No longer holds", "grey"
    return {
        "agreed": ("Agreed", "green"),
        "refused": ("Refused", "red"),
        "not_sure": ("Not sure yet", "yellow"),
    }[decision.answer]


def differences(form: Form, standing_answers: Mapping[str, Any]) -> list[dict[str, str]]:
    """What a colleague saved beside what was typed, for the rows of the comparison; reasons are left out."""
    return [
        {"label": str(bound.label), "left": left, "right": right}
        for bound in form
        if bound.name not in ("replaces", "reason")
        for left, right in [
            (_shown(bound, standing_answers.get(bound.name)), _shown(bound, form.cleaned_data.get(bound.name)))
        ]
        if left != right
    ]


def _shown(bound: BoundField, value: Any) -> str:
    names = {str(code): str(label) for code, label in getattr(bound.field, "choices", [])}
    if isinstance(value, list | tuple):
        return ", ".join(names.get(str(item), str(item)) for item in value)
    if value is None or value == "":
        return ""
    return presenters.day(value) if isinstance(value, PartialDate) else names.get(str(value), str(value))


IDENTITY_LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "preferred_name": "Likes to be called",
    "pronouns": "Pronouns",
    "born_on": "Date of birth",
    "born_on_is_approximate": "Date of birth is approximate",
    "nhs_number": "NHS number",
    "address": "Address",
    "postcode": "Postcode",
    "no_fixed_address": "No fixed address",
    "phone": "Telephone number",
    "email": "Email address",
    "gp_practice": "GP surgery",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
}
ADDRESS = ("address", "postcode")


@dataclass(frozen=True)
class Version:
    """One correction: who, when, why, and what was changed from what to what."""

    identity: Identity
    changes: tuple[tuple[str, str, str], ...]


def versions(identities: Iterable[Identity]) -> list[Version]:
    """Corrections, newest first. A hidden address stays hidden in its history."""
    return [Version(newer, tuple(_changes(newer, older))) for newer, older in pairwise(identities)]


def _changes(identity: Identity, before: Identity) -> Iterable[tuple[str, str, str]]:
    hidden = identity.person.address_is_sensitive
    for name in Person.IDENTITY:
        old, new = getattr(before, name), getattr(identity, name)
        if old != new:
            words = ("hidden", "hidden") if hidden and name in ADDRESS else (_plain(old), _plain(new))
            yield IDENTITY_LABELS[name], *words


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return presenters.yes_no(value)
    return presenters.day(value) if isinstance(value, date) else str(value or "nothing")


@dataclass(frozen=True)
class SearchRow:
    """One person found, as far as a summary shows them."""

    person: Person
    href: str
    born: str
    nhs_number: str
    council: str
    level: str


def search_row(person: Person, level: Level) -> SearchRow:
    return SearchRow(
        person,
        person_href(person),
        born(person),
        presenters.nhs_number(person.nhs_number),
        person.council.name if person.council else "Not confirmed",
        level.label,
    )
