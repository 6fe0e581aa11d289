"""Who answered for a referral, from when."""

from __future__ import annotations

from django.db import models


class OwnerChange(models.Model):
    """A referral taken, given, covered or let go: insert-only. Nobody on either side means unowned."""

    class How(models.TextChoices):
        TAKEN = "taken", "Taken"
        GIVEN = "given", "Given"
        COVERED = "covered", "Taken over while the owner is away"
        RELEASED = "released", "Let go"

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="owner_changes")
    how = models.CharField(max_length=10, choices=How)
    from_worker = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_worker = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.how} {self.made_at:%Y-%m-%d}"
