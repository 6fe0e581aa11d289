"""Trying to reach somebody: each try is on record, and only a two-way contact keeps the promise."""

from __future__ import annotations

from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock, ids
from dsr.core.presenters import moment
from dsr.referrals import queries, rules
from dsr.referrals.actions.moving import contact_tasks, end_contact_tasks, locked, move, tell
from dsr.referrals.models import ContactAttempt, ContactOutcome, Referral
from dsr.referrals.models import ReferralState as S
from dsr.tasks import actions as tasks


@transaction.atomic
def log_attempt(*, referral: Referral, attempt: rules.Attempt, by: Actor) -> ContactAttempt:
    """Record a try, now or later than it happened. A two-way one meets the promise and ends its clock.

    Two workers may each record their own; what is sent again under the same key is on record once. Raises Refused.
    """
    referral = locked(referral, by=by)
    before = queries.attempts(referral).filter(public_id=_public_id(referral, attempt)).first()
    if before is not None:
        return before
    rules.check_can_log(referral)
    return _record(referral, attempt, by=by)


def _public_id(referral: Referral, attempt: rules.Attempt) -> str:
    return ids.public_id_for(referral.public_id, attempt.key) if attempt.key else ids.new_public_id()


def _record(referral: Referral, attempt: rules.Attempt, *, by: Actor) -> ContactAttempt:
    rules.check_attempt(referral, attempt)
    recorded = ContactAttempt.objects.create(
        area_id=referral.area_id,
        public_id=_public_id(referral, attempt),
        referral=referral,
        made_at=attempt.made_at,
        route=attempt.route,
        with_whom=attempt.with_whom.strip(),
        speaks_for_person=attempt.outcome == ContactOutcome.SPOKE_FOR_PERSON,
        outcome=attempt.outcome,
        two_way=attempt.two_way,
        format_used=attempt.format_used,
        need_met=attempt.need_met,
        note=attempt.note.strip(),
        recorded_at=clock.now(),
        recorded_by=by.worker,
    )
    tell("contact_logged", referral, by=by, route=recorded.route, outcome=recorded.outcome)
    _follow(referral, recorded, by=by)
    return recorded


def _follow(referral: Referral, attempt: ContactAttempt, *, by: Actor) -> None:
    if attempt.two_way:
        _keep_promise(referral, attempt, by=by)
    elif referral.state == S.RECEIVED:
        move(referral, S.IN_CONTACT, by=by)


def _keep_promise(referral: Referral, attempt: ContactAttempt, *, by: Actor) -> None:
    """The state follows the first two-way contact; what runs because of it ends as done."""
    words = f"{attempt.get_route_display()} on {moment(attempt.made_at)}: {attempt.get_outcome_display()}."
    for task in contact_tasks(referral):
        tasks.complete(task=task, evidence=words, by=by)
    if referral.contacted_at is None:
        move(referral, S.CONTACTED, by=by, contacted_at=attempt.made_at)


@transaction.atomic
def correct_attempt(
    *, attempt: ContactAttempt, reason: str, by: Actor, instead: rules.Attempt | None = None
) -> ContactAttempt | None:
    """Mark a try as entered in error and add the right one, if there was one.

    When no two-way contact is left although one had met the promise, a new clock says so: contact is still owed
    since the day it was first due. Raises Refused.
    """
    referral = locked(attempt.referral, by=by)
    attempt = ContactAttempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    rules.check_can_correct(attempt, reason)
    attempt.entered_in_error_at = clock.now()
    attempt.entered_in_error_by = by.worker
    attempt.entered_in_error_reason = reason.strip()
    attempt.save(update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"])
    tell("contact_corrected", referral, by=by, attempt=attempt.public_id)
    right = _record(referral, instead, by=by) if instead else None
    if attempt.two_way and rules.is_open(referral) and not queries.contact_made(referral):
        _owe_contact_again(referral, by=by)
    return right


def _owe_contact_again(referral: Referral, *, by: Actor) -> None:
    tasks.open_task(
        area_id=referral.area_id,
        kind="contact_again",
        title=f"Make contact: {referral.reference}",
        description="A contact was recorded by mistake. Nobody has spoken with the person yet.",
        due_at=referral.contact_due_at,
        organisation=accounts.register_team(referral.area_id),
        worker=referral.owner,
        person=referral.person,
        referral_id=referral.pk,
        policy_version_id=referral.policy_version_id,
        source="contact_corrected",
        by=by,
    )


@transaction.atomic
def give_up_contact(*, referral: Referral, reason: str, by: Actor, seen: str | None = None) -> Referral:
    """Enough was tried, in enough ways (local policy). The clock ends with the reason. Raises Refused, Conflict."""
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_give_up(referral)
    move(referral, S.UNABLE_TO_CONTACT, by=by, reason=reason)
    end_contact_tasks(referral, reason=f"Could not make contact. {reason.strip()}".strip(), by=by)
    return referral
