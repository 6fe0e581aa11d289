"""What referrals add to a person's timeline, and what a task about one calls it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse

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
