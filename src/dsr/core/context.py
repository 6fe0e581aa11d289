"""What every page may use."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from dsr.core import leaving, reading
from dsr.core.page_links import address


def page(request: HttpRequest) -> dict[str, Any]:
    """Where help is, whether the people shown are made up, and the forms' token, masked once for all of a page."""
    return {
        "help_href": address("help_now"),
        "reading": reading.current(),
        "is_public_page": reading.is_public(request),
        "page_address": partial(reading.address, request),
        **leaving.words(request),
        "synthetic": settings.EMBEDDED,
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
    }
