"""Keeping a search under an opaque id, so that no name is in an address."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.people.models import Search


@transaction.atomic
def keep_search(*, page: str, terms: dict[str, Any], by: Actor) -> Search:
    """Only the worker who searched can open it again."""
    return Search.objects.create(
        area_id=by.area_id,
        worker=by.worker,
        organisation=by.organisation,
        page=page,
        terms=terms,
        made_at=clock.now(),
    )
