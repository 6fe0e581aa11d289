"""The signed-in worker on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def account(request: HttpRequest) -> dict[str, Any]:
    """The actor, or None on public pages."""
    return {"actor": getattr(request, "actor", None)}
