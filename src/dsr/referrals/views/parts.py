"""What the referral pages share: finding the referral, recording that it was read, the frame of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from dsr.accounts.actor import Actor
from dsr.audit.actions import record_read
from dsr.core.posting import FormPage
from dsr.people.models import Person
from dsr.referrals import queries
from dsr.referrals.models import Referral
from dsr.referrals.presenters.staff import href

ACT = "referrals/staff/act.jinja"


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def read(request: HttpRequest, page: str, referrals: Iterable[Referral], people: Iterable[Person] = ()) -> None:
    """One event names every referral the page showed, and the people they are known to be about."""
    referrals = list(referrals)
    known = queries.people_of(referrals)
    record_read(
        page,
        by=actor_of(request),
        people=sorted(known | {person.public_id for person in people}),
        targets=[f"referral:{referral.public_id}" for referral in referrals],
    )


def worked_on(request: HttpRequest, pid: str, page: str) -> Referral:
    """A referral of the team, with the read on record. Raises Http404 for anybody else."""
    referral = queries.get_of_team(actor_of(request), pid)
    read(request, page, [referral])
    return referral


def form_page(
    referral: Referral, heading: str, button: str, done: str, *, words: Iterable[str] = (), warning: bool = False
) -> FormPage:
    """A page that does one thing to a referral."""
    context: dict[str, Any] = {
        "referral": referral,
        "heading": heading,
        "button": button,
        "words": list(words),
        "warning": warning,
    }
    return FormPage(ACT, href("referral", referral), done, context)


def seen(typed: dict[str, Any]) -> str | None:
    """How the referral was when the worker's page was made; None when the page did not say."""
    return typed.get("seen") or None
