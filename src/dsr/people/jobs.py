"""The daily look at parents' decisions whose time has come."""

from __future__ import annotations

from dsr.core.jobs import job
from dsr.people import actions


@job("people.retakes", every="0 6 * * *")
def retakes(area_id: int) -> int:
    """Each morning, never at midnight: tell of retakes due, end what the lead gave a reason to end."""
    return len(actions.end_expired_parental(area_id=area_id))
