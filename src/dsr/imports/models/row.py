"""One row of a sheet: what it says, what happens with it, whom it became."""

from __future__ import annotations

from django.db import models


class Outcome(models.TextChoices):
    """What the check found. All but the last three may still change."""

    UNCHECKED = "unchecked", "Not checked yet"
    NEW = "new", "New person"
    KNOWN = "known", "Already on record"
    REPEAT = "repeat", "Twice in the sheet"
    ASK = "ask", "Somebody has to decide"
    WRONG = "wrong", "Needs mending"
    LEFT_OUT = "left_out", "Left out"
    HERE = "here", "On the register already"
    UNDONE = "undone", "Taken back"
    KEPT = "kept", "Kept: somebody has worked on it"


class ImportRow(models.Model):
    """One row. ``number`` is the row of the sheet; ``cells`` its texts, ``corrected`` those changed here, by place.

    ``choice`` is what a worker decided of a row that could not be decided without: "new", "same:" and the person,
    "repeat", or "leave_out". ``words`` stay with the person when the cells are cleared.
    """

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    importing = models.ForeignKey("imports.Import", on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    corrected = models.JSONField(default=dict)
    key = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=210, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    born_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.UNCHECKED)
    problems = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    maybe = models.JSONField(default=list)
    twin_of = models.PositiveIntegerField(null=True, blank=True)
    choice = models.CharField(max_length=30, blank=True)
    words = models.JSONField(default=list)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="import_rows"
    )
    made_person = models.BooleanField(default=False)
    entry = models.ForeignKey("register.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["importing", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["importing", "outcome", "number"], name="import_row_by_outcome"),
            models.Index(fields=["area", "key"], name="import_row_by_key", condition=models.Q(done_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Row {self.number}"

    def texts(self) -> list[str]:
        """What the row says, with what was corrected."""
        return [self.corrected.get(str(place), text) for place, text in enumerate(self.cells)]
