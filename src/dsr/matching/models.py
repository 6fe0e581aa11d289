"""Pairs that may be one person, and merges with every row they moved."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from dsr.core import ids
from dsr.matching.states import STANDING, MergeState


class Outcome(models.TextChoices):
    """What a human, or the next search, made of a pair."""

    WAITING = "waiting", "Somebody has to look"
    NOT_SAME = "not_same", "Two different people"
    MERGED = "merged", "Made one"
    SETTLED = "settled", "No longer alike"


class PossibleDuplicate(models.Model):
    """Two records that look like one person. The smaller id first; a pair once. "Not the same" is remembered."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    one = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    points = models.FloatField()
    likely = models.BooleanField()
    agreeing = ArrayField(models.CharField(max_length=100))
    differing = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    fingerprint = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-points", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="duplicate_smaller_first"),
            models.CheckConstraint(
                condition=~models.Q(outcome="not_same")
                | (models.Q(decided_at__isnull=False, decided_by__isnull=False) & ~models.Q(reason="")),
                name="duplicate_not_same_who_and_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-points", "id"], name="duplicate_waiting", condition=models.Q(outcome="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"Pair {self.public_id}"


class Merge(models.Model):
    """Two records made one: proposed by one worker, agreed by another; undone the same way."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    gone_identity = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=MergeState, default=MergeState.PROPOSED)
    reason = models.TextField(max_length=1000)
    taken = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    revision_before = models.PositiveIntegerField(null=True, blank=True)
    revision_after = models.PositiveIntegerField(null=True, blank=True)
    proposed_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(max_length=1000, blank=True)
    undo_reason = models.TextField(max_length=1000, blank=True)
    undo_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undo_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(kept=models.F("gone")), name="merge_of_two"),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "refused", "taken_back"])
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("proposed_by"))),
                name="merge_agreed_by_a_second",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["undo_agreed", "undone"])
                | (models.Q(undone_by__isnull=False) & ~models.Q(undone_by=models.F("undo_by"))),
                name="merge_undone_by_a_second",
            ),
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(state__in=STANDING), name="merge_one_way_from_a_record"
            ),
            models.UniqueConstraint(
                fields=["gone", "kept"], condition=models.Q(state="proposed"), name="merge_proposed_once"
            ),
        ]
        indexes = [models.Index(fields=["area", "state", "-proposed_at"], name="merge_by_state")]

    def __str__(self) -> str:
        return f"Merge {self.public_id}"

    @property
    def gone_name(self) -> str:
        """The name of the record that went, as it was."""
        return f"{self.gone_identity.get('given_name', '')} {self.gone_identity.get('family_name', '')}".strip()


class MergedRow(models.Model):
    """One row a merge changed: which, and the changed columns before and after. What undoing goes by."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="rows")
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    was = models.JSONField()
    became = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"
