"""Being on the register."""

from __future__ import annotations

from django.db import models

from dsr.core import ids
from dsr.register.states import EntryState


class Entry(models.Model):
    """One stay on the register; a person has at most one that is open or waits for their decision to be confirmed."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="entries")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    referral_reference = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=40, blank=True)
    rating = models.CharField(max_length=20, blank=True)
    rating_order = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField()
    review_due_on = models.DateField()
    council = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sort_name = models.CharField(max_length=210)
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["rating_order", "review_due_on", "pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=~models.Q(state="closed"), name="entry_one_open"),
            models.CheckConstraint(condition=~models.Q(state="open", rating=""), name="entry_open_is_rated"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "to_confirm"], closed_at__isnull=True, closed_reason="")
                | models.Q(models.Q(state="closed", closed_at__isnull=False), ~models.Q(closed_reason="")),
                name="entry_closed_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "rating_order", "review_due_on", "id"],
                name="entry_worst_first",
                condition=~models.Q(state="closed"),
            ),
            models.Index(
                fields=["area", "review_due_on", "id"],
                name="entry_by_review",
                condition=~models.Q(state="closed"),
            ),
            models.Index(fields=["area", "sort_name", "id"], name="entry_by_name", condition=~models.Q(state="closed")),
            models.Index(fields=["area"], name="entry_to_confirm", condition=models.Q(state="to_confirm")),
        ]

    def __str__(self) -> str:
        return f"Entry {self.public_id}"


class EntryMove(models.Model):
    """Brought, opened, closed: insert-only."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="moves")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=40)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    reason = models.TextField(max_length=2000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.event
