"""Tell the made-up stories."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dsr.demo import stories
from dsr.policy import queries as policies


class Command(BaseCommand):
    """Run by the launcher on a new embedded database; safe to run again."""

    help = "Load the demo accounts and the synthetic people, if they are not there."

    def handle(self, *args: Any, **options: Any) -> None:
        area = policies.public_area()
        told = stories.tell_all(area)
        self.stdout.write(f"{told} of {len(stories.of(area))} stories told." if told else "Nothing to do.")
