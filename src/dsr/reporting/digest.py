"""The morning's email to each worker: how much waits, in numbers, with a link; nothing when nothing waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from django.db import transaction

from dsr.accounts import mailing
from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, Worker
from dsr.core import clock
from dsr.core.presenters import plural
from dsr.messages import actions as messages
from dsr.messages import to_staff
from dsr.policy import queries as policies
from dsr.referrals import queries as referrals
from dsr.tasks import queries as tasks

#: London time from which the morning's emails leave.
FROM = time(7, 30)


@transaction.atomic
def send(area_id: int) -> int:
    """On the team's working days, once to each worker. How many were made."""
    today, now = clock.today(), clock.to_london(clock.now()).time()
    if now < FROM or not policies.current(area_id).calendar().is_working_day(today):
        return 0
    made = [
        messages.send_to_staff(
            area_id=area_id,
            notice=to_staff.digest(parts),
            reader=to_staff.Reader(worker.name, worker.email),
            told_of=f"digest:{today.isoformat()}:{area_id}",
        )
        for worker, parts in _waiting(area_id)
    ]
    return sum(message is not None for message in made)


def _waiting(area_id: int) -> Iterator[tuple[Worker, list[str]]]:
    """Each worker for whom something waits, with a paragraph for each organisation they work for."""
    found: dict[Worker, list[str]] = {}
    for organisation in accounts.organisations(area_id):
        for worker in accounts.wanting(mailing.DIGEST, organisation.pk):
            if lines := list(_lines(_acting(worker, organisation))):
                found.setdefault(worker, []).append("\n".join([f"{organisation.name}:", *lines]))
    yield from found.items()


def _acting(worker: Worker, organisation: Organisation) -> Actor:
    grants = accounts.grants_in_force(worker.pk).filter(organisation=organisation)
    return Actor(worker, organisation, frozenset(grant.role for grant in grants))


def _lines(actor: Actor) -> Iterator[str]:
    """What waits, counted as the worker would see it."""
    with actor.scope():
        counts = [*_tasks(actor), *(_referrals(actor) if actor.has("referral_work") else [])]
    yield from (f"- {plural(count, one, many)}" for count, one, many in counts if count)


def _tasks(actor: Actor) -> Iterator[tuple[int, str, str]]:
    covered = accounts.covering(actor)
    mine = tasks.listed(actor, covered=covered, whose="mine")
    late, today = tasks.overdue(), tasks.due_on(clock.today())
    yield mine.filter(late).count(), "overdue task of yours", "overdue tasks of yours"
    yield mine.filter(today).exclude(late).count(), "task of yours is due today", "tasks of yours are due today"
    covering = tasks.own_counts(covered)["covering"]
    yield covering, "task of a colleague you cover for", "tasks of colleagues you cover for"


def _referrals(actor: Actor) -> Iterator[tuple[int, str, str]]:
    found = referrals.counts(actor)
    yield found.same_day, "referral with signs of danger", "referrals with signs of danger"
    yield found.unowned, "referral that nobody has", "referrals that nobody has"
    yield found.due_today, "referral to make contact about by today", "referrals to make contact about by today"
    yield found.overdue, "referral with contact overdue", "referrals with contact overdue"
