"""A referral, kept exactly as sent, apart from any person until a human has matched it."""

from __future__ import annotations

from django.db import models

from dsr.core import ids
from dsr.referrals.states import ReferralState


class ReferralRoute(models.TextChoices):
    """How it came."""

    WEB = "web", "Public form"
    PROFESSIONAL = "professional", "Professional form"
    TELEPHONE = "telephone", "Keyed from a telephone call"
    PAPER = "paper", "Keyed from paper"


class WhoAbout(models.TextChoices):
    """Who it is about, from the point of view of who filled it in."""

    ME = "me", "Me"
    CARE_FOR = "care_for", "Someone I care for"
    MY_CHILD = "my_child", "A child I have parental responsibility for"
    WORK_WITH = "work_with", "Someone I work with"


class Referral(models.Model):
    """``answers`` are the words as sent and never change."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    reference = models.CharField(max_length=20, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    route = models.CharField(max_length=20, choices=ReferralRoute)
    who_about = models.CharField(max_length=20, choices=WhoAbout)
    language = models.CharField(max_length=20, default="en")
    form_version = models.CharField(max_length=20)
    answers = models.JSONField()
    subject_name = models.CharField(max_length=210)
    subject_born_on = models.DateField(null=True, blank=True)
    same_day = models.BooleanField(default=False)
    same_day_reasons = models.JSONField(default=list)
    same_day_seen_at = models.DateTimeField(null=True, blank=True)
    same_day_seen_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField()
    keyed_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact_due_at = models.DateTimeField()
    contacted_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ReferralState, default=ReferralState.RECEIVED)
    state_at = models.DateTimeField()
    set_aside_until = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    council = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome_code = models.CharField(max_length=40, blank=True)
    outcome_note = models.TextField(max_length=2000, blank=True)
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(person__isnull=False),
                name="referral_accepted_has_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="not_accepted") | ~models.Q(outcome_code=""),
                name="referral_not_accepted_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="set_aside", set_aside_until__isnull=False)
                | models.Q(~models.Q(state="set_aside"), set_aside_until__isnull=True),
                name="referral_set_aside_until_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state", "contact_due_at"], name="referral_by_clock"),
            models.Index(fields=["area", "-received_at", "-id"], name="referral_by_receipt"),
            models.Index(fields=["owner", "state"], name="referral_by_owner"),
        ]

    def __str__(self) -> str:
        return self.reference


class ReferralMove(models.Model):
    """One move from state to state: insert-only."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="moves")
    event = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    reason = models.TextField(max_length=2000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.event}: {self.from_state} to {self.to_state}"
