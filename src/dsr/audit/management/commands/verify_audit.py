"""Check the hash chain of every area."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dsr.audit import sealing
from dsr.core import jobs, scope


class Command(BaseCommand):
    """Prints the head of each chain; fails when a link does not fit."""

    help = "Verify the audit log's hash chain."

    def handle(self, *args: Any, **options: Any) -> None:
        damaged = 0
        for area_id in jobs.area_ids():
            with transaction.atomic(), scope.job(name="verify_audit", area_id=area_id):
                wrong = list(sealing.broken(area_id))
                sequence, digest = sealing.head(area_id)
            damaged += len(wrong)
            self.stdout.write(f"area {area_id}: {sequence} events sealed, head {digest}, {len(wrong)} broken")
            for number in wrong[:20]:
                self.stderr.write(f"area {area_id}: event {number} of the chain does not fit")
        if damaged:
            raise CommandError("The audit log has been altered. Keep a copy and tell the privacy officer.")
