"""An export somebody asked for: what and why, never the file."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class Export(models.Model):
    """The right to make one file again and again for a day, for the worker who asked and for nobody else.

    The file is made when it is downloaded, as the worker stands then: no copy of anybody lies about, and who is no
    longer shared with the organisation by then is not in it. ``terms`` are the list's filters, or the person's id.
    """

    class What(models.TextChoices):
        REGISTER = "register", "The register"
        TASKS = "tasks", "Tasks"
        PERSON = "person", "One person"

    class Form(models.TextChoices):
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"
        PRINT = "print", "A page to print"

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    worker = models.ForeignKey("accounts.Worker", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    form = models.CharField(max_length=10, choices=Form)
    terms = models.JSONField()
    why = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="export_says_why"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="export_expires_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
