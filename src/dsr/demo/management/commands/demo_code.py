"""Print the second factor's code of this half minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dsr.demo import accounts


class Command(BaseCommand):
    """Stands in for an authenticator app on a newcomer's machine."""

    help = "Print the six digits every demo account's second factor asks for now."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts.require_embedded()
        self.stdout.write(accounts.code())
