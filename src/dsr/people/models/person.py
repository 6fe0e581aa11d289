"""Who it is."""

from __future__ import annotations

from typing import Any

from django.db import models

from dsr.core import ids


class IdentityFields(models.Model):
    """What identifies a person; kept on the person and, version by version, beside them."""

    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    pronouns = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    born_on_is_approximate = models.BooleanField(default=False)
    nhs_number = models.CharField(max_length=10, blank=True)
    address = models.TextField(max_length=500, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    no_fixed_address = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    gp_practice = models.CharField(max_length=200, blank=True)
    ethnicity = models.CharField(max_length=2, blank=True)
    sex = models.CharField(max_length=1, blank=True)

    class Meta:
        abstract = True

    IDENTITY = (
        "given_name",
        "family_name",
        "preferred_name",
        "pronouns",
        "born_on",
        "born_on_is_approximate",
        "nhs_number",
        "address",
        "postcode",
        "no_fixed_address",
        "phone",
        "email",
        "gp_practice",
        "ethnicity",
        "sex",
    )

    def identity(self) -> dict[str, Any]:
        """The identifying values by field name."""
        return {name: getattr(self, name) for name in self.IDENTITY}


class Person(IdentityFields):
    """The current state of a person; every earlier version of the identity is an ``Identity`` row."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True, default=ids.new_public_id)
    address_is_sensitive = models.BooleanField(default=False)
    council = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="residents"
    )
    residence_basis = models.CharField(max_length=300, blank=True)
    residence_confirmed_at = models.DateTimeField(null=True, blank=True)
    residence_confirmed_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    known_to_key_worker = models.BooleanField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    sort_name = models.CharField(max_length=210, editable=False)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "nhs_number"],
                condition=~models.Q(nhs_number=""),
                name="person_nhs_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(nhs_number="") | models.Q(nhs_number__regex=r"^[0-9]{10}$"),
                name="person_nhs_number_digits",
            ),
            models.CheckConstraint(
                condition=models.Q(residence_confirmed_at__isnull=True, residence_confirmed_by__isnull=True)
                | models.Q(
                    residence_confirmed_at__isnull=False,
                    residence_confirmed_by__isnull=False,
                    council__isnull=False,
                ),
                name="person_residence_who_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "sort_name", "id"], name="person_by_name"),
            models.Index(fields=["area", "born_on"], name="person_by_birth"),
            models.Index(fields=["area", "postcode"], name="person_by_postcode"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def called(self) -> str:
        """The name they like to be called."""
        return self.preferred_name or self.given_name


class Identity(IdentityFields):
    """One version of the identity, as it was recorded; corrections add."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    revision = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-revision"]
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(fields=["person", "revision"], name="identity_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} revision {self.revision}"
