"""What every page may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dsr.core import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Where help is, whether the people shown are made up, the worker's menu, the links under every page."""
    actor = getattr(request, "actor", None)
    return {
        "help_href": reverse("help_now"),
        "synthetic": settings.EMBEDDED,
        "navigation": navigation.menu(actor, request.path) if actor else [],
        "footer_links": navigation.footer(),
    }
