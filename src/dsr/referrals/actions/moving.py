"""The one way a referral gets from state to state, and what every act on one has in common."""

from __future__ import annotations

from typing import Any

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock, scope
from dsr.referrals import rules
from dsr.referrals.models import Referral, ReferralMove
from dsr.referrals.models import ReferralState as S
from dsr.referrals.states import EVENT
from dsr.tasks import actions as tasks
from dsr.tasks import queries as task_queries
from dsr.tasks.models import Task, TaskState

#: The clocks that only contact meets: the promise itself, and the one that follows a contact recorded by mistake.
CONTACT_TASKS = ("contact_promise", "contact_again")


def locked(referral: Referral, *, by: Actor, seen: str | None = None) -> Referral:
    """The row as it is now, held until the end of the transaction.

    Raises Refused for somebody who does not work on referrals, Conflict when it is no longer as ``seen``
    (``rules.version``).
    """
    rules.check_works(by)
    row = locked_for_job(referral)
    rules.check_unchanged(row, seen)
    return row


def locked_for_job(referral: Referral) -> Referral:
    """The same without a worker.

    Locked alone, without its owner or person joined on: after waiting for another transaction PostgreSQL reads the
    locked row anew, but not the rows joined to it, and a referral just taken would still seem to have no owner.
    """
    return Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)


def move(
    referral: Referral, to: S, *, by: Actor | None, reason: str = "", event: str = "", **changes: Any
) -> ReferralMove:
    """Move a locked referral by the table, with its history row and its audit event. Raises Refused."""
    rules.check_can_move(referral, to)
    before = referral.state
    changes |= {"state": to, "state_at": clock.now(), "set_aside_until": changes.get("set_aside_until")}
    _write(referral, changes)
    made = ReferralMove.objects.create(
        area_id=referral.area_id,
        referral=referral,
        event=event or EVENT[to],
        from_state=before,
        to_state=to,
        reason=reason.strip(),
        made_at=referral.state_at,
        made_by=by.worker if by else None,
    )
    tell(made.event, referral, by=by, from_state=str(before), to_state=str(to))
    return made


def _write(referral: Referral, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(referral, name, value)
    referral.save(update_fields=list(changes))


def change(referral: Referral, event: str, *, by: Actor, **changes: Any) -> Referral:
    """Change a locked referral without moving it, with its audit event."""
    _write(referral, changes)
    tell(event, referral, by=by)
    return referral


def tell(event: str, referral: Referral, *, by: Actor | None, **detail: Any) -> None:
    """One audit event about a referral, and about its person where it has one."""
    person = referral.person
    audit.record(
        event,
        by=by or _job(),
        area_id=referral.area_id,
        people=[person.public_id] if person else [],
        targets=[f"referral:{referral.public_id}"],
        **detail,
    )


def _job() -> audit.NamedActor:
    return audit.NamedActor(f"job:{scope.required().name}", "job")


def contact_tasks(referral: Referral) -> list[Task]:
    """The clocks of contact that still run."""
    return list(task_queries.for_referral(referral.pk).filter(kind__in=CONTACT_TASKS, state=TaskState.OPEN))


def end_contact_tasks(referral: Referral, *, reason: str, by: Actor) -> None:
    """The referral ended before contact was made: its clock ends with the reason."""
    for task in contact_tasks(referral):
        tasks.cancel(task=task, reason=reason[:500], by=by)
