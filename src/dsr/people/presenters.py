"""How a person and their decisions are put into words for the pages."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import NoReverseMatch, reverse

from dsr.core import presenters
from dsr.people import queries
from dsr.people.levels import shows
from dsr.people.models import CommunicationProfile, Decision, Person
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
        return reverse("person", kwargs={"pid": person.public_id})
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
