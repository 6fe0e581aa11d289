"""What the team answers about two records."""

from __future__ import annotations

from typing import Any

from dsr.core.forms import CheckboxesField, Form, RadioField, TextAreaField
from dsr.matching import presenters
from dsr.people.models import Person


class NotSameForm(Form):
    """They are two people."""

    reason = TextAreaField(
        label="If they are two people: how do you know?",
        hint="We remember it, and ask again only when a detail changes.",
        missing="Say how you know that they are two people",
        max_length=500,
        rows=3,
    )


class ProposeForm(Form):
    """They are one person: what stays, and how it is known."""

    taken = CheckboxesField(
        label="Which details come from the record that goes?",
        hint="The record that stays keeps its own for all others. Every earlier version is kept.",
        required=False,
    )
    reason = TextAreaField(
        label="How do you know that they are one person?",
        hint="Your colleague decides by this. Say whom you asked and what you saw.",
        missing="Say how you know that they are one person",
        max_length=1000,
        rows=4,
    )

    def __init__(self, *args: Any, kept: Person, gone: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={"taken": presenters.missing(kept, gone)}, **kwargs)
        choices = presenters.takeable(kept, gone)
        self.fields["taken"].set_choices(choices)
        if not choices:
            del self.fields["taken"]


class AnswerForm(Form):
    """The second worker's answer."""

    answer = RadioField(
        label="Do you agree?",
        missing="Choose whether you agree",
        choices=[
            ("agree", "Yes, they are one person: make the two records one now"),
            ("refuse", "No: leave both records as they are"),
        ],
    )
    reason = TextAreaField(
        label="How do you know?",
        hint="If you agree: what you checked yourself. If not: why not.",
        missing="Say how you know",
        max_length=1000,
        rows=3,
    )


class UndoForm(Form):
    """They were two people after all."""

    reason = TextAreaField(
        label="Why are they two people after all?",
        missing="Say why they are two people after all",
        max_length=1000,
        rows=4,
    )


class UndoAnswerForm(Form):
    """The second worker's answer to an undoing."""

    answer = RadioField(
        label="Do you agree?",
        missing="Choose whether you agree",
        choices=[
            ("agree", "Yes, they are two people: make two records again now"),
            ("refuse", "No: leave them one record"),
        ],
    )
