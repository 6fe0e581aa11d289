"""The log of information given about the register, before a decision is made."""

from __future__ import annotations

from django.db import models


class InformationGiven(models.Model):
    """Who was told what, in which format, when: a condition of joining (founding page)."""

    class Recipient(models.TextChoices):
        PERSON = "person", "The person"
        PARENTAL_RESPONSIBILITY = "parental_responsibility", "Somebody with parental responsibility"
        SUPPORTING_SERVICE = "supporting_service", "A service that supports them"

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="information_given")
    recipient = models.CharField(max_length=30, choices=Recipient)
    recipient_name = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    format = models.CharField(max_length=40)
    given_on = models.DateField()
    not_applicable = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name_plural = "information given"

    def __str__(self) -> str:
        return f"{self.recipient} on {self.given_on}"
