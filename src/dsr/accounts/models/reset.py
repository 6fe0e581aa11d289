"""A lost second factor is taken away only with a second worker's agreement."""

from __future__ import annotations

from django.db import models


class SecondFactorReset(models.Model):
    """Asked for by an administrator, agreed by another worker, then done once."""

    public_id = models.CharField(max_length=16, unique=True)
    worker = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="resets")
    reason = models.CharField(max_length=500)
    requested_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    agreed_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("requested_by")),
                name="reset_agreed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True) | ~models.Q(agreed_by=models.F("worker")),
                name="reset_not_agreed_by_its_subject",
            ),
            models.UniqueConstraint(
                fields=["worker"],
                condition=models.Q(agreed_at__isnull=True, refused_at__isnull=True),
                name="reset_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Second factor of {self.worker}"
