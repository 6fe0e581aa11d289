"""Print the demo accounts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dsr.demo import accounts


class Command(BaseCommand):
    """What ``./dsr up`` shows."""

    help = "Print one demo account for each role and how to pass its second factor."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts.require_embedded()
        self.stdout.write("\n".join(accounts.lines()))
