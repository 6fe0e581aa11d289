"""What every page may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def page(_request: HttpRequest) -> dict[str, Any]:
    """Where help is, and whether the people shown are made up."""
    return {"help_href": reverse("help_now"), "synthetic": settings.EMBEDDED}
