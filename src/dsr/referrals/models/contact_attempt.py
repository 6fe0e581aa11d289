"""Each try to reach the person or whoever speaks for them."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class ContactRoute(models.TextChoices):
    """The way it was tried."""

    PHONE = "phone", "Telephone call"
    VIDEO = "video", "Video call"
    VISIT = "visit", "Visit"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"


class ContactOutcome(models.TextChoices):
    """What came of it."""

    SPOKE_TO_PERSON = "spoke_to_person", "We and the person spoke with each other"
    SPOKE_FOR_PERSON = "spoke_for_person", "We spoke with somebody who speaks for the person"
    ASKED_LATER = "asked_later", "They asked us to try another time"
    NO_ANSWER = "no_answer", "No answer"
    LEFT_MESSAGE = "left_message", "We left a message"
    MESSAGE_SENT = "message_sent", "Sent, no answer yet"
    WRONG_DETAILS = "wrong_details", "The number or address was wrong"


#: Only these keep the promise: an exchange with the person, or with whoever speaks for them.
TWO_WAY = frozenset({ContactOutcome.SPOKE_TO_PERSON, ContactOutcome.SPOKE_FOR_PERSON})


class NeedMet(models.TextChoices):
    """Whether the contact was made in the way the person needs (Accessible Information Standard)."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class ContactAttempt(models.Model):
    """When, how, with whom, in which format, what came of it, and whether the communication need was met.

    Never changed: a mistake is marked as entered in error, and the right attempt is added beside it.
    """

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="attempts")
    made_at = models.DateTimeField()
    route = models.CharField(max_length=30, choices=ContactRoute)
    with_whom = models.CharField(max_length=200)
    speaks_for_person = models.BooleanField(default=True)
    outcome = models.CharField(max_length=40, choices=ContactOutcome)
    two_way = models.BooleanField()
    format_used = models.CharField(max_length=60, blank=True)
    need_met = models.CharField(max_length=10, blank=True, choices=NeedMet)
    note = models.TextField(max_length=4000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_in_error_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    entered_in_error_at__isnull=True, entered_in_error_by__isnull=True, entered_in_error_reason=""
                )
                | (
                    models.Q(entered_in_error_at__isnull=False, entered_in_error_by__isnull=False)
                    & ~models.Q(entered_in_error_reason="")
                ),
                name="attempt_error_who_when_why",
            ),
            models.CheckConstraint(
                condition=models.Q(two_way=True, outcome__in=["spoke_to_person", "spoke_for_person"])
                | (models.Q(two_way=False) & ~models.Q(outcome__in=["spoke_to_person", "spoke_for_person"])),
                name="attempt_two_way_is_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.made_at:%Y-%m-%d}"
