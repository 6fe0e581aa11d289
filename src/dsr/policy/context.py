"""The local words on every page: the area's name, its labels, its telephone numbers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dsr.policy import queries


def policy(request: HttpRequest) -> dict[str, Any]:
    """The policy in force for the worker's area, or for the public area of this deployment."""
    actor = getattr(request, "actor", None)
    area_id = actor.area_id if actor else queries.public_area().pk
    return {"policy": queries.current(area_id)}
