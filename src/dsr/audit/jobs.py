"""The area's sealing job."""

from __future__ import annotations

from dsr.audit import sealing
from dsr.core.jobs import job


@job("audit.seal", every="* * * * *")
def seal(area_id: int) -> int:
    """Fold what has settled into the chain, every minute."""
    return sealing.seal(area_id)
