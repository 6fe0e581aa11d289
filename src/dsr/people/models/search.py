"""A search lives under an opaque id: no name or number in a URL."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class Search(models.Model):
    """What a worker searched for, kept for a day, readable by that worker alone."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    worker = models.ForeignKey("accounts.Worker", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=40)
    terms = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return self.public_id
