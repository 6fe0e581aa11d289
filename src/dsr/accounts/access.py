"""The gate in front of every staff page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.accounts.permissions import PERMISSIONS

View = Callable[..., HttpResponse]


def requires(permission: str) -> Callable[[View], View]:
    """Only a worker who acts in an organisation with a role that holds the permission.

    Not signed in: sent to sign in and back. Signed in with no role now: told so. Wrong role: 403.
    """
    if permission not in PERMISSIONS:
        raise KeyError(f"{permission} is not in accounts.permissions")

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = request.actor  # type: ignore[attr-defined]
            if actor is None:
                return redirect("choose_organisation")
            if not actor.has(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapped.access = permission  # type: ignore[attr-defined]
        return wrapped

    return decorate


def signed_in(view: View) -> View:
    """Any signed-in worker, even one without a role at present (choosing an organisation, the second factor)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    wrapped.access = "signed_in"  # type: ignore[attr-defined]
    return wrapped
