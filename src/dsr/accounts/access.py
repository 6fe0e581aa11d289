"""The gate in front of every staff page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlunsplit

from allauth.account.adapter import get_adapter
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dsr.accounts import session
from dsr.accounts.permissions import PERMISSIONS
from dsr.core.addresses import split_address

View = Callable[..., HttpResponse]


def requires(permission: str) -> Callable[[View], View]:
    """Only a worker who acts in an organisation with a role that holds the permission.

    Not signed in: sent to sign in and back. Signed in with no role now: told so. Wrong role: 403, and 404
    where the address names one thing: whether that thing exists is not for this role to learn.
    """
    if permission not in PERMISSIONS:
        raise KeyError(f"{permission} is not in accounts.permissions")

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            actor = request.actor  # type: ignore[attr-defined]
            if actor is None:
                return redirect(with_next("choose_organisation", way_back(request)))
            if not actor.has(permission):
                raise Http404 if args or kwargs else PermissionDenied
            return view(request, *args, **kwargs)

        wrapped.access = permission  # type: ignore[attr-defined]
        return wrapped

    return decorate


def signed_in(view: View) -> View:
    """Any signed-in worker, even one without a role at present (choosing an organisation, own account)."""
    return _for_worker(view, "signed_in")


def before_second_factor(view: View) -> View:
    """Any worker with the right password, even before the second factor is set up."""
    return _for_worker(view, "before_second_factor")


def _for_worker(view: View, access: str) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    wrapped.access = access  # type: ignore[attr-defined]
    return wrapped


def proved(view: View) -> View:
    """A sensitive act: who they are was shown in the last minutes, or is asked for again. Goes under the gate."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if session.proved_recently(request):
            return view(request, *args, **kwargs)
        methods = get_adapter().get_reauthentication_methods(request.user)
        if not methods:
            return redirect("sign_in_again")
        query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return redirect(f"{methods[0]['url']}?{query}")

    return wrapped


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back here; a session that has just ended says so first."""
    back = way_back(request)
    if getattr(request, "session_ended", False):
        return redirect(with_next("session_ended", back))
    return redirect_to_login(back)


def way_back(request: HttpRequest) -> str:
    """The page to return to: this one, or for a form that was sent the page it was on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sender = split_address(request.headers.get("referer", ""))
    if sender.netloc != request.get_host():
        return request.get_full_path()
    return urlunsplit(("", "", sender.path, sender.query, ""))


def with_next(name: str, back: str) -> str:
    """The address of a named page that leads back afterwards."""
    return f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: back})}"
