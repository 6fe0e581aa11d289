"""The signed-in worker on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dsr.accounts import session
from dsr.accounts.access import way_back, with_next
from dsr.accounts.actor import Actor
from dsr.accounts.models import Role
from dsr.accounts.navigation import home_href, navigation
from dsr.core.page_links import address


def account(request: HttpRequest) -> dict[str, Any]:
    """The actor, the header's account and menu, and when the session ends; None and nothing on public pages."""
    actor = getattr(request, "actor", None)
    user = getattr(request, "user", None)  # none when a request is refused before anybody is looked up
    if user is None or not user.is_authenticated:
        return {"actor": None}
    return {
        "actor": actor,
        "account": _account(request, actor),
        "navigation": navigation(request),
        "home_href": home_href(),
        "sign_out_href": address("account_logout"),
        "session_timeout": {
            "idle_seconds": session.seconds_left(request),
            "keep_alive_href": address("keep_alive"),
            "signed_out_href": with_next("session_ended", way_back(request)),
        },
    }


def _account(request: HttpRequest, actor: Actor | None) -> dict[str, str]:
    shown = {"name": str(request.user), "href": "", "organisation": "", "role": "", "switch_href": ""}
    if session.has_second_factor(request):
        shown["href"] = address("my_account")
    if actor:
        shown["organisation"] = actor.organisation.short_name
        shown["role"] = ", ".join(sorted(Role(role).label for role in actor.roles))
    if request.places > 1:  # type: ignore[attr-defined]
        shown["switch_href"] = address("choose_organisation")
    return shown
