"""Each decision stands alone: dated, with a basis, open to withdrawal at any time."""

from __future__ import annotations

from django.db import models

from dsr.core import ids


class DecisionKind(models.TextChoices):
    """What is decided."""

    DISCUSS = "discuss", "Discuss my referral"
    JOIN = "join", "Join the register"
    SHARE = "share", "Share with an organisation"
    CETR = "cetr", "Hold a Care (Education) and Treatment Review"
    KEY_WORKER = "key_worker", "Be referred to a key worker"


class Answer(models.TextChoices):
    """The outcome."""

    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    NOT_SURE = "not_sure", "Not sure yet"


class Basis(models.TextChoices):
    """On what authority (MCA 2005; Gillick; Children Act 1989)."""

    OWN = "own", "Their own decision"
    GILLICK = "gillick", "Their own decision, found competent (under 16)"
    PARENTAL = "parental", "Somebody with parental responsibility (under 16)"
    BEST_INTERESTS = "best_interests", "Best-interests decision"
    ATTORNEY = "attorney", "Health and welfare attorney"
    DEPUTY = "deputy", "Court-appointed deputy"


class Decision(models.Model):
    """Never changed: withdrawn, superseded by a newer one, lapsed because its basis no longer holds, or in error.

    What was entered in error is superseded by nothing: it is as if nobody had decided.
    """

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="decisions")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    kind = models.CharField(max_length=20, choices=DecisionKind)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=Answer)
    basis = models.CharField(max_length=20, choices=Basis)
    decided_by_name = models.CharField(max_length=200)
    decided_by_contact = models.ForeignKey(
        "people.Contact", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()
    capacity_assessment = models.ForeignKey(
        "people.CapacityAssessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    best_interests = models.ForeignKey(
        "people.BestInterestsDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    competence_note = models.TextField(max_length=2000, blank=True)
    authority_seen = models.CharField(max_length=500, blank=True)
    wording = models.TextField(max_length=4000)
    language = models.CharField(max_length=20, default="en")
    format = models.CharField(max_length=40)
    level = models.CharField(max_length=10, blank=True)
    note = models.TextField(max_length=2000, blank=True)
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_recorded_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    retake_due_on = models.DateField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    lapse_reason = models.CharField(max_length=500, blank=True)
    lapse_reason_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_in_error_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    entered_in_error_at__isnull=True, entered_in_error_by__isnull=True, entered_in_error_reason=""
                )
                | (
                    models.Q(
                        entered_in_error_at__isnull=False,
                        entered_in_error_by__isnull=False,
                        superseded_at__isnull=False,
                    )
                    & ~models.Q(entered_in_error_reason="")
                ),
                name="decision_error_who_when_why",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "organisation"],
                condition=models.Q(superseded_at__isnull=True),
                nulls_distinct=False,
                name="decision_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="share", organisation__isnull=False)
                | (~models.Q(kind="share") & models.Q(organisation__isnull=True)),
                name="decision_share_names_an_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_by_name=""),
                name="decision_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(lapsed_at__isnull=True) | ~models.Q(lapse_reason=""),
                name="decision_lapsed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="best_interests") | models.Q(best_interests__isnull=False),
                name="decision_best_interests_recorded",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis__in=["attorney", "deputy", "best_interests"])
                | models.Q(capacity_assessment__isnull=False),
                name="decision_for_another_needs_capacity_assessment",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis__in=["attorney", "deputy"]) | ~models.Q(authority_seen=""),
                name="decision_authority_seen",
            ),
            models.CheckConstraint(
                condition=~models.Q(basis="gillick") | ~models.Q(competence_note=""),
                name="decision_gillick_has_its_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.answer}"

    @property
    def holds(self) -> bool:
        """Agreed, and still so: not withdrawn, not superseded, not lapsed."""
        ended = (self.withdrawn_at, self.superseded_at, self.lapsed_at)
        return self.answer == Answer.AGREED and not any(ended)


class ViewHolder(models.TextChoices):
    """Whose view it is."""

    PERSON = "person", "The person"
    PARENT = "parent", "Somebody with parental responsibility"
    FAMILY = "family", "Family, carer or friend"
    PROFESSIONAL = "professional", "A professional"


class ExpressedView(models.Model):
    """What somebody said they think, on the form or to staff: kept beside the decisions, never one itself."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="views")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    holder = models.CharField(max_length=20, choices=ViewHolder)
    holder_name = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.TextField(max_length=2000, blank=True)
    wording = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=20, default="en")
    format = models.CharField(max_length=40, blank=True, default="")
    source = models.CharField(max_length=60)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_in_error_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["kind", "-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    entered_in_error_at__isnull=True, entered_in_error_by__isnull=True, entered_in_error_reason=""
                )
                | (
                    models.Q(entered_in_error_at__isnull=False, entered_in_error_by__isnull=False)
                    & ~models.Q(entered_in_error_reason="")
                ),
                name="view_error_who_when_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} on {self.kind}: {self.answer}"
