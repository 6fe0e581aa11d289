"""A form being filled in: kept in the database, resumed by a secret link, gone after its days."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """Readable with its link's secret, or by the worker who keys it. One draft makes at most one referral."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    route = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    worker = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["expires_at"], name="draft_expiry")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
