"""A sheet somebody brings, and what was said of its columns."""

from __future__ import annotations

from django.db import models

from dsr.core import ids
from dsr.imports.states import ImportState


class Import(models.Model):
    """One sheet of an earlier register. ``content`` is the file itself, kept until the rows are brought in."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    file_name = models.CharField(max_length=200)
    sheet_name = models.CharField(max_length=100)
    sheet_names = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    rows_total = models.PositiveIntegerField(default=0)
    rows_checked = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    beat_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["area", "-uploaded_at", "-id"], name="import_newest")]

    def __str__(self) -> str:
        return f"Import {self.public_id}"


class ColumnMap(models.Model):
    """What the columns of sheets with these headings hold, as somebody said it last."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["area", "fingerprint"], name="column_map_once")]

    def __str__(self) -> str:
        return self.fingerprint[:12]
