"""Forms of administration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError

from dsr.accounts.forms.sign_in import HINT
from dsr.accounts.models import Organisation, Role, Worker
from dsr.core.forms import (
    DateField,
    EmailField,
    Form,
    PasswordField,
    PhoneField,
    SearchField,
    SelectField,
    TextAreaField,
    TextField,
)

STATUSES = (("active", "Active"), ("disabled", "Disabled"), ("no_role", "No role today"))
ROLE_HINTS = {
    "coordinator": "Works referrals and the register from day to day",
    "lead": "Leads the register team, approves sharing without agreement, arranges cover",
    "clinician": "Completes the support tool and decides the rating",
    "partner": "Sees the people shared with their organisation",
    "commissioner": "Convenes and chairs reviews",
    "keyworker": "Works with people referred to the key worker service",
    "panel_member": "Takes part in reviews they are named for",
    "privacy_officer": "Sees who has looked at whom, no clinical text",
    "administrator": "Looks after accounts, sees nobody's details",
}


class WorkersForm(Form):
    """Filters of the list of workers."""

    mark_optional = False
    text = SearchField(label="Name or email address", required=False, size="s")
    organisation = SelectField(label="Organisation", required=False, nothing="Any", size="s")
    role = SelectField(label="Role", required=False, nothing="Any", choices=Role.choices, size="s")
    status = SelectField(label="Account", required=False, nothing="Any", choices=STATUSES, size="s")

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, organisations)


class _RoleForm(Form):
    """An organisation, a role and an end."""

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        self.organisations = {place.public_id: place for place in organisations}
        super().__init__(*args, **kwargs)
        _offer(self, self.organisations.values())

    def organisation_chosen(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]


def _organisation() -> SelectField:
    return SelectField(label="Organisation", missing="Choose an organisation")


def _role() -> SelectField:
    return SelectField(label="Role", missing="Choose a role", choices=Role.choices)


def _end() -> DateField:
    return DateField(
        label="Last day of the role",
        hint="Leave this empty if it has no end. For example, 31 3 2027",
        noun="The last day",
        required=False,
        not_past=True,
    )


class GrantForm(_RoleForm):
    """A role for a worker who has an account."""

    organisation = _organisation()
    role = _role()
    starts_on = DateField(label="First day of the role", noun="The first day", missing="Enter the first day")
    ends_on = _end()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must be the same as or after the first day")
        return cleaned


class InvitationForm(_RoleForm):
    """A new worker."""

    name = TextField(label="Full name", missing="Enter their full name")
    email = EmailField(label="Work email address", missing="Enter their work email address")
    organisation = _organisation()
    role = _role()
    ends_on = _end()


class AcceptForm(Form):
    """What a new worker says about themself."""

    name = TextField(label="Full name", missing="Enter your full name", autocomplete="name")
    job_title = TextField(label="Job title", required=False, autocomplete="organization-title")
    phone = PhoneField(label="Work phone number", required=False, autocomplete="tel")
    password = PasswordField(
        label="Choose a password",
        hint=HINT,
        missing="Choose a password",
        autocomplete="new-password",
        max_length=1000,
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("password"):
            somebody = Worker(email=self.email, name=cleaned.get("name", ""))
            try:
                get_adapter().clean_password(cleaned["password"], user=somebody)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class ReasonForm(Form):
    """Why: kept in the audit log."""

    reason = TextAreaField(
        label="Why?",
        hint="This is kept on record. Do not name anybody on the register.",
        missing="Enter the reason",
        max_length=500,
        rows=3,
    )


class CoverForm(Form):
    """Who is away, when, and who answers for their work."""

    worker = SelectField(label="Who is away?", missing="Choose who is away")
    covered_by = SelectField(label="Who answers for their work?", missing="Choose who answers for their work")
    starts_on = DateField(
        label="First day away", noun="The first day", missing="Enter the first day away", not_past=True
    )
    ends_on = DateField(label="Last day away", noun="The last day", missing="Enter the last day away", not_past=True)

    def __init__(self, *args: Any, away: Iterable[Worker], colleagues: Iterable[Worker], **kwargs: Any) -> None:
        self.people = {person.public_id: person for person in [*away, *colleagues]}
        super().__init__(*args, **kwargs)
        self.fields["worker"].set_choices([(p.public_id, p.name) for p in away])  # type: ignore[attr-defined]
        self.fields["covered_by"].set_choices([(p.public_id, p.name) for p in colleagues])  # type: ignore[attr-defined]


def _offer(form: Form, organisations: Iterable[Organisation]) -> None:
    choices = [(place.public_id, place.name) for place in organisations]
    form.fields["organisation"].set_choices(choices)  # type: ignore[attr-defined]
