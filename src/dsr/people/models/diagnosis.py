"""Learning disability and autism: what is known, who confirmed it, when."""

from __future__ import annotations

from django.db import models


class Condition(models.TextChoices):
    """The two conditions the register is for."""

    LEARNING_DISABILITY = "learning_disability", "Learning disability"
    AUTISM = "autism", "Autism"


class DiagnosisStatus(models.TextChoices):
    """How sure it is. Which statuses pass is local policy."""

    CONFIRMED = "confirmed", "Confirmed"
    AWAITING_ASSESSMENT = "awaiting_assessment", "Awaiting assessment"
    CONSIDERED = "considered", "Clinically considered, not assessed"
    NOT_DIAGNOSED = "not_diagnosed", "Assessed, not diagnosed"
    NOT_KNOWN = "not_known", "Not known"


class Diagnosis(models.Model):
    """One statement; a newer one supersedes it."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="diagnoses")
    condition = models.CharField(max_length=30, choices=Condition)
    status = models.CharField(max_length=30, choices=DiagnosisStatus)
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    confirmed_when = models.CharField(max_length=60, blank=True)
    evidence = models.TextField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["condition", "-recorded_at", "-pk"]
        verbose_name_plural = "diagnoses"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "condition"],
                condition=models.Q(superseded_at__isnull=True),
                name="diagnosis_one_current",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="confirmed") | ~models.Q(confirmed_by_name=""),
                name="diagnosis_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition}: {self.status}"
