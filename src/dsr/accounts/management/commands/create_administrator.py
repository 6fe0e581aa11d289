"""The first account of a real deployment."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.forms import ValidationError

from dsr.accounts import queries
from dsr.accounts.actions import invitations
from dsr.accounts.models import Organisation
from dsr.policy import queries as policy


class Command(BaseCommand):
    """Prints an invitation link: whoever opens it chooses the password, so there is no default one."""

    help = "Invite the first administrator of the area; prints a link that works once, for 7 days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="their work email address")
        parser.add_argument("name", help="their full name")
        parser.add_argument(
            "--organisation", default="", help="code of the organisation; the register team if left out"
        )

    def handle(self, *, email: str, name: str, organisation: str, **_: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address.") from error
        if queries.with_email(email):
            raise CommandError("There is an account with this address already. An administrator can give it a role.")
        token = invitations.invite_administrator(email=email, name=name, organisation=_organisation(organisation))
        self.stdout.write("Open this link to set up the account. It works once, for 7 days:")
        self.stdout.write(invitations.link(token))


def _organisation(code: str) -> Organisation:
    area = policy.public_area()
    if not code:
        return queries.register_team(area.pk)
    try:
        return queries.organisation(area.pk, code)
    except Organisation.DoesNotExist as error:
        codes = ", ".join(place.code for place in queries.organisations(area.pk))
        raise CommandError(f"{code} is no organisation of {area}. Use one of: {codes}.") from error
