"""The clinician's decision about risk, and the support needed now."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class Rating(models.Model):
    """Insert-only. ``rating`` may be ``below_green``: not at risk now, an outcome rather than a register rating.

    ``entry`` is set when it takes effect: at once for somebody on the register, on joining for a first rating.
    ``carried_over`` says who had rated and when, for one that was brought from an earlier register: nobody decided it
    here, and ``decided_by`` is the worker who brought it.
    """

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="ratings")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    entry = models.ForeignKey("register.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="ratings")
    assessment = models.OneToOneField(
        "register.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="rating"
    )
    rating = models.CharField(max_length=20)
    suggested = models.CharField(max_length=20, blank=True)
    suggestion_reasons = models.JSONField(default=list)
    rationale = models.TextField(max_length=4000)
    override_reason = models.TextField(max_length=2000, blank=True)
    carried_over = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    took_effect_at = models.DateTimeField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suggested="")
                | models.Q(suggested=models.F("rating"))
                | ~models.Q(override_reason=""),
                name="rating_override_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=True, took_effect_at__isnull=True)
                | models.Q(entry__isnull=False, took_effect_at__isnull=False),
                name="rating_takes_effect_on_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating} {self.decided_at:%Y-%m-%d}"


class SupportNeed(models.Model):
    """Support needed now; becomes a task or a support request when the rating takes effect."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="support_needs")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code
