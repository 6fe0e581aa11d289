"""Forms of the task pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dsr.accounts.models import Worker
from dsr.core.forms import CheckboxesField, DateField, Form, RadioField, SelectField, TextAreaField
from dsr.core.forms.choices import Choice

NOBODY = "nobody"
WHOSE: tuple[Choice, ...] = (
    ("team", "My organisation's"),
    ("mine", "Mine, and those I cover for"),
    ("covering", "Those I cover for"),
    ("unowned", "My organisation's, with nobody"),
    ("all", "All I can see"),
)
WHEN: tuple[Choice, ...] = (
    ("", "Any time"),
    ("overdue", "Overdue"),
    ("today", "Due today"),
    ("week", "Due in the next 7 days"),
    ("escalated", "Shown to more people"),
    ("aside", "Set aside"),
)


class FilterForm(Form):
    """Which tasks to list. What the address gets wrong falls back to the first choice."""

    mark_optional = False
    whose = SelectField(label="Whose", choices=WHOSE, required=False, nothing="My organisation's")
    when = SelectField(label="When", choices=WHEN, required=False, nothing="Any time")
    kind = SelectField(label="Kind", required=False, nothing="Every kind")

    def __init__(self, *args: Any, kinds: dict[str, str], colleagues: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: list[Choice] = [(worker.public_id, worker.name) for worker in colleagues]
        self.fields["whose"].set_choices([*WHOSE[1:], *named])  # type: ignore[attr-defined]
        self.fields["when"].set_choices(WHEN[1:])  # type: ignore[attr-defined]
        self.fields["kind"].set_choices(kinds.items())  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters that make sense, empty where none was chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class CompleteForm(Form):
    evidence = TextAreaField(label="", max_length=2000, page_heading=False)

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].label = question
        self.fields["evidence"].missing = question  # type: ignore[attr-defined]


class CancelForm(Form):
    reason = TextAreaField(
        label="Why does this end without being done?",
        hint="This stays on record with your name.",
        missing="Say why this ends without being done",
        max_length=500,
    )


class AssignForm(Form):
    worker = RadioField(label="Who takes this on?", missing="Choose who takes this on")

    def __init__(self, *args: Any, colleagues: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {worker.public_id: worker for worker in colleagues}
        named: list[Choice] = [(public_id, worker.name) for public_id, worker in self.colleagues.items()]
        self.fields["worker"].set_choices([*named, (NOBODY, "Nobody for now")])  # type: ignore[attr-defined]

    def chosen(self) -> Worker | None:
        return self.colleagues.get(self.cleaned_data["worker"])


class GiveManyForm(AssignForm):
    """Several tasks and who takes them on."""

    task = CheckboxesField(label="Which tasks?", missing="Choose one or more tasks", small=True)
    field_order = ("task", "worker")

    def __init__(self, *args: Any, tasks: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].set_choices(tasks)  # type: ignore[attr-defined]


class SetAsideForm(Form):
    until = DateField(
        label="Until which day?",
        noun="The day",
        hint="The task comes back on that day, or as soon as it is overdue. Its due date does not move.",
        missing="Enter the day until which this is set aside",
    )
    reason = TextAreaField(label="Why is it set aside?", missing="Say why this is set aside", max_length=500, rows=3)
