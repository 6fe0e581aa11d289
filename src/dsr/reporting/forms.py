"""Questions to the audit log, and what an export is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dsr.core.forms import DateField, Form, RadioField, TextField
from dsr.core.nhs_number import InvalidNHSNumber, parse_nhs_number

#: Each form of an export with its words and a hint.
FORMS: dict[str, tuple[str, str]] = {
    "xlsx": ("An Excel file", "One sheet, ready to print, with the dates as dates."),
    "csv": ("A CSV file", "For another program."),
    "print": ("A page to print", "The same list on paper."),
}


class FindPersonForm(Form):
    """Whose record is asked about."""

    mark_optional = False
    person = TextField(
        label="Whose record is it about?",
        hint="Enter a name or an NHS number.",
        missing="Enter a name or an NHS number",
        width=20,
    )

    def wanted(self) -> dict[str, str]:
        """The search as a name or as ten digits, whichever it is."""
        text = self.cleaned_data["person"]
        try:
            return {"nhs_number": parse_nhs_number(text)}
        except InvalidNHSNumber:
            return {"name": text}


class FindWorkerForm(Form):
    """Whose doings are asked about."""

    mark_optional = False
    worker = TextField(
        label="Which worker is it about?",
        hint="Enter part of a name or an email address.",
        missing="Enter part of a name or an email address",
        width=20,
    )


class PeriodForm(Form):
    """Which days, and what sort of event."""

    mark_optional = False
    first_on = DateField(label="From", required=False, noun="The first day")
    last_on = DateField(label="To", required=False, noun="The last day")
    kind = RadioField(
        label="What to show",
        required=False,
        choices=[("", "Everything"), ("read", "Only who looked"), ("act", "Only changes"), ("denied", "Only refusals")],
    )

    def period(self) -> dict[str, Any]:
        return {"first_on": self.cleaned_data.get("first_on"), "last_on": self.cleaned_data.get("last_on")}


class ExportForm(Form):
    """In which form somebody wants it, and what for."""

    form = RadioField(label="What do you need?", missing="Choose a form")
    why = TextField(
        label="What is it for?",
        hint="For example: the register meeting on Thursday. Do not name anybody. This is kept on record.",
        missing="Enter what it is for",
        max_length=300,
    )

    def __init__(self, *args: Any, forms: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].set_choices([(code, *FORMS[code]) for code in forms])  # type: ignore[attr-defined]
