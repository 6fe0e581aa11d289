"""What an administrator sees: workers of their own area, never a person of the register."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.accounts.models import Cover, Invitation, Organisation, Role, RoleGrant, SecondFactorReset, Worker
from dsr.core import clock


def in_force() -> Q:
    """Grants that hold today."""
    day = clock.today()
    return Q(starts_on__lte=day, ended_at__isnull=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def workers(
    actor: Actor, *, text: str = "", organisation: str = "", role: str = "", status: str = ""
) -> QuerySet[Worker]:
    """The workers who hold or held a role in the actor's area, with their organisations of today as `places`.

    `status`: "active", "disabled" or "no_role"; empty for all.
    """
    held = RoleGrant.objects.filter(worker=OuterRef("pk"), organisation__area_id=actor.area_id)
    now = held.filter(in_force())
    found = Worker.objects.filter(Exists(held)).annotate(places=_places(now), works=Exists(now))
    if organisation or role:
        wanted = {key: value for key, value in _wanted(organisation, role) if value}
        found = found.filter(Exists(now.filter(**wanted)))
    if text:
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text))
    return found.filter(_status(status)).order_by("name", "pk")


def _wanted(organisation: str, role: str) -> tuple[tuple[str, str], ...]:
    return ("organisation__public_id", organisation), ("role", role)


def _places(grants: QuerySet[RoleGrant]) -> QuerySet[Any, Any]:
    named = grants.order_by().values("worker").annotate(names=StringAgg(_short_name(), delimiter=", ", distinct=True))
    return named.values("names")


def _short_name() -> Concat:
    return Concat(F("organisation__short_name"), Value(""))


def _status(status: str) -> Q:
    return {
        "active": Q(is_active=True, works=True),
        "disabled": Q(is_active=False),
        "no_role": Q(is_active=True, works=False),
    }.get(status, Q())


def find_worker(actor: Actor, public_id: str) -> Worker:
    """A worker of the actor's area. Raises Http404 for anybody else's."""
    worker = Worker.objects.filter(public_id=public_id, grants__organisation__area_id=actor.area_id).distinct().first()
    if worker is None:
        raise Http404
    return worker


def roles_of(worker: Worker, area_id: int) -> QuerySet[RoleGrant]:
    """The worker's roles in an area, those that hold first, then the ended ones."""
    grants = RoleGrant.objects.filter(worker=worker, organisation__area_id=area_id)
    names = ("organisation", "granted_by", "ended_by")
    return grants.select_related(*names).order_by(F("ended_at").desc(nulls_first=True), "-starts_on", "role", "pk")


def find_grant(actor: Actor, worker: Worker, organisation: str, role: str) -> RoleGrant:
    """A role that has not ended. Raises Http404."""
    grants = roles_of(worker, actor.area_id).filter(ended_at__isnull=True)
    grant = grants.filter(organisation__public_id=organisation, role=role).first()
    if grant is None:
        raise Http404
    return grant


def administrators(area_id: int) -> QuerySet[RoleGrant]:
    """The administrator roles of an area that hold today for workers who can sign in."""
    grants = RoleGrant.objects.filter(in_force(), organisation__area_id=area_id, role=Role.ADMINISTRATOR)
    return grants.filter(worker__is_active=True).order_by("pk")


def organisations_with_counts(area_id: int) -> QuerySet[Organisation]:
    """Every organisation the area ever had, with the number of workers of today."""
    day = clock.today()
    holds = Q(grants__starts_on__lte=day, grants__ended_at__isnull=True, grants__worker__is_active=True)
    holds &= Q(grants__ends_on__isnull=True) | Q(grants__ends_on__gte=day)
    found = Organisation.objects.filter(area_id=area_id)
    return found.annotate(count=Count("grants__worker", filter=holds, distinct=True)).order_by("-is_active", "name")


def invitations(area_id: int) -> QuerySet[Invitation]:
    """The area's invitations that nobody has accepted or cancelled, newest first."""
    waiting = Invitation.objects.filter(organisation__area_id=area_id, accepted_at__isnull=True)
    return waiting.filter(cancelled_at__isnull=True).select_related("organisation", "invited_by")


def find_invitation(actor: Actor, public_id: str) -> Invitation:
    """A waiting invitation of the actor's area. Raises Http404."""
    invitation = invitations(actor.area_id).filter(public_id=public_id).first()
    if invitation is None:
        raise Http404
    return invitation


def resets_to_agree(area_id: int) -> QuerySet[SecondFactorReset]:
    """Lost second factors in the area that wait for somebody's agreement."""
    waiting = SecondFactorReset.objects.filter(agreed_at__isnull=True, refused_at__isnull=True)
    of_area = RoleGrant.objects.filter(worker=OuterRef("worker"), organisation__area_id=area_id)
    return waiting.filter(Exists(of_area)).select_related("worker", "requested_by").order_by("requested_at")


def open_reset(worker: Worker) -> SecondFactorReset | None:
    """The worker's lost second factor that waits for agreement."""
    resets = SecondFactorReset.objects.filter(worker=worker, agreed_at__isnull=True, refused_at__isnull=True)
    return resets.select_related("requested_by").first()


def find_reset(actor: Actor, public_id: str) -> SecondFactorReset:
    """A request that waits, of the actor's area. Raises Http404."""
    reset = resets_to_agree(actor.area_id).filter(public_id=public_id).first()
    if reset is None:
        raise Http404
    return reset


def absences(organisation_id: int, worker_id: int | None = None) -> QuerySet[Cover]:
    """Absences of today and later: one worker's, or the whole organisation's."""
    covers = Cover.objects.filter(organisation_id=organisation_id, ends_on__gte=clock.today())
    if worker_id is not None:
        covers = covers.filter(worker_id=worker_id)
    return covers.select_related("worker", "covered_by", "arranged_by").order_by("starts_on", "pk")
