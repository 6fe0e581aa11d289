"""One version of an area's policy document, kept as it was."""

from __future__ import annotations

from django.db import models


class PolicyVersion(models.Model):
    """Immutable: a change is a new version with its own effective date. Decisions keep the version they used."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_on = models.DateField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["area", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="policy_version_number"),
            models.UniqueConstraint(fields=["area", "sha256", "effective_on"], name="policy_version_document"),
        ]

    def __str__(self) -> str:
        return f"{self.area} version {self.number}"
