"""How to talk to somebody, and how to reach them safely (Accessible Information Standard, DAPB1605)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CommunicationProfile(models.Model):
    """One version; the one without ``superseded_at`` holds. Shown first on every page and print."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="profiles")
    how_to_talk_to_me = models.TextField(max_length=2000, blank=True)
    formats = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    adjustments = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=60, blank=True)
    interpreter_needed = models.BooleanField(null=True, blank=True)
    interpreter_note = models.CharField(max_length=300, blank=True)
    contact_method = models.CharField(max_length=30, blank=True)
    contact_times = models.CharField(max_length=300, blank=True)
    contact_unsafe = models.TextField(max_length=1000, blank=True)
    no_voicemail = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(superseded_at__isnull=True),
                name="communication_profile_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"Communication profile {self.pk}"
