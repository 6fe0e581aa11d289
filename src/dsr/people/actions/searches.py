"""A search is kept for a day under an opaque id, for the worker who made it."""

from __future__ import annotations

from typing import Any

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.people import queries
from dsr.people.models import Search


def keep_search(*, page: str, terms: dict[str, Any], by: Actor) -> Search:
    """Keep what was searched for; yesterday's searches of the worker go."""
    old = Search.objects.filter(worker=by.worker, made_at__lte=clock.now() - queries.SEARCH_KEPT)
    old.delete()
    return Search.objects.create(
        area_id=by.area_id,
        worker=by.worker,
        organisation=by.organisation,
        page=page,
        terms=terms,
        made_at=clock.now(),
    )
