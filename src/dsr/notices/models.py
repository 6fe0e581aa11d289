"""Notices about people, and who put each away for their organisation."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class NoticeKind(models.TextChoices):
    """What happened, or is about to."""

    DIED = "died", "Somebody died"
    MOVED_HOME = "moved_home", "Somebody has a new address"
    MOVED_COUNCIL = "moved_council", "Another council is responsible"
    MOVED_AREA = "moved_area", "Somebody moved to another area"
    SAFE_CONTACT = "safe_contact", "How to make contact safely has changed"
    HIDDEN_ADDRESS = "hidden_address", "An address is now hidden"
    BIRTHDAY = "birthday", "A birthday that changes the rules"


class Notice(models.Model):
    """Shown to every organisation that sees the person, until somebody there puts it away. Never changed."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    falls_on = models.DateField(null=True, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="birthday", falls_on__isnull=False, age__isnull=False)
                | models.Q(~models.Q(kind="birthday"), age__isnull=True),
                name="notice_birthday_has_day_and_age",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-made_at", "-id"], name="notice_by_day"),
            models.Index(fields=["person", "-made_at"], name="notice_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Dismissal(models.Model):
    """Somebody has seen a notice and put it away for their organisation: insert-only."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="dismissals")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "organisation"], name="notice_dismissed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} put away for {self.organisation_id}"
