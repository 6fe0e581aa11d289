"""What administration may not do. Each rule raises with the sentence the user reads; `can_…` answers for the button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dsr.accounts import queries
from dsr.accounts.actor import Actor
from dsr.accounts.models import Cover, Organisation, RoleGrant, SecondFactorReset, Worker
from dsr.core import clock
from dsr.core.errors import Refused

LAST = "This is the last administrator of the area. Make somebody else an administrator first."


def allowed(check: Callable[..., None], **about: Any) -> bool:
    """Whether a check passes."""
    try:
        check(**about)
    except Refused:
        return False
    return True


def check_can_grant(*, worker: Worker, organisation: Organisation, role: str, by: Actor) -> None:
    """Roles are given in one's own area, by somebody else, once."""
    if organisation.area_id != by.area_id or not organisation.is_active:
        raise Refused("Choose an organisation of your own area.")
    if worker == by.worker:
        raise Refused("You cannot give yourself a role. Ask another administrator.")
    if not worker.is_active:
        raise Refused("This account is disabled. Enable it before you give it a role.")
    if queries.roles_of(worker, by.area_id).filter(organisation=organisation, role=role, ended_at=None).exists():
        raise Refused("They have this role there already. End it first if its dates should change.")


def check_can_end_role(*, grant: RoleGrant, by: Actor) -> None:
    """The last administrator of an area keeps the role."""
    if grant.ended_at is not None:
        raise Refused("This role has ended already.")
    if grant.role == "administrator" and not others_administer(grant.worker, by.area_id):
        raise Refused(LAST)


def check_can_disable(*, worker: Worker, by: Actor) -> None:
    """Nobody disables themself, the last administrator, or somebody who also works for another area."""
    if not worker.is_active:
        raise Refused("This account is disabled already.")
    if worker == by.worker:
        raise Refused("You cannot disable your own account. Ask another administrator.")
    if administers(worker, by.area_id) and not others_administer(worker, by.area_id):
        raise Refused(LAST)
    check_only_here(worker=worker, by=by)


def check_only_here(*, worker: Worker, by: Actor) -> None:
    """An account is shared by every area its worker has a role in: one area's administrator does not close it."""
    if queries.grants_in_force(worker.pk).exclude(organisation__area_id=by.area_id).exists():
        raise Refused("They also work for another area. End their roles in your area instead.")


def check_can_enable(*, worker: Worker, by: Actor) -> None:
    if worker.is_active:
        raise Refused("This account is not disabled.")
    if worker == by.worker:
        raise Refused("You cannot enable your own account. Ask another administrator.")


def check_can_request_reset(*, worker: Worker, by: Actor) -> None:
    """A lost second factor is somebody else's, of an account that works, asked for once."""
    if worker == by.worker:
        raise Refused("You cannot ask for your own. Ask another administrator.")
    if not worker.is_active:
        raise Refused("This account is disabled.")
    if not queries.has_second_factor(worker.pk):
        raise Refused("They have no authenticator app. They will be asked to set one up when they sign in.")
    if queries.open_reset(worker):
        raise Refused("This has been asked for already. It waits for a second person's agreement.")


def check_can_agree_reset(*, reset: SecondFactorReset, by: Actor) -> None:
    """A second worker agrees: neither who asked nor whose it is."""
    if by.worker.pk == reset.requested_by_id:
        raise Refused("You asked for this. Somebody else must agree.")
    if by.worker.pk == reset.worker_id:
        raise Refused("This is your own account. Somebody else must agree.")
    if reset.agreed_at or reset.refused_at:
        raise Refused("Somebody has answered this already.")


def check_can_cover(*, worker: Worker, covered_by: Worker, starts_on: date, ends_on: date, by: Actor) -> None:
    """Own absences, or anybody's for the lead; covered by a colleague; one cover at a time."""
    if worker != by.worker and "lead" not in by.roles:
        raise Refused("Only the lead arranges cover for somebody else.")
    colleagues = {colleague.pk for colleague in queries.colleagues(by.organisation.pk)}
    if worker.pk not in colleagues or covered_by.pk not in colleagues:
        raise Refused("Choose people who work for your organisation.")
    if worker == covered_by:
        raise Refused("Choose somebody else to cover.")
    if ends_on < starts_on:
        raise Refused("The last day must not be before the first day.")
    overlapping = queries.absences(by.organisation.pk, worker.pk).filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if overlapping.exists():
        raise Refused("There is cover for some of these days already. End it first.")


def check_can_end_cover(*, cover: Cover, by: Actor) -> None:
    if cover.worker_id != by.worker.pk and "lead" not in by.roles:
        raise Refused("Only the lead ends cover for somebody else.")
    if cover.ends_on < clock.today():
        raise Refused("This cover is over.")


def administers(worker: Worker, area_id: int) -> bool:
    """Whether the worker is an administrator of the area today."""
    return queries.administrators(area_id).filter(worker=worker).exists()


def others_administer(worker: Worker, area_id: int) -> bool:
    """Whether somebody else is."""
    return queries.administrators(area_id).exclude(worker=worker).exists()
