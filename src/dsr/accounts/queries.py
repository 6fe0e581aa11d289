"""Who works where, as what."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, RoleGrant, Worker
from dsr.core import clock


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


def actor_for(worker: Worker, organisation_public_id: str | None = None) -> Actor | None:
    """The worker acting in the chosen organisation, or in the only one; None when there is no choice yet."""
    return acting(worker, organisation_public_id)[0]


def acting(worker: Worker, organisation_public_id: str | None = None) -> tuple[Actor | None, int]:
    """The same, with the number of organisations the worker holds a role in."""
    grants = list(grants_in_force(worker.pk))
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


def with_email(email: str) -> Worker | None:
    """The worker who signs in with this address, however it is spelt, also one whose account is disabled."""
    return Worker.objects.filter(email__iexact=email).order_by("pk").first()


def has_second_factor(worker_id: int) -> bool:
    """Whether the worker owns an authenticator app."""
    return Authenticator.objects.filter(user_id=worker_id, type=Authenticator.Type.TOTP).exists()


def recovery_codes(worker_id: int) -> list[str]:
    """The worker's unused recovery codes. Show them only when `session.may_read_codes` says so."""
    kept = Authenticator.objects.filter(user_id=worker_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(kept).get_unused_codes() if kept else []


def sessions(request: HttpRequest) -> list[UserSession]:
    """Where the worker is signed in now, newest first."""
    living = UserSession.objects.purge_and_list(request.user)  # type: ignore[arg-type]
    return sorted(living, key=lambda session: session.created_at, reverse=True)
