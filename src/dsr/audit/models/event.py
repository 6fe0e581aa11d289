"""One act, one read, one refusal."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Kind(models.TextChoices):
    """What sort of event it is."""

    ACT = "act", "Change"
    READ = "read", "Look"
    DENIED = "denied", "Refused"
    SIGN_IN = "sign_in", "Sign-in"


class Event(models.Model):
    """Names actors and targets by id strings: no foreign keys into the domain, nothing to keep alive."""

    area_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    xact = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    action = models.CharField(max_length=80)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_role = models.CharField(max_length=120, blank=True)
    organisation_id = models.CharField(max_length=40, blank=True)
    people = ArrayField(models.CharField(max_length=40), default=list)
    targets = ArrayField(models.CharField(max_length=80), default=list)
    why = models.CharField(max_length=500, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            GinIndex(fields=["people"], name="audit_event_people"),
            models.Index(fields=["area_id", "-at"], name="audit_event_area_at"),
            models.Index(fields=["actor_id", "-at"], name="audit_event_actor_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.action} {self.at:%Y-%m-%d %H:%M}"
