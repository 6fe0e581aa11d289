"""What the background worker does for home and lists."""

from __future__ import annotations

from dsr.core.jobs import job
from dsr.reporting import digest
from dsr.reporting.actions import clear_exports


@job("reporting.clear_exports", every="50 2 * * *")
def clear(area_id: int) -> int:
    """Exports nobody can open any more go in the night."""
    return clear_exports(area_id=area_id)


@job("reporting.digest", every="*/10 6-9 * * *")
def send_digest(area_id: int) -> int:
    """In the morning, more often than needed: a worker that was away in between sends what is still to be sent."""
    return digest.send(area_id)
