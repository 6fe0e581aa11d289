"""Roles as dated grants, and cover for an absence."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """Stored by short stable codes (product rule); the label is what pages say."""

    COORDINATOR = "coordinator", "Register coordinator"
    LEAD = "lead", "Register lead"
    CLINICIAN = "clinician", "Clinician"
    PARTNER = "partner", "Partner practitioner"
    COMMISSIONER = "commissioner", "Commissioner"
    KEYWORKER = "keyworker", "Key worker"
    PANEL_MEMBER = "panel_member", "Panel member"
    PRIVACY_OFFICER = "privacy_officer", "Privacy officer"
    ADMINISTRATOR = "administrator", "Administrator"


class RoleGrant(models.Model):
    """A role held in one organisation, from a day, until a day, granted by somebody."""

    worker = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "organisation", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="role_grant_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_grant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="role_grant_ended_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker}: {self.get_role_display()} at {self.organisation}"


class Cover(models.Model):
    """While a worker is away another answers for their work."""

    worker = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="absences")
    covered_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="covers")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    arranged_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="cover_ends_after_start"
            ),
            models.CheckConstraint(condition=~models.Q(worker=models.F("covered_by")), name="cover_by_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.covered_by} for {self.worker}"
