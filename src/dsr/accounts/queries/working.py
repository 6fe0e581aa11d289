"""Who works where, as what."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from dsr.accounts.actor import Actor
from dsr.accounts.models import Cover, Organisation, RoleGrant, Worker
from dsr.core import clock
from dsr.core.statements import Prepared


def grants_in_force(worker_id: int, on: date | None = None) -> QuerySet[RoleGrant]:
    """The worker's roles on a day, with their organisations."""
    day = on or clock.today()
    return (
        RoleGrant.objects.filter(worker_id=worker_id, starts_on__lte=day, ended_at__isnull=True)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        .filter(organisation__is_active=True)
        .select_related("organisation")
        .order_by("organisation__name", "role")
    )


#: Asked on every page; putting them in order would cost as much again.
_held = Prepared(lambda *, worker_id, day: grants_in_force(worker_id, day).select_related("worker").order_by())
_worker = Prepared(lambda *, pk: Worker.objects.filter(pk=pk).order_by())


def worker_of_session(pk: int) -> Worker | None:
    """Whose session it is, with the roles of today, so that `acting` needs not ask for them."""
    held = _held(worker_id=pk, day=clock.today())
    if not held:
        return _worker.first(pk=pk)
    worker = held[0].worker
    worker.held_today = held
    return worker


def acting(worker: Worker, organisation_public_id: str | None = None) -> tuple[Actor | None, int]:
    """The worker in the chosen organisation, or in the only one, and how many organisations there are to choose from.

    The actor is None when there is no choice yet.
    """
    grants = worker.held_today or _held(worker_id=worker.pk, day=clock.today())
    worker.held_today = ()
    places = {grant.organisation.public_id: grant.organisation for grant in grants}
    if organisation_public_id is None and len(places) == 1:
        organisation_public_id = next(iter(places))
    organisation = places.get(organisation_public_id or "")
    if organisation is None:
        return None, len(places)
    roles = frozenset(g.role for g in grants if g.organisation_id == organisation.pk)
    return Actor(worker, organisation, roles), len(places)


def organisation(area_id: int, code: str) -> Organisation:
    """The organisation the policy calls by this code. Raises Organisation.DoesNotExist."""
    return Organisation.objects.get(area_id=area_id, code=code)


def organisations(area_id: int) -> QuerySet[Organisation]:
    """The active organisations of an area."""
    return Organisation.objects.filter(area_id=area_id, is_active=True).order_by("name")


def councils(area_id: int) -> tuple[Organisation, ...]:
    """The active councils of an area, by name: the choices of every list's filter. A change shows within a minute."""
    return _councils(area_id, int(clock.now().timestamp() // 60))


@lru_cache(maxsize=64)
def _councils(area_id: int, _minute: int) -> tuple[Organisation, ...]:
    return tuple(organisations(area_id).filter(kind="council"))


def forget() -> None:
    """Drop what this process remembers (between tests; a minute does it for pages)."""
    _councils.cache_clear()


def register_team(area_id: int) -> Organisation:
    """The area's register team."""
    return Organisation.objects.get(area_id=area_id, kind="register_team", is_active=True)


def colleagues(organisation_id: int, roles: frozenset[str] | None = None) -> QuerySet[Worker]:
    """Active workers who hold a role in the organisation today."""
    day = clock.today()
    held = RoleGrant.objects.filter(organisation_id=organisation_id, starts_on__lte=day, ended_at__isnull=True)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    if roles is not None:
        held = held.filter(role__in=roles)
    return Worker.objects.filter(is_active=True, pk__in=held.values("worker_id")).order_by("name", "pk")


def answers_for(worker: Worker, on: date | None = None) -> Worker:
    """Who answers for the worker's work on a day: themself, or who covers (and who covers for them in turn).

    When everybody in the chain is away, the last of them.
    """
    day = on or clock.today()
    covers = {c.worker_id: c.covered_by for c in covers_on(day)}
    met = {worker.pk}
    while worker.pk in covers and covers[worker.pk].pk not in met:
        worker = covers[worker.pk]
        met.add(worker.pk)
    return worker


def covering(actor: Actor, on: date | None = None) -> dict[int, date]:
    """The colleagues whose work this worker answers for on a day, each with the last day of it.

    Cover is passed on: whoever covers for somebody who covers for a third answers for the third too.
    """
    found: dict[int, date] = {}
    absences = list(covers_on(on or clock.today()).filter(organisation_id=actor.organisation.pk))
    waiting = [(actor.worker.pk, date.max)]
    while waiting:
        who, until = waiting.pop()
        for one in absences:
            if one.covered_by_id == who and one.worker_id not in {*found, actor.worker.pk}:
                found[one.worker_id] = min(until, one.ends_on)
                waiting.append((one.worker_id, found[one.worker_id]))
    return found


def covers_on(day: date) -> QuerySet[Cover]:
    """The absences of a day whose cover still has an account."""
    covers = Cover.objects.filter(starts_on__lte=day, ends_on__gte=day, covered_by__is_active=True)
    return covers.select_related("covered_by").order_by("arranged_at", "pk")
