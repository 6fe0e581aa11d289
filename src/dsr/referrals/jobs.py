"""What the background worker does for referrals."""

from __future__ import annotations

from dsr.core import clock
from dsr.core.jobs import job
from dsr.referrals import queries
from dsr.referrals.actions import clearing, handling


@job("referrals.resume", every="5 * * * *")
def resume(area_id: int) -> int:
    """Bring back what was set aside until today; hourly, because a London day may begin an hour before the UTC one."""
    referrals = list(queries.to_resume(area_id, clock.today()))
    for referral in referrals:
        handling.resume_on_its_day(referral=referral)
    return len(referrals)


@job("referrals.clear_drafts", every="20 2 * * *")
def clear_drafts(area_id: int) -> int:
    """Drafts whose days are over go in the night."""
    return clearing.clear_drafts(area_id=area_id)
