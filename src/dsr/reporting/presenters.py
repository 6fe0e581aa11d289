"""The audit log in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dsr.accounts.models import Role
from dsr.audit.actions import PUBLIC
from dsr.audit.models import Event, Kind
from dsr.reporting import queries
from dsr.reporting.words import in_words

KINDS = {
    Kind.READ: "Looked",
    Kind.ACT: "Changed",
    Kind.DENIED: "Was refused",
    Kind.SIGN_IN: "Signed in or out",
}


@dataclass(frozen=True)
class EventRow:
    """One event as a line: when, who, for which organisation, what, and why if they said."""

    at: datetime
    who: str
    role: str
    organisation: str
    kind: str
    what: str
    why: str
    people: list[str]
    reference: str


def rows(events: Iterable[Event]) -> list[EventRow]:
    """The events with the names behind their ids; two statements however many there are."""
    events = list(events)
    workers, organisations = queries.names(events)
    return [_row(event, workers, organisations) for event in events]


def _row(event: Event, workers: dict[str, str], organisations: dict[str, str]) -> EventRow:
    return EventRow(
        at=event.at,
        who=workers.get(event.actor_id, _nobody(event)),
        role=roles_in_words(event.actor_role),
        organisation=organisations.get(event.organisation_id, ""),
        kind=KINDS[Kind(event.kind)],
        what=in_words(event.action, looked=event.kind in (Kind.READ, Kind.DENIED)),
        why=event.why,
        people=event.people,
        reference=event.request_id,
    )


def _nobody(event: Event) -> str:
    """An actor without an account."""
    return "Somebody using the public pages" if event.actor_id == PUBLIC.audit_id else "The service itself"


def roles_in_words(codes: str) -> str:
    """ "coordinator,lead" as the labels pages use."""
    labels = dict(Role.choices)
    return ", ".join(str(labels.get(code, code)) for code in codes.split(",") if code)
