"""The hash chain over the events of an area."""

from __future__ import annotations

from django.db import models


class Seal(models.Model):
    """One link: the event's own hash folded into the one before. Written by the area's sealing job only."""

    area_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    event = models.OneToOneField("audit.Event", on_delete=models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["area_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["area_id", "sequence"], name="audit_seal_sequence"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}/{self.sequence}"
