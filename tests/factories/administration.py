"""Invitations and requests for tests."""

from __future__ import annotations

from dsr.accounts.actions import invitations
from dsr.accounts.models import Invitation


def make_invitation(by, *, email="new.worker@example.org", role="coordinator", organisation=None, ends_on=None):
    """An invitation made by the actor, and the token of its link."""
    invitation, token = invitations.new(
        email=email,
        name="New Worker",
        organisation=organisation or by.organisation,
        role=role,
        ends_on=ends_on,
        by=by,
    )
    assert isinstance(invitation, Invitation)
    return invitation, token
