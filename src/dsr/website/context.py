"""What the foot of every page offers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from dsr.core.words import later as _

#: Information pages that every page leads to, by code.
FOOTER = {
    "accessibility": _("Accessibility statement"),
    "privacy": _("Privacy notice"),
    "cookies": _("Cookies"),
    "site-map": _("Site map"),
}


def footer(request: HttpRequest) -> dict[str, Any]:
    """The links at the foot; only to pages there are. Made only where a page prints them."""
    return {"footer_links": SimpleLazyObject(_links)}


def _links() -> list[dict[str, str]]:
    links = [{"text": gettext(words), "href": _page(code)} for code, words in FOOTER.items()]
    return [link for link in links if link["href"]]


def _page(code: str) -> str:
    try:
        return reverse("page", kwargs={"code": code})
    except NoReverseMatch:
        return ""
