"""Messages out: previewed, logged, delivered by the worker."""

from __future__ import annotations

from django.db import models

from dsr.core import ids
from dsr.messages.states import MessageState


class Channel(models.TextChoices):
    """How it travels."""

    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    LETTER = "letter", "Letter"


class Message(models.Model):
    """To whom, by which channel, in what words: shown to staff before it leaves, unless it is automatic."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    recipient_name = models.CharField(max_length=200)
    recipient_address = models.TextField(max_length=500)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=20000)
    language = models.CharField(max_length=20, default="en")
    reading = models.CharField(max_length=10, default="standard")
    is_automatic = models.BooleanField(default=False)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    referral_id = models.BigIntegerField(null=True, blank=True)
    # Of a message to staff: what it says once to each reader ("same_day:…", "digest:2026-11-23:…").
    told_of = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.DRAFT)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "cancelled"])
                | models.Q(
                    models.Q(approved_by__isnull=False) | models.Q(is_automatic=True), approved_at__isnull=False
                ),
                name="message_leaves_only_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | models.Q(~models.Q(state="sent"), sent_at__isnull=True),
                name="message_sent_has_when",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(state="cancelled", cancelled_at__isnull=False), ~models.Q(cancelled_reason="")
                )
                | models.Q(~models.Q(state="cancelled"), cancelled_at__isnull=True),
                name="message_cancelled_has_reason",
            ),
            models.UniqueConstraint(
                fields=["told_of", "recipient_address"], condition=~models.Q(told_of=""), name="message_once_to_each"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-created_at", "-id"], name="message_by_day"),
            models.Index(fields=["area", "next_try_at"], name="message_to_try", condition=models.Q(state="queued")),
            models.Index(fields=["referral_id"], name="message_referral"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"
