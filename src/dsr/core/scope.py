"""The database's own wall, seen from Python.

Everything the application reads or writes about a person happens inside a *scope*: staff (a worker acting
for an organisation), public (one draft or one referral, by its secret link), person (the person's own view, by a
key to it) or job (a named job for an area).
The scope travels to the database as a ticket signed with ``SCOPE_KEY``; row-level security verifies the
signature, so that an injected ``set_config`` gains nothing. Without a scope there are no rows.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from dsr.core import clock

SETTING = "dsr.scope"
SEPARATOR = "|"


class NoScope(RuntimeError):
    """Work on people was tried outside a scope or outside a transaction."""


@dataclass(frozen=True)
class Scope:
    """Who is looking. ``token`` is the hash of a secret link; ``name`` names a job, or holds the id of the one person.

    The roles of the person's own view are what the key may do.
    """

    kind: str
    area_id: int
    organisation_id: int | None = None
    worker_id: int | None = None
    roles: tuple[str, ...] = ()
    token: str = ""
    name: str = ""

    def fields(self) -> list[str]:
        return [
            self.kind,
            str(self.area_id),
            str(self.organisation_id or ""),
            str(self.worker_id or ""),
            ",".join(self.roles),
            self.token,
            self.name,
        ]


_current: ContextVar[Scope | None] = ContextVar("dsr_scope", default=None)
_ticket: ContextVar[str] = ContextVar("dsr_scope_ticket", default="")


def current() -> Scope | None:
    """The scope in force, or None."""
    return _current.get()


def required() -> Scope:
    """The scope in force. Raises NoScope when there is none."""
    scope = _current.get()
    if scope is None:
        raise NoScope("This work needs a scope: staff, public or job.")
    return scope


def sign(payload: str, key: str) -> str:
    """HMAC-SHA256 of the payload in hex, as the database reckons it too."""
    return hmac.new(key.encode(), payload.encode(), hashlib.sha256).hexdigest()


def pads(key: str) -> tuple[bytes, bytes]:
    """The inner and outer HMAC pads of the key (RFC 2104); all that the database has to keep."""
    raw = key.encode()
    block = (hashlib.sha256(raw).digest() if len(raw) > 64 else raw).ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def ticket(scope: Scope, *, backend_pid: int) -> str:
    """The signed ticket for one database connection, valid from the machine's own now."""
    issued = f"{clock.machine_now().timestamp():.6f}"
    payload = SEPARATOR.join([*scope.fields(), str(backend_pid), issued])
    return payload + SEPARATOR + sign(payload, settings.SCOPE_KEY)


@contextmanager
def enter(scope: Scope, *, until_commit: bool = False) -> Iterator[Scope]:
    """Work inside the scope; restores the one before. Raises NoScope outside a transaction.

    With ``until_commit`` an outermost scope's ticket is left to end with the transaction, which saves a statement
    where nothing more is asked about people in it.
    """
    if not connection.in_atomic_block:
        raise NoScope("A scope holds inside a transaction only.")
    before, kept = _current.get(), _ticket.get()
    marker = _current.set(scope)
    _tell_database(scope)
    try:
        yield scope
    finally:
        _current.reset(marker)
        left_to_end = until_commit and before is None
        if not left_to_end and connection.in_atomic_block and not connection.needs_rollback and _usable():
            _tell_database(before, kept)
        else:
            _ticket.set(kept)


def _usable() -> bool:
    """False once a statement has failed in this transaction: nothing may be sent until it is rolled back."""
    raw = connection.connection
    return raw is not None and raw.info.transaction_status.name == "INTRANS"


def _tell_database(scope: Scope | None, kept: str = "") -> None:
    """Sign the scope as of now. A person's own view keeps the ticket it came with: the key that leaving the register
    ends in this very transaction still holds until its end, whatever another scope did in between.
    """
    connection.ensure_connection()
    value = "" if scope is None else ticket(scope, backend_pid=connection.connection.info.backend_pid)
    if scope is not None and scope.kind == "person" and kept:
        value = kept
    _ticket.set(value)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


def refresh() -> None:
    """Say the scope to the database again, after a rollback to a savepoint has dropped it."""
    _tell_database(_current.get(), _ticket.get())


def staff(
    *, worker_id: int, organisation_id: int, area_id: int, roles: tuple[str, ...], until_commit: bool = False
) -> AbstractContextManager[Scope]:
    """A worker acting for an organisation."""
    scope = Scope("staff", area_id, organisation_id, worker_id, tuple(sorted(roles)))
    return enter(scope, until_commit=until_commit)


def public(*, area_id: int, token: str) -> AbstractContextManager[Scope]:
    """Somebody with the secret link whose hash is ``token``."""
    return enter(Scope("public", area_id, token=token))


def person(*, area_id: int, person_id: int, token: str, powers: tuple[str, ...]) -> AbstractContextManager[Scope]:
    """The person's own view, by the key whose hash is ``token``: the database shows nobody else.

    The database asks at every statement whether the key held when the ticket was signed.
    """
    return enter(Scope("person", area_id, roles=tuple(sorted(powers)), token=token, name=str(person_id)))


def job(*, name: str, area_id: int) -> AbstractContextManager[Scope]:
    """A named job that works for one area."""
    return enter(Scope("job", area_id, name=name))
