"""The people around somebody: family, carers, professionals, and what authority each holds."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class Authority(models.TextChoices):
    """Legal authority to decide for somebody. A carer has none by being a carer."""

    NONE = "none", "No legal authority"
    PARENTAL_RESPONSIBILITY = "parental_responsibility", "Parental responsibility"
    ATTORNEY = "attorney", "Health and welfare attorney"
    DEPUTY = "deputy", "Court-appointed deputy"
    NOT_KNOWN = "not_known", "Not known"


class Contact(models.Model):
    """One person around the person; ended, never removed."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="contacts")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    name = models.CharField(max_length=200)
    relationship = models.CharField(max_length=120)
    is_professional = models.BooleanField(default=False)
    organisation_name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    authority = models.CharField(max_length=30, choices=Authority, default=Authority.NOT_KNOWN)
    authority_seen_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["is_professional", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="contact_ended_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Contact {self.public_id}"
