"""Where evidence lies that belongs to no person yet: a referral, of which this floor knows only the number.

The referrals app puts its own function into ``providers``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from dsr.evidence.models import Evidence


@dataclass(frozen=True)
class Place:
    """What to call it, where its page is, and how the read log names it."""

    words: str
    href: str
    target: str = ""


Provider = Callable[[int], Place | None]
providers: list[Provider] = []


def of(evidence: Evidence) -> Place:
    """The person's own list of evidence, or the referral's page."""
    if evidence.person is not None:
        href = reverse("person_evidence", kwargs={"pid": evidence.person.public_id})
        return Place(f"Evidence about {evidence.person.full_name}", href)
    found = (provide(evidence.referral_id) for provide in providers if evidence.referral_id is not None)
    return next((place for place in found if place is not None), Place("Home", reverse("home")))
