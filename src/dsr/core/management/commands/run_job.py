"""Run one job now, for every area."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dsr.core import jobs


class Command(BaseCommand):
    """For operators and tests: the same work the schedule does."""

    help = "Run a named job now."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("name", choices=sorted(jobs.JOBS))

    def handle(self, *args: Any, **options: Any) -> None:
        jobs.run(options["name"])
