"""The one table that says who may see a person."""

from __future__ import annotations

from django.db import models


class Level(models.TextChoices):
    """How much an organisation sees; ``people.levels`` says what each shows."""

    REFERRAL = "referral", "The referral as sent"
    SUMMARY = "summary", "Summary"
    PLAN = "plan", "Summary and plan"
    FULL = "full", "Full record"


class InvolvementBasis(models.TextChoices):
    """Why the organisation sees the person."""

    REGISTER_TEAM = "register_team", "Runs the register"
    DISCUSSION = "discussion", "Discussion of the referral"
    SHARING = "sharing", "The person's sharing decision"
    OVERRIDE = "override", "Sharing without agreement"


class Involvement(models.Model):
    """This organisation, this basis, this level, from, until, granted by. Visibility is a row, not a guess."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="involvements")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="involvements")
    basis = models.CharField(max_length=20, choices=InvolvementBasis)
    level = models.CharField(max_length=10, choices=Level)
    decision = models.ForeignKey(
        "people.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    override = models.ForeignKey(
        "people.SharingOverride", on_delete=models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    referral_id = models.BigIntegerField(null=True, blank=True)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["organisation__name", "-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "basis", "referral_id"],
                condition=models.Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="involvement_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="sharing") | models.Q(decision__isnull=False),
                name="involvement_sharing_has_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="override")
                | (models.Q(override__isnull=False) & models.Q(ends_at__isnull=False)),
                name="involvement_override_is_limited",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="discussion")
                | (models.Q(ends_at__isnull=False) & models.Q(referral_id__isnull=False) & models.Q(level="referral")),
                name="involvement_discussion_is_limited",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "organisation", "level"],
                name="involvement_open",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["organisation", "person"],
                name="involvement_org_open",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(fields=["referral_id"], name="involvement_referral"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} sees {self.person_id}: {self.level}"
