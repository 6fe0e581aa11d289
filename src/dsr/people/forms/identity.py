"""Who it is, where they belong, and seeing a hidden address."""

from __future__ import annotations

from typing import Any

from dsr.accounts import queries as accounts
from dsr.core.forms import (
    DateField,
    EmailField,
    Form,
    NhsNumberField,
    PhoneField,
    PostcodeField,
    RadioField,
    SearchField,
    TextAreaField,
    TextField,
    YesNoField,
)
from dsr.core.partial_dates import PartialDate
from dsr.people.forms import VersionedForm
from dsr.people.models import Person


class IdentityForm(VersionedForm):
    """Correcting who it is."""

    given_name = TextField(label="Given name", missing="Enter the given name", max_length=100)
    family_name = TextField(label="Family name", missing="Enter the family name", max_length=100)
    preferred_name = TextField(label="Likes to be called", required=False, max_length=100)
    pronouns = TextField(label="Pronouns", required=False, max_length=60, width=20)
    born_on = DateField(
        label="Date of birth",
        hint="If only a part is known, leave the rest empty.",
        noun="Date of birth",
        required=False,
        approximate=True,
        not_future=True,
    )
    nhs_number = NhsNumberField(label="NHS number", required=False)
    has_address = YesNoField(
        label="Does the person have a fixed address?", missing="Choose whether there is a fixed address"
    )
    address = TextAreaField(label="If yes, address", required=False, max_length=500, rows=3)
    postcode = PostcodeField(label="If yes, postcode", required=False)
    phone = PhoneField(label="Telephone number", required=False)
    email = EmailField(label="Email address", required=False, width=30)
    gp_practice = TextField(label="GP surgery", required=False)
    reason = TextField(
        label="Why are you changing this?",
        hint="For example, told by the person, or corrected from a letter.",
        missing="Say why you are changing this",
        max_length=300,
    )

    only_when = {"address": ("has_address", {"yes"}), "postcode": ("has_address", {"yes"})}
    SAME = ("given_name", "family_name", "preferred_name", "pronouns", "nhs_number", "address", "postcode")
    SAME += ("phone", "email", "gp_practice")

    @classmethod
    def initial_of(cls, person: Person) -> dict[str, Any]:
        """The answers as they stand."""
        values = {name: getattr(person, name) for name in cls.SAME}
        return values | {
            "born_on": born_on(person),
            "has_address": "no" if person.no_fixed_address else "yes",
        }

    def hide_address(self) -> None:
        """A hidden address is changed only by somebody who has asked to see it."""
        for name in ("address", "postcode", "has_address"):
            del self.fields[name]
        self.only_when = {}

    def changes(self) -> dict[str, Any]:
        """What `amend_identity` takes."""
        given = self.fields_to_save()
        given.pop("reason")
        if given["born_on"] is None:
            given["born_on_is_approximate"] = False
        if "has_address" in given:
            given["no_fixed_address"] = given.pop("has_address") == "no"
        return given


def born_on(person: Person) -> PartialDate | None:
    """An approximate date of birth is kept as the earliest day: show the parts that were given."""
    if person.born_on is None:
        return None
    known = person.born_on
    if not person.born_on_is_approximate:
        return PartialDate(known.year, known.month, known.day)
    return PartialDate(known.year, known.month if known.month > 1 else None)


class ResidenceForm(Form):
    """Which council is responsible."""

    council = RadioField(label="Which council is responsible for the person?", missing="Choose the council")
    basis = TextAreaField(
        label="What does that rest on?",
        hint="For example, where the person lives and votes, or which council placed them.",
        missing="Say what it rests on",
        max_length=300,
        rows=3,
    )

    def __init__(self, area_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.councils = {c.public_id: c for c in accounts.organisations(area_id).filter(kind="council")}
        self.fields["council"].set_choices((pid, council.name) for pid, council in self.councils.items())


class RevealForm(Form):
    """Why somebody needs to see a hidden address."""

    reason = TextField(
        label="Why do you need to see the address?",
        hint="Your name, the time and this reason are kept, and the person can ask to see them.",
        missing="Say why you need to see the address",
        page_heading=True,
    )


class SensitiveForm(Form):
    """Hiding an address, or showing it again."""

    sensitive = YesNoField(
        label="Should the address be hidden?",
        hint="A hidden address is shown only to somebody who gives a reason, one look at a time.",
        missing="Choose whether the address should be hidden",
        page_heading=True,
    )
    reason = TextField(label="Why?", missing="Say why")


class SearchForm(Form):
    """Finding a person."""

    mark_optional = False
    q = SearchField(
        label="Find a person",
        hint="Enter a name, an NHS number, a date of birth, a postcode or a reference. You can put several together.",
        missing="Enter a name, an NHS number, a date of birth, a postcode or a reference",
        max_length=200,
        width=30,
    )

    def clean_q(self) -> str:
        text = self.cleaned_data["q"]
        if sum(letter.isalnum() for letter in text) < 2:
            self.add_error("q", "Enter at least 2 letters of a name, or another of these")
        return text
