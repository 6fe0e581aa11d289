"""The hash chain: every committed event of an area, in commit order, folded into the one before.

Events are sealed only once no older transaction is still open, so that none can slip in before a sealed one;
after a restore into another server, whose transaction numbers differ, an hour's age settles them too.
Page views never wait for each other: one job for each area seals, nobody else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from dsr.audit.models import Event, Seal
from dsr.core import clock

START = "0" * 64
BATCH = 5000
OLD_ENOUGH = "(e.xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint OR e.at < now() - interval '1 hour')"
SETTLED = """
id IN (SELECT e.id FROM audit_event e LEFT JOIN audit_seal s ON s.event_id = e.id
       WHERE s.id IS NULL AND e.area_id = %s AND {old_enough}
       ORDER BY e.xact, e.id LIMIT %s)
"""


def fingerprint(event: Event) -> str:
    """The event as canonical text: every column, UTC, sorted keys."""
    values: dict[str, Any] = {
        "id": event.pk,
        "area": event.area_id,
        "at": event.at.astimezone(clock.UTC).isoformat(timespec="microseconds"),
        "xact": event.xact,
        "kind": event.kind,
        "action": event.action,
        "actor": event.actor_id,
        "role": event.actor_role,
        "organisation": event.organisation_id,
        "people": event.people,
        "targets": event.targets,
        "why": event.why,
        "request": event.request_id,
        "detail": event.detail,
    }
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def link(before: str, event: Event) -> str:
    """The next hash of the chain (SHA-256, hex)."""
    return hashlib.sha256(f"{before}\n{fingerprint(event)}".encode()).hexdigest()


def seal(area_id: int) -> int:
    """Seal what has settled, at most a batch; returns how many. Runs inside the area's job scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit-seal'), %s)", [area_id])
    newest = Seal.objects.filter(area_id=area_id).order_by("-sequence").first()
    sequence, before = (newest.sequence, newest.hash) if newest else (0, START)
    seals = []
    settled = SETTLED.format(old_enough=OLD_ENOUGH)
    events = Event.objects.extra(where=[settled], params=[area_id, BATCH]).order_by("xact", "pk")  # noqa: S610
    for event in events:
        sequence, before = sequence + 1, link(before, event)
        seals.append(Seal(area_id=area_id, sequence=sequence, event=event, hash=before, sealed_at=clock.now()))
    Seal.objects.bulk_create(seals)
    return len(seals)


def broken(area_id: int) -> Iterator[int]:
    """Walk the chain and give the sequence numbers that do not fit: an altered, missing or inserted event."""
    before, expected = START, 1
    chain = Seal.objects.filter(area_id=area_id).select_related("event").order_by("sequence")
    for seal_ in chain.iterator(chunk_size=2000):
        if seal_.sequence != expected or link(before, seal_.event) != seal_.hash:
            yield seal_.sequence
        before, expected = seal_.hash, seal_.sequence + 1


def head(area_id: int) -> tuple[int, str]:
    """The newest sequence and hash: keep them off the machine to anchor the chain."""
    newest = Seal.objects.filter(area_id=area_id).order_by("-sequence").first()
    return (newest.sequence, newest.hash) if newest else (0, START)
