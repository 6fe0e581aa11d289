"""Who linked a referral to a person, and on what evidence. Nothing is linked without a human."""

from __future__ import annotations

from django.db import models


class ReferralMatch(models.Model):
    """Insert-only; undoing is another row."""

    class What(models.TextChoices):
        MATCHED = "matched", "Matched to an existing person"
        CREATED = "created", "New person made"
        UNMATCHED = "unmatched", "Match undone"

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="matches")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="referral_matches")
    what = models.CharField(max_length=10, choices=What)
    agreeing = models.JSONField(default=list)
    differing = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name_plural = "referral matches"

    def __str__(self) -> str:
        return f"{self.what} {self.referral_id}"
