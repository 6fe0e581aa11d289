"""Sharing without agreement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from dsr.core import clock, scope
from dsr.core.errors import Refused
from dsr.people import actions, queries
from dsr.people.models import Involvement
from tests.factories.people import organisation
from tests.people.conftest import TRUST

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(person, scoped):
    return actions.request_override(
        person=person,
        organisation=organisation(scoped, TRUST),
        level="summary",
        ground="safeguarding_adult",
        justification="Bruises seen twice this week",
        until=actions.end_of_day(clock.today() + timedelta(days=7)),
        person_told=False,
        why_not_told="It could put her at greater risk",
        by=scoped,
    )


def sees(actor, person):
    with actor.scope():
        return queries.visible_to(actor).filter(pk=person.pk).exists()


def test_asking_opens_nothing(asked, person, partner):
    assert not sees(partner, person)
    assert queries.waiting_override(person, asked.public_id) == asked


def test_the_lead_opens_it_until_the_end(asked, person, partner, lead):
    with lead.scope():
        actions.approve_override(override=asked, by=lead)
    assert sees(partner, person)
    row = Involvement.objects.get(basis="override")
    assert (row.level, row.ends_at) == ("summary", asked.until)
    with scope.job(name="test", area_id=person.area_id):
        Involvement.objects.filter(pk=row.pk).update(ends_at=clock.now() - timedelta(seconds=1))
    assert not sees(partner, person)


def test_nobody_approves_their_own(asked, scoped):
    with pytest.raises(Refused, match="Only the lead"):
        actions.approve_override(override=asked, by=scoped)


def test_a_decided_request_is_decided(asked, lead, person):
    with lead.scope():
        actions.refuse_override(override=asked, by=lead)
        with pytest.raises(Refused, match="decided already"):
            actions.approve_override(override=asked, by=lead)
        with pytest.raises(Http404):
            queries.waiting_override(person, asked.public_id)


def test_refusing_opens_nothing(asked, lead, person, partner):
    with lead.scope():
        actions.refuse_override(override=asked, by=lead)
    assert not sees(partner, person)


def test_too_late_an_approval_is_refused(asked, lead, time_machine):
    time_machine.move_to(asked.until + timedelta(minutes=1))
    with lead.scope(), pytest.raises(Refused, match="has passed"):
        actions.approve_override(override=asked, by=lead)


def test_it_ends_early_with_a_reason(asked, lead, person, partner, scoped):
    with lead.scope():
        actions.approve_override(override=asked, by=lead)
    with pytest.raises(Refused, match="why it ends"):
        actions.end_override(override=asked, reason=" ", by=scoped)
    assert actions.end_override(override=asked, reason="She is safe now", by=scoped) == 1
    assert not sees(partner, person)


def test_all_requests_are_listed(asked, person):
    assert list(queries.overrides(person)) == [asked]


def test_the_end_of_a_day_is_in_london():
    from datetime import date

    assert actions.end_of_day(date(2026, 7, 1)).isoformat() == "2026-07-01T23:59:59+01:00"
