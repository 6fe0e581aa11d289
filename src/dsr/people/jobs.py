"""Background work on people."""

from __future__ import annotations

from dsr.core.jobs import job
from dsr.people.actions.clearing import clear_searches
from dsr.people.actions.retakes import end_expired_parental


@job("people.clear_searches", every="40 2 * * *")
def clear(area_id: int) -> int:
    """Searches nobody can open any more go in the night."""
    return clear_searches(area_id=area_id)


@job("people.retakes", every="10 5 * * *")
def retakes(area_id: int) -> int:
    """Say early each day which parents' decisions are to be taken again, and end what the lead has ended."""
    return len(end_expired_parental(area_id=area_id))
