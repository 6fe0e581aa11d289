"""Owning a referral, setting it aside, stopping it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Worker
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.core.presenters import day
from dsr.people.actions import end_discussion
from dsr.referrals import queries, rules
from dsr.referrals.actions.moving import change, contact_tasks, end_contact_tasks, locked, locked_for_job, move
from dsr.referrals.models import OwnerChange, Referral
from dsr.referrals.models import ReferralState as S
from dsr.tasks import actions as tasks


@transaction.atomic
def take(*, referral: Referral, by: Actor, seen: str | None = None) -> Referral:
    """Take what nobody has, or what an absent colleague has whom one covers for.

    Raises Refused, and Conflict when somebody took it first.
    """
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_take(referral, by)
    how = OwnerChange.How.COVERED if referral.owner else OwnerChange.How.TAKEN
    return _hand_over(referral, by.worker, how=how, by=by)


@transaction.atomic
def give(*, referral: Referral, to: Worker | None, by: Actor, reason: str = "", seen: str | None = None) -> Referral:
    """Give it to a colleague, or with None let it go. Raises Refused, Conflict."""
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_give(referral, by)
    rules.check_can_receive(referral, to, by)
    how = OwnerChange.How.GIVEN if to else OwnerChange.How.RELEASED
    return _hand_over(referral, to, how=how, by=by, reason=reason)


@transaction.atomic
def give_many(
    *, referrals: Iterable[Referral], to: Worker | None, by: Actor, reason: str = ""
) -> list[tuple[Referral, Refused]]:
    """Give each to the colleague, or let each go; what cannot be given is left as it is, with why."""
    left = []
    for referral in sorted(referrals, key=lambda one: one.pk):
        try:
            give(referral=referral, to=to, by=by, reason=reason)
        except Refused as refused:
            left.append((referral, refused))
    return left


def _hand_over(referral: Referral, to: Worker | None, *, how: str, by: Actor, reason: str = "") -> Referral:
    OwnerChange.objects.create(
        area_id=referral.area_id,
        referral=referral,
        how=how,
        from_worker=referral.owner,
        to_worker=to,
        reason=reason.strip(),
        made_at=clock.now(),
        made_by=by.worker,
    )
    for task in contact_tasks(referral):
        tasks.assign(task=task, worker=to, by=by)
    return change(referral, f"referral_{how}", by=by, owner=to)


@transaction.atomic
def set_aside(*, referral: Referral, until: date, reason: str, by: Actor, seen: str | None = None) -> Referral:
    """Put it away until a day. The contact clock runs on. Raises Refused, Conflict."""
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_set_aside(referral, until, reason)
    move(referral, S.SET_ASIDE, by=by, reason=f"Until {day(until)}. {reason.strip()}", set_aside_until=until)
    return referral


@transaction.atomic
def resume(*, referral: Referral, by: Actor, reason: str = "", seen: str | None = None) -> Referral:
    """Bring it back before its day. Raises Refused, Conflict."""
    return _bring_back(locked(referral, by=by, seen=seen), by=by, reason=reason)


@transaction.atomic
def resume_on_its_day(*, referral: Referral) -> Referral:
    """Bring it back because its day has come; done by a job."""
    return _bring_back(locked_for_job(referral), by=None, reason="The day it was set aside until has come.")


def _bring_back(referral: Referral, *, by: Actor | None, reason: str) -> Referral:
    rules.check_can_resume(referral)
    before = queries.state_before_set_aside(referral)
    move(referral, before, by=by, reason=reason, event="referral_resumed")
    return referral


@transaction.atomic
def withdraw(*, referral: Referral, asked_by: str, reason: str, by: Actor, seen: str | None = None) -> Referral:
    """Somebody asked us to stop: clocks end with the reason, nobody discusses it any more. Raises Refused, Conflict."""
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_withdraw(referral, asked_by, reason)
    move(referral, S.WITHDRAWN, by=by, reason=f"Asked by {asked_by.strip()}. {reason.strip()}")
    end_contact_tasks(referral, reason="The referral was stopped.", by=by)
    end_discussion(referral_id=referral.pk, reason="The referral was stopped", by=by)
    return referral


@transaction.atomic
def mark_same_day_seen(*, referral: Referral, by: Actor) -> Referral:
    """Somebody has read what asks for the same day, and acts on it. Raises Refused, Conflict."""
    referral = locked(referral, by=by)
    rules.check_can_mark_same_day(referral)
    return change(referral, "referral_same_day_seen", by=by, same_day_seen_at=clock.now(), same_day_seen_by=by.worker)
