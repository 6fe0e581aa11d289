"""Two records side by side, and a merge, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from dsr.core.page_links import address
from dsr.core.presenters import day, nhs_number, phone
from dsr.matching.models import Merge, Outcome, PossibleDuplicate
from dsr.matching.states import SENTENCE, MergeState
from dsr.people import presenters as people_words
from dsr.people import queries as people
from dsr.people.models import Person
from dsr.register.presenters import newest_entry
from dsr.register.presenters import standing as register_standing

Row = dict[str, Any]
LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "preferred_name": "Likes to be called",
    "pronouns": "Pronouns",
    "born_on": "Date of birth",
    "nhs_number": "NHS number",
    "address": "Address",
    "postcode": "Postcode",
    "phone": "Telephone",
    "email": "Email",
    "gp_practice": "GP surgery",
}
HIDDEN = "Hidden for safety"
PLACES = ("address", "postcode")


def shown(person: Person, name: str) -> str:
    """One detail as it is read; a hidden address stays hidden."""
    value = getattr(person, name)
    if name in PLACES and person.address_is_sensitive:
        return HIDDEN
    if isinstance(value, date):
        return day(value) + (" (approximate)" if person.born_on_is_approximate else "")
    if name == "nhs_number":
        return nhs_number(value)
    return phone(value) if name == "phone" else ", ".join(str(value or "").splitlines())


def comparison(one: Person, other: Person) -> list[Row]:
    """One row a detail, then what else tells two people apart: where they live, how to talk to them, the register."""
    rows = [_row(label, shown(one, name), shown(other, name)) for name, label in LABELS.items()]
    rows += [
        _row("Council responsible", *(_council(person) for person in (one, other))),
        _row("How to talk to them", *(_how_to_talk(person) for person in (one, other))),
        _row("Register", *(register_standing(newest_entry(person)) for person in (one, other))),
        _row("On record since", *(day(person.created_at) for person in (one, other))),
    ]
    return [row for row in rows if row["left"] or row["right"]]


def _row(label: str, left: str, right: str) -> Row:
    return {"label": label, "left": left, "right": right, "verdict": _verdict(left, right)}


def _verdict(left: str, right: str) -> str:
    if HIDDEN in (left, right):
        return "Not compared"
    if not left or not right:
        return "Known of one only"
    return "Same" if left.casefold() == right.casefold() else ""


def _council(person: Person) -> str:
    return person.council.name if person.council and person.residence_confirmed_at else ""


def _how_to_talk(person: Person) -> str:
    return " ".join(people_words.how_to_talk(people.profile(person)))


def takeable(kept: Person, gone: Person) -> list[tuple[str, str]]:
    """What the record that goes knows differently: a choice for each."""
    return [
        (name, f"{label}: {shown(gone, name)}{_instead(shown(kept, name))}")
        for name, label in LABELS.items()
        if getattr(gone, name) and getattr(gone, name) != getattr(kept, name)
    ]


def _instead(value: str) -> str:
    return f", instead of {value}" if value else ""


def missing(kept: Person, gone: Person) -> list[str]:
    """What only the record that goes knows: taken unless the worker says otherwise."""
    return [name for name, _ in takeable(kept, gone) if not getattr(kept, name)]


def suggested_kept(pair: PossibleDuplicate) -> Person:
    """On the register rather than not, with a council confirmed rather than not, the older rather than the newer."""
    return min((pair.one, pair.other), key=lambda person: (person.joined_at is None, person.council is None, person.pk))


def pair_row(pair: PossibleDuplicate) -> Row:
    """One line of the queue."""
    return {
        "pair": pair,
        "href": address("duplicate", pid=pair.public_id),
        "born": (people_words.born(pair.one), people_words.born(pair.other)),
        "strength": ("Likely", "blue") if pair.likely else ("Possible", "grey"),
    }


def merge_row(merge: Merge) -> Row:
    """One line of the merges."""
    return {"merge": merge, "href": address("merge", pid=merge.public_id), "status": status(merge)}


def status(merge: Merge) -> tuple[str, str]:
    """The state in a word, and the tint that repeats it."""
    state = MergeState(merge.state)
    waits = state in (MergeState.PROPOSED, MergeState.UNDO_PROPOSED)
    return str(state.label), "yellow" if waits else "grey"


def sentence(merge: Merge) -> str:
    return SENTENCE[MergeState(merge.state)]


def outcome(pair: PossibleDuplicate) -> str:
    """What became of a pair nobody has to look at any more."""
    if pair.outcome == Outcome.SETTLED:
        return "Details were corrected since: the two no longer look alike."
    if pair.decided_by is None:
        return ""
    said = "These are two different people" if pair.outcome == Outcome.NOT_SAME else "These two records were made one"
    return f"{said}: {pair.decided_by.name}, {day(pair.decided_at)}."
