"""An administrator's invitation to a new worker: the only way an account begins."""

from __future__ import annotations

from django.db import models

from dsr.accounts.models.role import Role


class Invitation(models.Model):
    """The link's secret is kept as a hash; it works once, until it expires."""

    public_id = models.CharField(max_length=16, unique=True)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    role_ends_on = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    # Empty for the first administrator of a deployment, whom a command invites.
    invited_by = models.ForeignKey("accounts.Worker", on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "accounts.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"Invitation of {self.email}"
