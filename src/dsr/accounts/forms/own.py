"""Forms of the worker's own account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dsr.accounts import mailing
from dsr.accounts.models import RoleGrant
from dsr.core.forms import CheckboxesField, Form, RadioField


class OrganisationForm(Form):
    """Which organisation to act for."""

    organisation = RadioField(
        label="Which organisation are you working for now?",
        missing="Choose the organisation you are working for now",
        page_heading=True,
    )

    def __init__(self, *args: Any, grants: Iterable[RoleGrant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].set_choices(_places(grants))  # type: ignore[attr-defined]


class EmailsForm(Form):
    """Which emails about work to get."""

    mark_optional = False
    emails = CheckboxesField(label="Which emails do you want?", hint="No email names anybody.", required=False)

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emails"].set_choices((one, *mailing.WORDS[one]) for one in offered)  # type: ignore[attr-defined]


def _places(grants: Iterable[RoleGrant]) -> list[tuple[str, str, str]]:
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for grant in grants:
        place = grant.organisation.public_id
        names[place] = grant.organisation.name
        roles.setdefault(place, []).append(grant.get_role_display())
    return [(place, name, ", ".join(roles[place])) for place, name in names.items()]
