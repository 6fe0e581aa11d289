"""The support tool: its versions, and one completion of it, section by section."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class ToolDefinition(models.Model):
    """A published version of a questionnaire; never edited. Old answers are never scored by a newer one."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    population = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    effective_on = models.DateField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["population", "-effective_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code", "version"], name="tool_definition_version"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Assessment(models.Model):
    """One completion, resumable by a colleague, ended by a rating or abandoned with a reason."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="assessments")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    definition = models.ForeignKey(ToolDefinition, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    abandoned_at = models.DateTimeField(null=True, blank=True)
    abandoned_reason = models.CharField(max_length=500, blank=True)
    suggestion = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(completed_at__isnull=True, abandoned_at__isnull=True),
                name="assessment_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(abandoned_at__isnull=True) | ~models.Q(abandoned_reason=""),
                name="assessment_abandoned_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment {self.public_id}"


class AssessmentSection(models.Model):
    """One saving of one section: insert-only; the newest revision holds."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sections")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()
    answers = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["section", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "section", "revision"], name="assessment_section_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.section} revision {self.revision}"
