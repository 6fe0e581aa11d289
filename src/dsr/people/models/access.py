"""The person's own way to what is held about them: keys, short visits, and what is asked through them."""

from __future__ import annotations

from django.db import models

from dsr.core import ids
from dsr.people.models.contact import Authority


class KeyHolder(models.TextChoices):
    """Whose key it is."""

    PERSON = "person", "The person themselves"
    AUTHORITY = "authority", "Somebody with legal authority to decide for them"
    SUPPORTER = "supporter", "A supporter, with the person's agreement"


class AccessKey(models.Model):
    """A secret link and a second proof agreed with staff. Only hashes are kept. Ended, never removed."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="keys")
    holder = models.CharField(max_length=20, choices=KeyHolder)
    holder_name = models.CharField(max_length=200)
    contact = models.ForeignKey("people.Contact", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    authority = models.CharField(max_length=30, choices=Authority, default=Authority.NONE)
    agreed_note = models.TextField(max_length=1000, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    proof_hash = models.CharField(max_length=200)
    granted_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    failed_tries = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(holder="person", contact__isnull=True)
                | models.Q(~models.Q(holder="person"), contact__isnull=False),
                name="key_of_another_names_a_contact",
            ),
            models.CheckConstraint(
                condition=~models.Q(holder="supporter") | ~models.Q(agreed_note=""),
                name="key_of_a_supporter_has_agreement",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True) | ~models.Q(revoked_reason=""),
                name="key_revoked_has_reason",
            ),
            models.UniqueConstraint(
                fields=["person", "holder", "contact"],
                condition=models.Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="key_one_for_each_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"Key {self.public_id}"


class KeyVisit(models.Model):
    """One short visit: ends after minutes left alone, when somebody leaves, or with its key."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(AccessKey, on_delete=models.PROTECT, related_name="visits")
    key_token = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    powers = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"Visit {self.pk}"


class OwnRequest(models.Model):
    """What somebody asks for on the person's own page: kept in their words, as they said it."""

    class Kind(models.TextChoices):
        CORRECT = "correct", "Correct something"
        COPY = "copy", "Have a copy of everything"
        TALK = "talk", "Talk with somebody"
        DECISION = "decision", "Change a decision"

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="own_requests")
    key = models.ForeignKey(AccessKey, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    topic = models.CharField(max_length=60, blank=True)
    wants = models.CharField(max_length=10, blank=True)
    words = models.TextField(max_length=4000, blank=True)
    with_interpreter = models.BooleanField(default=False)
    language = models.CharField(max_length=20, default="en")
    reading = models.CharField(max_length=10, default="standard")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
