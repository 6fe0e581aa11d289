"""The way to one referral for whoever made it: its own secret link, or a short visit that a code has opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from dsr.audit import actions as audit
from dsr.core import ids, scope
from dsr.core.access import public
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.referrals.actions import codes
from dsr.referrals.form.door import comes_from_elsewhere
from dsr.referrals.models import Referral
from dsr.referrals.queries import by_token_hash, sent_referral

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Followed:
    """A referral somebody follows, and the secret in the address of its pages."""

    token: str
    referral: Referral
    policy: Policy

    def url(self, name: str) -> str:
        return reverse(name, kwargs={"token": self.token})


def anybody(view: View) -> View:
    """A public page that takes a form without a cookie; forms from another site are turned back."""

    @public
    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, **parts: Any) -> HttpResponse:
        if comes_from_elsewhere(request):
            return over(request, status=403)
        return view(request, **parts)

    return wrapped


def follows(view: View) -> View:
    """Whoever holds the secret of a referral or of a visit, and only that referral. Each look is on record."""

    @anybody
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        area = policies.public_area()
        hashed = ids.hash_token(token)
        with scope.public(area_id=area.pk, token=hashed):
            referral = sent_referral(token)
            if referral is not None:
                return _shown(view, request, token, referral)
        own = codes.go_on_visiting(area_id=area.pk, token=token)
        if own is None:
            return over(request)
        with scope.public(area_id=area.pk, token=own):
            return _shown(view, request, token, _of(own))

    return wrapped


def _of(token_hash: str) -> Referral:
    found = by_token_hash(token_hash)
    assert found is not None, "A visit is always to a referral that is there."
    return found


def _shown(view: View, request: HttpRequest, token: str, referral: Referral) -> HttpResponse:
    audit.record_read("follow_referral", by=audit.PUBLIC, people=[], targets=[f"referral:{referral.public_id}"])
    return view(request, Followed(token, referral, policies.current(referral.area_id)))


def over(request: HttpRequest, status: int = 404) -> HttpResponse:
    """One page for a link or code that is wrong, too old or used: nothing tells which."""
    return render(request, "following/over.jinja", status=status)
