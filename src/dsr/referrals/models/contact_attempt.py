"""Each try to reach the person or whoever speaks for them."""

from __future__ import annotations

from django.db import models


class ContactAttempt(models.Model):
    """When, how, with whom, in which format, what came of it, and whether the communication need was met.

    Routes and outcomes, and which outcomes are a two-way contact, are local policy.
    """

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="attempts")
    made_at = models.DateTimeField()
    route = models.CharField(max_length=30)
    with_whom = models.CharField(max_length=200)
    speaks_for_person = models.BooleanField(default=True)
    outcome = models.CharField(max_length=40)
    two_way = models.BooleanField()
    format_used = models.CharField(max_length=60, blank=True)
    need_met = models.CharField(max_length=10, blank=True)
    note = models.TextField(max_length=4000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.route} {self.made_at:%Y-%m-%d}"
