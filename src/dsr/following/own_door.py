"""The way to the person's own page: a secret link, a second proof, then a short visit held by one cookie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dsr.audit import actions as audit
from dsr.core.access import public
from dsr.following import queries
from dsr.people import actions as people
from dsr.people.holder import Holder, inside
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.referrals.form.door import comes_from_elsewhere

COOKIE = settings.VISIT_COOKIE_NAME
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Own:
    """The person whose page it is, who holds the key, and the local rules."""

    person: Person
    holder: Holder
    policy: Policy

    @property
    def is_me(self) -> bool:
        return self.holder.decides


def keep_cookie(response: HttpResponse, visit: str) -> HttpResponse:
    """Strictly necessary: without it every page would have to carry the secret in its address."""
    response.set_cookie(
        COOKIE, visit, httponly=True, samesite="Strict", secure=bool(settings.SESSION_COOKIE_SECURE), path="/"
    )
    return response


def end_visit(request: HttpRequest) -> None:
    """End the visit this browser is in, if any: its cookie opens nothing more."""
    if token := request.COOKIES.get(COOKIE, ""):
        people.end_visit(area_id=policies.public_area().pk, token=token)


def own_page(name: str, *, record: bool = True) -> Callable[[View], View]:
    """A page of a visit, in the scope of its one person; every look is on record as the key's.

    ``record``: only for keys that reach the record, not for a supporter's.
    """

    def decorate(view: View) -> View:
        @public
        @wraps(view)
        def wrapped(request: HttpRequest, **parts: Any) -> HttpResponse:
            if comes_from_elsewhere(request):
                return over(request, status=403)
            area = policies.public_area()
            visit = people.go_on_visiting(area_id=area.pk, token=request.COOKIES.get(COOKIE, ""))
            if visit is None:
                return over(request)
            with inside(area_id=area.pk, person_id=visit.person_id, key_token=visit.key_token, powers=visit.powers):
                person = queries.own_person(visit.person_id)
                if person is None:
                    return over(request)
                own = Own(person, Holder(queries.own_key(visit.key_token)), policies.current(area.pk))
                if record and not own.holder.sees_record:
                    return render(request, "following/not_for_you.jinja", {"own": own}, status=403)
                audit.record_read(name, by=own.holder, people=[person.public_id])
                return view(request, own, **parts)

        return wrapped

    return decorate


def over(request: HttpRequest, status: int = 404) -> HttpResponse:
    """The visit has ended, or there was none: one page for both."""
    response = render(request, "following/own_over.jinja", status=status)
    response.delete_cookie(COOKIE, path="/", samesite="Strict")
    return response
