"""An organisation that takes part: the register team is one of its own, apart from the trust that hosts it."""

from __future__ import annotations

from django.db import models


class OrganisationKind(models.TextChoices):
    """What the organisation is to the register."""

    REGISTER_TEAM = "register_team", "Register team"
    TRUST = "trust", "NHS trust"
    COUNCIL = "council", "Council"
    ICB = "icb", "Integrated care board"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    KEY_WORKER = "key_worker", "Key worker service"


class Organisation(models.Model):
    """Kept in step with the policy in force; never removed, because decisions and audit name it."""

    area = models.ForeignKey("policy.Area", on_delete=models.PROTECT, related_name="organisations")
    public_id = models.CharField(max_length=16, unique=True)
    code = models.SlugField(max_length=60)
    ods_code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="organisation_code"),
            models.UniqueConstraint(
                fields=["area"],
                condition=models.Q(kind="register_team", is_active=True),
                name="organisation_one_register_team",
            ),
        ]

    def __str__(self) -> str:
        return self.name
