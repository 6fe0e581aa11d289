"""Giving somebody a key to the person's own page."""

from __future__ import annotations

from typing import Any

from dsr.core.forms import EmailField, Form, RadioField, SelectField, TextAreaField, TextField
from dsr.people.models import Contact, KeyHolder

PRINT, EMAIL = "print", "email"


class ProofField(TextField):
    """The word both know; shown while it is typed, because staff say it aloud."""

    def __init__(self) -> None:
        super().__init__(
            label="The word or number you agreed with them",
            hint="Agree it by phone or face to face. At least 6 letters or digits. Never send it with the link.",
            missing="Enter the word or number you agreed",
            max_length=60,
            width=20,
            autocomplete="off",
        )


class GrantKeyForm(Form):
    """For whom, on what ground, with which second proof, and how the link gets there."""

    holder = RadioField(
        label="Who is it for?",
        missing="Choose who it is for",
        choices=[
            (KeyHolder.PERSON.value, "The person themselves", "They see everything here, and change their decisions."),
            (
                KeyHolder.AUTHORITY.value,
                "Somebody with legal authority",
                "A parent, attorney or deputy. They see the record, and ask us for changes.",
            ),
            (
                KeyHolder.SUPPORTER.value,
                "A supporter, with the person's agreement",
                "They see what is being done, and nothing else of the record.",
            ),
        ],
    )
    contact = SelectField(label="If it is not the person: who?", missing="Choose the contact")
    agreed_note = TextAreaField(
        label="If it is a supporter: how and when did the person agree?",
        missing="Say how and when the person agreed",
        max_length=1000,
    )
    proof = ProofField()
    send = RadioField(
        label="How do they get the link?",
        missing="Choose how they get the link",
        choices=[
            (PRINT, "Print it, and give or post it to them"),
            (EMAIL, "By email, in words that say nothing about the register"),
        ],
    )
    email = EmailField(label="If by email: which address is safe?", missing="Enter the email address")

    only_when = {
        "contact": ("holder", {KeyHolder.AUTHORITY.value, KeyHolder.SUPPORTER.value}),
        "agreed_note": ("holder", {KeyHolder.SUPPORTER.value}),
        "email": ("send", {EMAIL}),
    }

    def __init__(self, contacts: list[Contact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].set_choices(  # type: ignore[attr-defined]
            [(one.public_id, f"{one.name}, {one.relationship}") for one in contacts if not one.is_professional]
        )


class UnlockKeyForm(Form):
    """After too many wrong tries, or when it was forgotten."""

    proof = ProofField()


class EndKeyForm(Form):
    """Why it ends."""

    reason = TextField(label="Why does this access end?", missing="Say why this access ends", max_length=300)
