"""What the background worker does for referrals."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from dsr.core import clock, scope
from dsr.core.jobs import job
from dsr.referrals import queries
from dsr.referrals.actions import alerting, clearing, codes, handling, writing

SEND_CODES = "referrals.send_codes_now"


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


@app.task(name=SEND_CODES, queue="messages")
def send_codes_now(area_id: int) -> None:
    """As soon as somebody has asked for a code; the job of every minute takes up what was left."""
    with transaction.atomic(), scope.job(name=SEND_CODES, area_id=area_id):
        codes.answer_requests(area_id=area_id)


@job("referrals.send_codes", every="* * * * *")
def send_codes(area_id: int) -> int:
    """What waits because a worker died or the mail server was away."""
    return codes.answer_requests(area_id=area_id)


@job("referrals.forget_codes", every="40 2 * * *")
def forget_codes(area_id: int) -> int:
    """Codes that can open nothing any more go in the night."""
    return codes.forget_old(area_id=area_id)


@job("referrals.alert", every="* * * * *")
def alert(area_id: int) -> int:
    """The team hears of a referral, and of signs of danger, within a minute or two."""
    return alerting.alert(area_id=area_id)


@job("referrals.acknowledge", every="* * * * *")
def acknowledge(area_id: int) -> int:
    """Whoever sent a form hears within a minute or two that it has come."""
    return writing.acknowledge(area_id=area_id)
