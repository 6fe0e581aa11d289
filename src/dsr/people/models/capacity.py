"""Capacity and best interests under the Mental Capacity Act 2005, decision by decision."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class Finding(models.TextChoices):
    """Answer to one limb of the test (MCA 2005 s3)."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class ForOneDecision(models.Model):
    """What a capacity assessment or a best-interests decision is about: one decision, dated."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    decision_kind = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    entered_in_error_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class CapacityAssessment(ForOneDecision):
    """Presumed until shown otherwise; the outcome is derived from the four limbs and the impairment (s2, s3)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="capacity_assessments")
    assessed_on = models.DateField()
    assessed_by_name = models.CharField(max_length=200)
    help_given = models.TextField(max_length=2000)
    understand = models.CharField(max_length=10, choices=Finding)
    retain = models.CharField(max_length=10, choices=Finding)
    weigh = models.CharField(max_length=10, choices=Finding)
    communicate = models.CharField(max_length=10, choices=Finding)
    because_of_impairment = models.CharField(max_length=10, choices=Finding)
    impairment = models.CharField(max_length=500, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    lacks_capacity = models.BooleanField()

    class Meta(ForOneDecision.Meta):
        abstract = False
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lacks_capacity=False)
                | (
                    models.Q(because_of_impairment="yes")
                    & (
                        models.Q(understand="no")
                        | models.Q(retain="no")
                        | models.Q(weigh="no")
                        | models.Q(communicate="no")
                    )
                ),
                name="capacity_lacking_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Capacity assessment {self.public_id}"


class BestInterestsDecision(ForOneDecision):
    """Made for somebody who lacks capacity for this decision (MCA 2005 s4)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="best_interests")
    capacity_assessment = models.ForeignKey(CapacityAssessment, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_by_name = models.CharField(max_length=200)
    wishes = models.TextField(max_length=2000)
    consulted = models.TextField(max_length=2000)
    less_restrictive = models.TextField(max_length=2000)
    advocate = models.CharField(max_length=500)
    in_best_interests = models.BooleanField()
    review_on = models.DateField(null=True, blank=True)

    class Meta(ForOneDecision.Meta):
        abstract = False
        ordering = ["-made_on", "-pk"]

    def __str__(self) -> str:
        return f"Best-interests decision {self.public_id}"
