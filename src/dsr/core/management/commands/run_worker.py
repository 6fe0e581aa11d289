"""The background worker: schedule and jobs."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from dsr.core.checks import check_role


class Command(BaseCommand):
    """Started beside the web server; stops cleanly at SIGTERM."""

    help = "Run scheduled and queued jobs."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--concurrency", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        check_role()
        call_command("procrastinate", "worker", f"--concurrency={options['concurrency']}", "--delete-jobs=successful")
