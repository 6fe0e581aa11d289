"""Sharing without agreement: safeguarding or serious harm, asked for, approved by the lead, limited."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.people import rules
from dsr.people.actions.involvement import end_involvements, open_by_override
from dsr.people.models import Involvement, Person, SharingOverride


@transaction.atomic
def request_override(
    *,
    person: Person,
    organisation: Organisation,
    level: str,
    ground: str,
    justification: str,
    until: datetime,
    person_told: bool,
    by: Actor,
    why_not_told: str = "",
) -> SharingOverride:
    """Ask the lead. Nothing opens before somebody else approves. Raises Refused."""
    rules.check_can_record(by)
    rules.check_override(
        until=clock.london_day(until),
        today=clock.today(),
        ground=ground,
        person_told=person_told,
        why_not_told=why_not_told,
        level=level,
    )
    rules.check_override_reason(person, organisation, justification)
    override = SharingOverride.objects.create(
        area_id=person.area_id,
        person=person,
        organisation=organisation,
        level=level,
        ground=ground,
        justification=justification,
        until=until,
        person_told=person_told,
        why_not_told=why_not_told,
        requested_by=by.worker,
        requested_at=clock.now(),
    )
    _audit("request_override", override, by)
    return override


@transaction.atomic
def approve_override(*, override: SharingOverride, by: Actor) -> SharingOverride:
    """The lead agrees: the organisation sees the person until the end asked for. Raises Refused."""
    locked = _waiting(override, by)
    if locked.until <= clock.now():
        raise Refused("The end asked for has passed. Ask again with a later one.")
    locked.approved_by = by.worker
    locked.approved_at = clock.now()
    locked.save(update_fields=["approved_by", "approved_at"])
    open_by_override(
        person=locked.person,
        organisation=locked.organisation,
        level=locked.level,
        by=by,
        override=locked,
        ends_at=locked.until,
    )
    _audit("approve_override", locked, by)
    return locked


@transaction.atomic
def refuse_override(*, override: SharingOverride, by: Actor) -> SharingOverride:
    """The lead does not agree: nothing opens. Raises Refused."""
    locked = _waiting(override, by)
    locked.refused_at = clock.now()
    locked.save(update_fields=["refused_at"])
    _audit("refuse_override", locked, by)
    return locked


@transaction.atomic
def end_override(*, override: SharingOverride, reason: str, by: Actor) -> int:
    """The reason has gone before the time is up: sight ends now. Raises Refused without a reason."""
    rules.check_can_record(by)
    if not reason.strip():
        raise Refused("Say why it ends early.")
    _audit("end_override", override, by)
    return end_involvements(Involvement.objects.filter(override=override), reason=reason, by=by)


def _waiting(override: SharingOverride, by: Actor) -> SharingOverride:
    rules.check_can_approve(override.requested_by_id, by)
    locked = SharingOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if locked.approved_at is not None or locked.refused_at is not None:
        raise Refused("This request has been decided already.")
    return locked


def _audit(action: str, override: SharingOverride, by: Actor) -> None:
    audit.record(
        action,
        by=by,
        people=[override.person.public_id],
        targets=[override.public_id, override.organisation.public_id],
        ground=override.ground,
        level=override.level,
        person_told=override.person_told,
    )


def end_of_day(on: object) -> datetime:
    """The last instant of a London day, for an end somebody gives as a day."""
    return datetime.combine(on, time(23, 59, 59), tzinfo=clock.LONDON)  # type: ignore[arg-type]
