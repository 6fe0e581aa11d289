"""What comes after a referral was sent: what its maker adds to it, and the codes that let them in again."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class Addition(models.Model):
    """Something its maker told us later. Kept beside the referral, which stays as it was sent; never changed."""

    class Kind(models.TextChoices):
        INFORMATION = "information", "More information"
        CONTACT = "contact", "Other contact details"
        STOP = "stop", "Asked to stop the referral"

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="additions")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField(max_length=4000, blank=True)
    details = models.JSONField(default=dict)
    changes_safety = models.BooleanField(default=False)
    language = models.CharField(max_length=20, default="en")
    reading = models.CharField(max_length=10, default="standard")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class CodeRequest(models.Model):
    """Somebody asks for a code. Only the worker looks whether the reference exists; then this row goes."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    reference = models.CharField(max_length=40)
    contact = models.CharField(max_length=254)
    language = models.CharField(max_length=20, default="en")
    reading = models.CharField(max_length=10, default="standard")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"Code request {self.pk}"


class FollowCode(models.Model):
    """A code of 128 bits, kept as its hash: used once within its minutes, it opens one short visit."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="+")
    referral_token = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    visit_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    visit_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True, visit_hash__isnull=True, visit_seen_at__isnull=True)
                | models.Q(used_at__isnull=False, visit_hash__isnull=False, visit_seen_at__isnull=False),
                name="follow_code_used_opens_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"Follow code {self.pk}"
