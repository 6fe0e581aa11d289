"""Sharing without agreement: safeguarding or serious harm, named, approved, limited, told or not."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class SharingOverride(models.Model):
    """Asked for by one member of the register team, approved by the lead, with an end."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="overrides")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10)
    justification = models.TextField(max_length=2000)
    ground = models.CharField(max_length=40)
    until = models.DateTimeField()
    person_told = models.BooleanField()
    why_not_told = models.CharField(max_length=1000, blank=True)
    requested_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("requested_by")),
                name="override_approved_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(person_told=True) | ~models.Q(why_not_told=""),
                name="override_told_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"Override {self.public_id}"
