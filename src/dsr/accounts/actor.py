"""A worker acting for one organisation at a time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from dsr.accounts.models import Organisation, Worker
from dsr.accounts.permissions import PERMISSIONS
from dsr.core import scope


@dataclass(frozen=True)
class Actor:
    """Who does it: passed to every action as ``by=``."""

    worker: Worker
    organisation: Organisation
    roles: frozenset[str]

    @property
    def area_id(self) -> int:
        return self.organisation.area_id

    @property
    def is_team(self) -> bool:
        """Acts for the register team."""
        return self.organisation.kind == "register_team"

    @property
    def audit_id(self) -> str:
        return self.worker.public_id

    @property
    def audit_role(self) -> str:
        return ",".join(sorted(self.roles))

    @property
    def audit_organisation(self) -> str:
        return self.organisation.public_id

    def has(self, permission: str) -> bool:
        """Whether any of the roles held here gives the permission. Raises KeyError for an unknown one."""
        return bool(PERMISSIONS[permission] & self.roles)

    def scope(self, *, until_commit: bool = False) -> AbstractContextManager[scope.Scope]:
        """The database scope of this worker in this organisation; for a request, until its transaction ends."""
        return scope.staff(
            worker_id=self.worker.pk,
            organisation_id=self.organisation.pk,
            area_id=self.area_id,
            roles=tuple(self.roles),
            until_commit=until_commit,
        )
