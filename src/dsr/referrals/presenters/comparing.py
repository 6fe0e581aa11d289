"""A referral beside a person it may be about: what agrees, what does not, in words."""

from __future__ import annotations

from typing import Any

from dsr.core.presenters import day, nhs_number
from dsr.people.models import Person
from dsr.people.queries import Candidate
from dsr.referrals import submitted
from dsr.referrals.models import Referral

LABELS = {
    "name": "Name",
    "called": "Likes to be called",
    "born": "Date of birth",
    "nhs": "NHS number",
    "address": "Address",
    "phone": "Phone",
    "email": "Email",
    "gp": "GP surgery",
}


def of_referral(referral: Referral) -> dict[str, str]:
    """What the referral says, as a person reads it."""
    said = submitted.identity(referral)
    return {
        "name": f"{said.get('given_name', '')} {said.get('family_name', '')}".strip() or referral.subject_name,
        "called": said.get("preferred_name", ""),
        "born": day(said.get("born_on")),
        "nhs": nhs_number(said["nhs_number"]) if said.get("nhs_number") else "",
        "address": _address(said.get("address", ""), said.get("postcode", ""), said.get("no_fixed_address", False)),
        "phone": said.get("phone", ""),
        "email": said.get("email", ""),
        "gp": said.get("gp_practice", ""),
    }


def of_person(person: Person) -> dict[str, str]:
    """The same of somebody on record; a hidden address stays hidden."""
    address = _address(person.address, person.postcode, person.no_fixed_address)
    return {
        "name": person.full_name,
        "called": person.preferred_name,
        "born": day(person.born_on) + (" (approximate)" if person.born_on_is_approximate else ""),
        "nhs": nhs_number(person.nhs_number) if person.nhs_number else "",
        "address": "Hidden for safety" if person.address_is_sensitive else address,
        "phone": person.phone,
        "email": person.email,
        "gp": person.gp_practice,
    }


def _address(address: str, postcode: str, no_fixed: bool) -> str:
    if no_fixed:
        return "No fixed address"
    return ", ".join(part for part in (*address.splitlines(), postcode) if part.strip())


def rows(referral: Referral, person: Person) -> list[dict[str, Any]]:
    """For the comparison: one row a detail, with a verdict where "Same" or "Different" would mislead."""
    left, right = of_referral(referral), of_person(person)
    return [
        {"label": label, "left": left[key], "right": right[key], "verdict": _verdict(key, left[key], right[key])}
        for key, label in LABELS.items()
        if left[key] or right[key]
    ]


def _verdict(key: str, left: str, right: str) -> str:
    if key == "address" and right == "Hidden for safety":
        return "Not compared"
    if not left:
        return "Not given in the referral"
    if not right:
        return "Not on record"
    return "Same" if left.casefold() == right.casefold() else ""


def candidate(found: Candidate, referral: Referral, href: str) -> dict[str, Any]:
    """One person offered, with what agrees and what does not."""
    return {
        "person": found.person,
        "href": href,
        "born": day(found.person.born_on) or "Date of birth not known",
        "agreeing": ", ".join(found.agreeing),
        "differing": ", ".join(found.differing),
    }
