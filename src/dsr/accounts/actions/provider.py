"""The worker behind another organisation's sign-in."""

from __future__ import annotations

from django.db import transaction

from dsr.accounts import queries
from dsr.accounts.actions import invitations
from dsr.accounts.models import Worker
from dsr.accounts.provider import Claims


@transaction.atomic
def worker_to_link(*, claims: Claims, provider: str) -> Worker | None:
    """The active worker, or the invited one whose account begins now, with the address the provider vouches for.

    None when there is nobody, the address is not verified, or the worker is linked to another subject already: an
    address that passed to somebody else opens nothing.
    """
    if not claims.email_verified or not claims.email:
        return None
    worker = queries.with_email(claims.email)
    if worker is None:
        invitation = queries.open_invitation_to(claims.email)
        return invitations.accept(invitation=invitation) if invitation else None
    return worker if worker.is_active and not queries.is_linked(worker.pk, provider) else None
