"""What every page may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """The nonce for the one inline script and whether the people shown are made up."""
    return {"csp_nonce": str(getattr(request, "csp_nonce", "")), "synthetic": settings.EMBEDDED}
