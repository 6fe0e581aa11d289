"""What is kept only for a time goes when its time is over."""

from __future__ import annotations

from django.db import transaction

from dsr.audit import actions as audit
from dsr.core import clock
from dsr.referrals.models import Draft


@transaction.atomic
def clear_drafts(*, area_id: int) -> int:
    """Delete drafts whose days are over, sent or not: what was sent is kept with its referral. Returns how many."""
    over = Draft.objects.filter(area_id=area_id, expires_at__lte=clock.now())
    count, _ = over.delete()
    if count:
        audit.record("drafts_cleared", by=None, count=count)
    return count
