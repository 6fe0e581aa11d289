"""What referrals add to a timeline, what a task or a file about one calls it, and where a reference leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse

from dsr.accounts.actor import Actor
from dsr.evidence.places import Place
from dsr.people.finding import Elsewhere
from dsr.people.models import Person
from dsr.people.timeline import TimelineItem
from dsr.referrals import queries
from dsr.referrals.states import OPEN
from dsr.referrals.states import ReferralState as S
from dsr.tasks.subjects import Subject


def events(person: Person) -> Iterable[TimelineItem]:
    """When each referral of the person came and how it ended; the steps between are on its own page."""
    for referral in queries.of_person(person.pk):
        href = reverse("referral", kwargs={"pid": referral.public_id})
        yield TimelineItem(referral.received_at, f"Referral {referral.reference} received", href=href)
        if referral.contacted_at:
            yield TimelineItem(referral.contacted_at, f"Contact made: referral {referral.reference}", href=href)
        if referral.state not in OPEN:
            state = S(referral.state).label.lower()
            yield TimelineItem(referral.state_at, f"Referral {referral.reference} {state}", href=href)


def as_subjects(referral_ids: Collection[int]) -> dict[int, Subject]:
    """The reference and the page of each referral the scope shows."""
    return {
        referral.pk: Subject(f"Referral {referral.reference}", reverse("referral", kwargs={"pid": referral.public_id}))
        for referral in queries.by_ids(referral_ids)
    }


def as_place(referral_id: int) -> Place | None:
    """Where a file lies while its referral is about nobody on record, as far as the scope shows it."""
    found = queries.by_ids([referral_id]).first()
    if found is None:
        return None
    href = reverse("referral", kwargs={"pid": found.public_id})
    return Place(f"Referral {found.reference}", href, f"referral:{found.public_id}")


def by_reference(actor: Actor, reference: str) -> list[Elsewhere]:
    """The referral that carries the reference, as far as the actor may open it."""
    page, permission = ("referral", "referral_view") if actor.is_team else ("discussion", "discussion_view")
    if not actor.has(permission):
        return []
    return [
        Elsewhere(
            f"Referral {found.reference}",
            reverse(page, kwargs={"pid": found.public_id}),
            f"referral:{found.public_id}",
            found.person_id,
        )
        for found in queries.with_reference(actor, reference)
    ]
