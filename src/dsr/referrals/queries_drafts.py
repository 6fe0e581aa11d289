"""Which drafts are there: always within the scope in force."""

from __future__ import annotations

from django.db.models import QuerySet

from dsr.accounts.actor import Actor
from dsr.core import clock, ids
from dsr.referrals.models import Draft, Referral


def keyed_drafts(actor: Actor) -> QuerySet[Draft]:
    """The forms this worker has begun to key and not sent."""
    return Draft.objects.filter(
        worker=actor.worker, area_id=actor.area_id, submitted_at__isnull=True, expires_at__gt=clock.now()
    ).order_by("-saved_at", "-pk")


def open_draft(token: str) -> Draft | None:
    """The unsent, unexpired draft behind a secret."""
    return Draft.objects.filter(
        token_hash=ids.hash_token(token), submitted_at__isnull=True, expires_at__gt=clock.now()
    ).first()


def sent_referral(token: str) -> Referral | None:
    """The referral the form behind a secret became."""
    return Referral.objects.filter(token_hash=ids.hash_token(token)).first()
