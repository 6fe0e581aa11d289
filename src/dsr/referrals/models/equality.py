"""Answers to the optional equality questions, kept apart from the referral they came with."""

from __future__ import annotations

from django.db import models


class EqualityAnswers(models.Model):
    """Seen by nobody who works on the referral: only counts are made of them, by a job of the area."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField("referrals.Referral", on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=20, blank=True)
    ethnic_group = models.CharField(max_length=20, blank=True)
    ethnic_background = models.CharField(max_length=30, blank=True)
    ethnic_background_other = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "equality answers"

    def __str__(self) -> str:
        return f"Equality answers {self.pk}"
