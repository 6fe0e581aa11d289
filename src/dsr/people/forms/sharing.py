"""Asking for sharing without agreement."""

from __future__ import annotations

from typing import Any

from dsr.accounts import queries as accounts
from dsr.core.forms import DateField, Form, RadioField, TextAreaField, YesNoField
from dsr.people import levels
from dsr.people.models import Level
from dsr.people.queries import LEVELS
from dsr.people.rules import OVERRIDE_DAYS, OVERRIDE_GROUNDS


class OverrideForm(Form):
    """Everything the lead needs to decide."""

    organisation = RadioField(label="Who needs to see the person?", missing="Choose who needs to see the person")
    level = RadioField(
        label="How much do they need to see?",
        hint="Choose the least that will do.",
        missing="Choose how much they need to see",
        choices=[(level, Level(level).label, levels.IN_WORDS[level]) for level in LEVELS],
    )
    ground = RadioField(
        label="Which reason does the law give?",
        missing="Choose the reason",
        choices=list(OVERRIDE_GROUNDS.items()),
    )
    justification = TextAreaField(
        label="Why is it necessary, and why now?",
        hint="Say also why asking for agreement is not possible or was refused.",
        missing="Say why it is necessary",
        max_length=2000,
    )
    until = DateField(
        label="Until when?",
        hint=f"At most {OVERRIDE_DAYS} days. You can ask again.",
        noun="The end",
        missing="Enter the last day",
    )
    person_told = YesNoField(label="Has the person been told?", missing="Choose whether the person has been told")
    why_not_told = TextAreaField(
        label="If no, why not?", missing="Say why the person has not been told", max_length=1000, rows=3
    )

    only_when = {"why_not_told": ("person_told", {"no"})}

    def __init__(self, area_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = accounts.organisations(area_id).exclude(kind="register_team")
        self.organisations = {other.public_id: other for other in others}
        self.fields["organisation"].set_choices((pid, other.name) for pid, other in self.organisations.items())


class OverrideAnswerForm(Form):
    """The lead's answer."""

    answer = RadioField(
        label="What do you decide?",
        missing="Choose what you decide",
        choices=[
            ("approve", "Approve: the organisation sees the person from now on, until the day asked for"),
            ("refuse", "Refuse: nothing is shared"),
        ],
    )


class EndOverrideForm(Form):
    """Ending it early."""

    reason = TextAreaField(
        label="Why does it end early?", missing="Say why it ends early", max_length=300, rows=3, page_heading=True
    )
