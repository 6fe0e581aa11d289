"""How private the fields of audit are: see ``core.privacy``."""

from __future__ import annotations

from dsr.core.privacy import Table, sort

PRIVACY: dict[str, Table] = {
    "Event": sort(
        sensitive="why detail",
        plain="id area_id at xact kind action actor_id actor_role organisation_id people targets request_id",
    ),
    "Seal": sort(
        plain="id area_id sequence event hash sealed_at",
    ),
}
