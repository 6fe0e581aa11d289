"""One account for each role, on the embedded server only: the passwords are printed, so they guard nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, Role, RoleGrant, Worker
from dsr.core import clock
from dsr.policy.models import Area

PASSWORD = "synthetic people only"  # noqa: S105
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
STEP_SECONDS = 30
#: Roles were held before today, because the stories of synthetic people begin in the past.
LONG_AGO = timedelta(days=90)


@dataclass(frozen=True)
class Account:
    """A made-up worker: the organisation is found by kind, the nth of that kind."""

    address: str
    name: str
    role: Role
    kind: str
    nth: int = 0

    @property
    def email(self) -> str:
        return f"{self.address}@demo.example"


ACCOUNTS = (
    Account("coordinator", "Cass Coordinator", Role.COORDINATOR, "register_team"),
    Account("coordinator2", "Corin Coordinator", Role.COORDINATOR, "register_team"),
    Account("lead", "Lee Lead", Role.LEAD, "register_team"),
    Account("clinician", "Clem Clinician", Role.CLINICIAN, "register_team"),
    Account("trust", "Tai Trustworker", Role.PARTNER, "trust"),
    Account("council", "Cora Councilworker", Role.PARTNER, "council"),
    Account("council2", "Cole Councilworker", Role.PARTNER, "council", 1),
    Account("commissioner", "Mo Commissioner", Role.COMMISSIONER, "icb"),
    Account("keyworker", "Kit Keyworker", Role.KEYWORKER, "key_worker"),
    Account("panel", "Pip Panelmember", Role.PANEL_MEMBER, "icb"),
    Account("privacy", "Perry Privacy", Role.PRIVACY_OFFICER, "register_team"),
    Account("administrator", "Addy Administrator", Role.ADMINISTRATOR, "register_team"),
)


class NotEmbedded(RuntimeError):
    """Demo accounts were asked for on a real database."""


def require_embedded() -> None:
    """Raises NotEmbedded unless the launcher runs the embedded server."""
    if not settings.EMBEDDED:
        raise NotEmbedded("Demo accounts and synthetic people exist on the embedded server only.")


@transaction.atomic
def make_accounts(area: Area) -> dict[str, Actor]:
    """Every demo account with its role and its second factor, by address; safe to run again."""
    require_embedded()
    known = {worker.email: worker for worker in Worker.objects.filter(email__in=[each.email for each in ACCOUNTS])}
    made = _make_workers([account for account in ACCOUNTS if account.email not in known])
    return {account.address: _acts(area, account, (known | made)[account.email]) for account in ACCOUNTS}


def _make_workers(accounts: Iterable[Account]) -> dict[str, Worker]:
    """With one slow hash for all: the password is the same, and printed."""
    hashed = ""
    made = {}
    for account in accounts:
        hashed = hashed or make_password(PASSWORD)
        worker = Worker.objects.create_user(account.email, None, name=account.name, job_title="Made up")
        Worker.objects.filter(pk=worker.pk).update(password=hashed)
        worker.password = hashed
        TOTP.activate(worker, SECRET)
        made[account.email] = worker
    return made


def _acts(area: Area, account: Account, worker: Worker) -> Actor:
    organisation = Organisation.objects.filter(area=area, kind=account.kind, is_active=True).order_by("pk")[account.nth]
    RoleGrant.objects.get_or_create(
        worker=worker,
        organisation=organisation,
        role=account.role,
        ended_at=None,
        defaults={"starts_on": clock.today() - LONG_AGO, "granted_at": clock.now()},
    )
    return Actor(worker, organisation, frozenset({account.role}))


def code(at: float | None = None) -> str:
    """The six digits an authenticator app shows now for every demo account."""
    moment = time.time() if at is None else at
    return format_hotp_value(hotp_value(SECRET, int(moment // STEP_SECONDS)))


def lines() -> list[str]:
    """What the launcher prints: one account a line, and how to pass the second factor."""
    width = max(len(account.email) for account in ACCOUNTS)
    accounts = [f"  {account.email:<{width}}  {account.role.label}" for account in ACCOUNTS]
    return [
        "Demo accounts (nobody in them is real):",
        *accounts,
        f"  Password for all: {PASSWORD}",
        f"  Second factor: add the key {SECRET} to an authenticator app, or run ./dsr manage demo_code",
    ]
