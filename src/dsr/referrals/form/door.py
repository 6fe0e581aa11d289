"""The way into one form: by its secret link for the public, signed in for staff who key a paper or a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.core import ids, scope
from dsr.core.addresses import split_address
from dsr.policy import queries as policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.asked import journey_of
from dsr.referrals.form.journey import Journey, Screen
from dsr.referrals.form.showing import show as show_page
from dsr.referrals.form.voice import Voice
from dsr.referrals.models import Draft, Referral
from dsr.referrals.queries import open_draft, sent_referral

CHECK = "check"


@dataclass
class Door:
    """An open form: its draft, or the referral it became, and the addresses of its pages."""

    token: str
    draft: Draft | None
    referral: Referral | None = None
    by: Actor | None = None

    @property
    def is_keyed(self) -> bool:
        return self.by is not None

    @property
    def layout(self) -> str:
        return f"layouts/{'staff' if self.is_keyed else 'public'}.jinja"

    @property
    def open_draft(self) -> Draft:
        """The draft; the decorators let nobody in without one unless they said so."""
        if self.draft is None:
            raise LookupError("This form has been sent.")
        return self.draft

    @cached_property
    def journey(self) -> Journey:
        return journey_of(self.open_draft)

    @property
    def voice(self) -> Voice:
        """Who the form's words speak to, before and after sending."""
        if self.referral is not None:
            return Voice.of(Answers(self.referral.answers))
        return self.journey.asking.voice

    def with_draft(self, draft: Draft) -> Door:
        return Door(self.token, draft, None, self.by)

    def url(self, name: str, **parts: str) -> str:
        """The address of a page of this form: ``question``, ``check``, ``save`` and so on."""
        prefix = "key" if self.is_keyed else "refer"
        return reverse(f"{prefix}_{name}", kwargs={"token": self.token, **parts})

    def screen_url(self, screen: Screen | None, *, checking: bool = False) -> str:
        """A screen's address, or the check page's when there is none; ``checking`` leads back to it."""
        if screen is None:
            return self.url("check")
        return self.url("question", page=screen.code) + (f"?from={CHECK}" if checking else "")

    def link(self) -> str:
        """The secret link, to be kept or emailed."""
        return settings.PUBLIC_URL + self.url("resume")


View = Callable[..., HttpResponse]


def by_link(view: View | None = None, *, after_sending: bool = False) -> Any:
    """Anybody with the secret link, and only their own form.

    The secret in the address is what shows that a request is meant, so no cookie and no token is needed:
    somebody who could forge a request would need the secret, and with it would need no forgery. A browser that
    says the form was sent from another site is turned back all the same.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def wrapped(request: HttpRequest, token: str, **parts: Any) -> HttpResponse:
            area = policy.public_area()
            with scope.public(area_id=area.pk, token=ids.hash_token(token)):
                door = find(token)
                if door is None:
                    return show_page(request, "unknown_link", status=404)
                if comes_from_elsewhere(request):
                    return show_page(request, "elsewhere", {"door": door}, status=403)
                return _enter(view, request, door, after_sending, parts)

        wrapped.access = "public"  # type: ignore[attr-defined]
        return wrapped

    return decorate(view) if view else decorate


def keyed(view: View | None = None, *, after_sending: bool = False) -> Any:
    """The worker who keys this form. What they typed when their session ended is kept before they sign in again.

    As on the public side the secret in the address shows that a request is meant: a token that changed because
    the worker signed in again elsewhere must not cost them what they typed.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, token: str, **parts: Any) -> HttpResponse:
            door = find(token, by=request.actor)  # type: ignore[attr-defined]
            if door is None:
                return render(request, "referrals/public/unknown_keyed.jinja", status=404)
            if comes_from_elsewhere(request):
                return show_page(request, "elsewhere", {"door": door}, status=403)
            return _enter(view, request, door, after_sending, parts)

        guarded = requires("referral_key")(inner)

        @csrf_exempt
        @wraps(guarded)
        def wrapped(request: HttpRequest, token: str, **parts: Any) -> HttpResponse:
            signed_out = request.method == "POST" and not request.user.is_authenticated
            if signed_out and not comes_from_elsewhere(request):
                _keep_typed(request, token, parts)
            return guarded(request, token=token, **parts)

        return wrapped

    return decorate(view) if view else decorate


def _enter(view: View, request: HttpRequest, door: Door, after_sending: bool, parts: dict[str, Any]) -> HttpResponse:
    if door.referral is not None and not after_sending:
        return redirect(door.url("sent"))
    if door.referral is None and after_sending:
        return redirect(door.url("resume"))
    return view(request, door, **parts)


def find(token: str, *, by: Actor | None = None) -> Door | None:
    """The form behind a secret, inside the scope in force; None when it is wrong, too old or somebody else's."""
    referral = sent_referral(token)
    if referral is not None and (by is None or referral.keyed_by_id == by.worker.pk):
        return Door(token, None, referral, by)
    draft = open_draft(token)
    if draft is None or (by is None) != (draft.worker_id is None):
        return None
    return Door(token, draft, None, by)


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """A browser says that another site sent this form (Fetch metadata, or the Origin header of older browsers)."""
    if request.method != "POST":
        return False
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != "null" and split_address(origin).netloc != request.get_host()


def _keep_typed(request: HttpRequest, token: str, parts: dict[str, Any]) -> None:
    """The session has ended; the secret in the address still opens the draft, so that nothing typed is lost."""
    from dsr.referrals.form import answering

    area = policy.public_area()
    with scope.public(area_id=area.pk, token=ids.hash_token(token)):
        draft = open_draft(token)
        if draft is None:
            return
        if "page" in parts:
            answering.keep_typed(draft, parts["page"], request.POST)
        elif "involved_name" in request.POST:
            answering.keep_person(draft, parts.get("person_id") or ids.new_public_id(), request.POST)
