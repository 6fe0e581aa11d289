"""Which emails about work a worker wants."""

from __future__ import annotations

from django.db import models


class EmailChoice(models.Model):
    """Made only when a worker chooses; until then they get what ``mailing.BY_ITSELF`` says."""

    worker = models.OneToOneField("accounts.Worker", on_delete=models.CASCADE, related_name="email_choice")
    same_day = models.BooleanField()
    new_referrals = models.BooleanField()
    digest = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["worker_id"]

    def __str__(self) -> str:
        return f"Emails to {self.worker}"
