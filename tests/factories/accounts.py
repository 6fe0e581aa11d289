"""Workers and actors for tests."""

from __future__ import annotations

from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, RoleGrant, Worker
from dsr.core import clock

PASSWORD = "correct horse battery staple"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_number = count(1)


def make_worker(name: str = "Sam Worker", *, second_factor: bool = True, **fields: object) -> Worker:
    """A worker who can sign in with PASSWORD and, unless said otherwise, a second factor."""
    worker = Worker.objects.create_user(f"worker{next(_number)}@example.org", PASSWORD, name=name, **fields)
    if second_factor:
        TOTP.activate(worker, TOTP_SECRET)
    return worker


def make_organisation_actor(organisation: Organisation, *roles: str, worker: Worker | None = None) -> Actor:
    """A worker who acts in the organisation with these roles."""
    worker = worker or make_worker(f"{' '.join(roles).title()} at {organisation.short_name}")
    for role in roles:
        RoleGrant.objects.create(
            worker=worker, organisation=organisation, role=role, starts_on=clock.today(), granted_at=clock.now()
        )
    return Actor(worker, organisation, frozenset(roles))


def make_actor(area, code_or_kind: str, *roles: str, worker: Worker | None = None) -> Actor:
    """A worker acting in the area's organisation of this code, or the first of this kind."""
    organisations = Organisation.objects.filter(area=area, is_active=True).order_by("pk")
    organisation = organisations.filter(code=code_or_kind).first() or organisations.filter(kind=code_or_kind)[0]
    return make_organisation_actor(organisation, *roles, worker=worker)


__all__ = ["PASSWORD", "TOTP_SECRET", "Authenticator", "make_actor", "make_organisation_actor", "make_worker"]
