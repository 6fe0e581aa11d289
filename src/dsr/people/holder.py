"""Somebody who acts with a key to the person's own page: stands where a worker stands as ``by=``."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from dsr.core import scope
from dsr.people.models import AccessKey, KeyHolder

#: What a key may do, as words in the scope's signed ticket; the database reads them.
DECIDES, RECORD = "decides", "record"
POWERS: dict[str, tuple[str, ...]] = {
    KeyHolder.PERSON: (DECIDES, RECORD),
    KeyHolder.AUTHORITY: (RECORD,),
    KeyHolder.SUPPORTER: (),
}
ROLE = "own_page"


@dataclass(frozen=True)
class Holder:
    """Has no account, no organisation and no role: only this one person's own rows, and what the key may do."""

    key: AccessKey
    worker: None = None
    organisation: None = None
    roles: frozenset[str] = frozenset()
    is_team: bool = False

    @property
    def area_id(self) -> int:
        return self.key.area_id

    @property
    def decides(self) -> bool:
        """The person's own key; everybody else's asks."""
        return DECIDES in POWERS[self.key.holder]

    @property
    def sees_record(self) -> bool:
        return RECORD in POWERS[self.key.holder]

    @property
    def audit_id(self) -> str:
        return f"key:{self.key.public_id}"

    @property
    def audit_role(self) -> str:
        return ROLE

    @property
    def audit_organisation(self) -> str:
        return ""

    def has(self, permission: str) -> bool:
        """No permission of staff."""
        return False


def inside(*, area_id: int, person_id: int, key_token: str, powers: str) -> AbstractContextManager[scope.Scope]:
    """The scope of one person's own view, by a key whose hash is ``key_token``."""
    return scope.person(area_id=area_id, person_id=person_id, token=key_token, powers=tuple(powers.split(",")))
