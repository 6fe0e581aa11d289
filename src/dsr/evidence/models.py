"""Evidence of a diagnosis or a decision: a file beside the record, and its content apart from it."""

from __future__ import annotations

from django.db import models

from dsr.core import ids
from dsr.evidence.files.kinds import LABEL
from dsr.evidence.states import EvidenceState

KINDS = [(kind.value, label) for kind, label in LABEL.items()]


class About(models.TextChoices):
    """What it shows."""

    DIAGNOSIS = "diagnosis", "A diagnosis"
    DECISION = "decision", "Consent or another decision"
    AUTHORITY = "authority", "That somebody may decide"


class Evidence(models.Model):
    """One file. Of a person, or of a referral nobody has matched yet; a referral's goes with it to its person."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_files"
    )
    referral_id = models.BigIntegerField(null=True, blank=True)
    about = models.CharField(max_length=20, choices=About)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=120)
    file_kind = models.CharField(max_length=10, choices=KINDS)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=0)
    sent_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=EvidenceState, default=EvidenceState.WAITING)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_with = models.CharField(max_length=40, blank=True)
    refused_reason = models.CharField(max_length=200, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_in_error_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(referral_id__isnull=False),
                name="evidence_of_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", checked_at__isnull=True)
                | models.Q(~models.Q(state="waiting"), checked_at__isnull=False),
                name="evidence_checked_has_when",
            ),
            models.CheckConstraint(
                condition=models.Q(models.Q(state="refused"), ~models.Q(refused_reason=""))
                | models.Q(~models.Q(state="refused"), refused_reason=""),
                name="evidence_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    entered_in_error_at__isnull=True, entered_in_error_by__isnull=True, entered_in_error_reason=""
                )
                | models.Q(
                    models.Q(entered_in_error_at__isnull=False, entered_in_error_by__isnull=False),
                    ~models.Q(entered_in_error_reason=""),
                ),
                name="evidence_error_who_when_why",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-added_at"], name="evidence_of_person"),
            models.Index(fields=["referral_id"], name="evidence_of_referral"),
            models.Index(fields=["area", "added_at"], name="evidence_to_check", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.file_kind}"


class EvidenceContent(models.Model):
    """The bytes, so that no list ever loads them, and what is refused can be deleted."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, primary_key=True, related_name="stored")
    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"content of {self.evidence_id}"
