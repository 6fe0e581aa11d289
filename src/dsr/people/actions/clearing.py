"""Searches are kept for a day, so that a worker can go back to their results."""

from __future__ import annotations

from django.db import transaction

from dsr.core import clock
from dsr.people.models import Search
from dsr.people.queries import SEARCH_KEPT


@transaction.atomic
def clear_searches(*, area_id: int) -> int:
    """Delete searches nobody can open any more. Returns how many."""
    count, _ = Search.objects.filter(area_id=area_id, made_at__lte=clock.now() - SEARCH_KEPT).delete()
    return count
