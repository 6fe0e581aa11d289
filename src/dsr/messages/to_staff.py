"""What the service tells staff by email: references, numbers and links, never who somebody is.

Staff read English. Whoever opens a link signs in first, and sees there what they may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from dsr.core.presenters import weekday
from dsr.messages.notices import ENGLISH, Notice

ALERT, DIGEST = "staff_alert", "staff_digest"
KINDS = (ALERT, DIGEST)
BY_A_COMPUTER = "A computer wrote this message. Nobody reads answers to it."


@dataclass(frozen=True)
class Reader:
    """A worker, or an address the team watches together."""

    name: str
    address: str


def link(name: str, **where: str) -> str:
    """The whole address of a page."""
    return settings.PUBLIC_URL + reverse(name, kwargs=where)


def new_referral(*, reference: str, href: str, due_at: datetime) -> Notice:
    """A referral has come; who it is about stands behind the link."""
    return _notice(
        ALERT,
        f"New referral {reference}",
        [f"A new referral has come: {reference}.", f"Make contact by {weekday(due_at)}.", f"Open it: {href}"],
    )


def same_day(*, reference: str, href: str) -> Notice:
    """A referral with signs of danger."""
    return _notice(
        ALERT,
        f"Look at this today: referral {reference}",
        [f"There are signs of danger in referral {reference}.", "Look at it today.", f"Open it: {href}"],
    )


def digest(parts: Iterable[str]) -> Notice:
    """How much waits this morning."""
    return _notice(
        DIGEST, "What waits for you today", ["Good morning.", *parts, f"Open your home page: {link('home')}"]
    )


def _notice(kind: str, subject: str, paragraphs: Iterable[str]) -> Notice:
    choose = f"Choose which emails you get: {link('my_emails')}"
    return Notice(kind, ENGLISH, "standard", subject, "\n\n".join([*paragraphs, choose, BY_A_COMPUTER]))
