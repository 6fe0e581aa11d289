"""The 16th birthday: a parent's decision must be taken again by the young person.

It never ends silently at midnight. From the birthday on, the daily job says so (``signals.retake_due``); after
the policy's grace it ends sight if the lead has given a reason, and otherwise asks the lead for one
(``signals.grace_over``).
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.people import queries, rules, signals
from dsr.people.actions.decisions import lapse
from dsr.people.models import Decision
from dsr.policy import queries as policies


@transaction.atomic
def end_expired_parental(*, area_id: int, on: date | None = None, by: Actor | None = None) -> list[Decision]:
    """The daily job: tell of every retake due; end those past the grace that the lead gave a reason for.

    Gives back the decisions that ended. Needs a job scope for the area. Running it twice a day does no more.
    """
    today = on or clock.today()
    ended = []
    for decision in queries.retakes_due(area_id, today).select_for_update(of=("self",)):
        signals.retake_due.send(sender=Decision, decision=decision, on=today)
        if today <= grace_ends_on(decision):
            continue
        if decision.lapse_reason:
            lapse(decision, reason=decision.lapse_reason, by=by)
            ended.append(decision)
        else:
            signals.grace_over.send(sender=Decision, decision=decision, on=today)
    return ended


def grace_ends_on(decision: Decision) -> date:
    """The last day on which a parent's decision still gives sight after the 16th birthday."""
    assert decision.retake_due_on is not None
    days = policies.current(decision.area_id).birthday_16_grace_days
    return decision.retake_due_on + timedelta(days=days)


@transaction.atomic
def give_end_reason(*, decision: Decision, reason: str, by: Actor) -> Decision:
    """The lead says why sight ends when the grace is over; at once if it is over already. Raises Refused."""
    rules.check_can_end_parental(decision, reason, by)
    locked = Decision.objects.select_for_update(of=("self",)).select_related("person").get(pk=decision.pk)
    if not locked.holds:
        raise Refused("This decision has ended already.")
    locked.lapse_reason = reason
    locked.lapse_reason_by = by.worker
    locked.save(update_fields=["lapse_reason", "lapse_reason_by"])
    audit.record("give_end_reason", by=by, people=[locked.person.public_id], targets=[locked.public_id])
    if clock.today() > grace_ends_on(locked):
        lapse(locked, reason=reason, by=by)
    return locked
