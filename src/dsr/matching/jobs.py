"""Background work: the search for duplicates in the night."""

from __future__ import annotations

from dsr.core.jobs import job
from dsr.matching.actions.finding import look_through


@job("matching.look_through", every="50 2 * * *")
def look(area_id: int) -> int:
    """Everybody with everybody who shares something rare: what the moment of entry could not see."""
    return look_through(area_id)
