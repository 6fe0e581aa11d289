"""What the team and others see of referrals, in lists, counts and searches."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from dsr.accounts import queries as accounts
from dsr.core import clock, scope
from dsr.people.models import Involvement
from dsr.referrals import queries
from dsr.referrals.models import Referral
from dsr.referrals.queries import Filters
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import make_person, make_referral
from tests.referrals.test_staff_handling import arrange_cover

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=clock.LONDON)


@pytest.fixture
def wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def open_view(referral, person, organisation, *, level="referral", basis="discussion", days=1):
    with scope.job(name="test", area_id=referral.area_id):
        Referral.objects.filter(pk=referral.pk).update(person=person)
        return Involvement.objects.create(
            area=referral.area,
            person=person,
            organisation=organisation,
            basis=basis,
            level=level,
            referral_id=referral.pk if basis == "discussion" else None,
            began_at=clock.now() - DAY,
            ends_at=clock.now() + days * DAY,
        )


@pytest.fixture
def referral(area, coordinator):
    with coordinator.scope():
        return make_referral(area)


@pytest.fixture
def person(coordinator):
    with coordinator.scope():
        return make_person(coordinator)


def test_the_team_sees_all_and_others_nothing(referral, coordinator, partner, clinician):
    for actor in (coordinator, clinician):
        with actor.scope():
            assert queries.get_visible(actor, referral.public_id) == referral
    with partner.scope():
        assert not queries.visible_to(partner).exists()
        assert not Referral.objects.exists()
        with pytest.raises(Http404):
            queries.get_visible(partner, referral.public_id)
        with pytest.raises(Http404):
            queries.get_of_team(partner, referral.public_id)


def test_the_team_of_another_area_sees_nothing(referral, example_area):
    stranger = make_actor(example_area, "register_team", "coordinator")
    with stranger.scope(), pytest.raises(Http404):
        queries.get_visible(stranger, referral.public_id)


def test_a_discussion_shows_the_referral_to_its_organisation_until_it_ends(area, referral, person, partner):
    other = make_actor(area, "council", "partner")
    view = open_view(referral, person, partner.organisation)
    with partner.scope():
        assert queries.get_discussed(partner, referral.public_id) == (referral, view)
        assert list(queries.discussed(partner)) == [referral]
        assert queries.discussion_ends(partner, [referral]) == {referral.pk: view.ends_at}
        with pytest.raises(Http404):
            queries.get_of_team(partner, referral.public_id)
    with other.scope(), pytest.raises(Http404):
        queries.get_visible(other, referral.public_id)
    with scope.job(name="test", area_id=area.pk):
        Involvement.objects.filter(pk=view.pk).update(ended_at=clock.now(), ended_reason="test")
    with partner.scope(), pytest.raises(Http404):
        queries.get_discussed(partner, referral.public_id)


def test_a_discussion_ends_by_itself_on_its_day(referral, person, partner):
    open_view(referral, person, partner.organisation, days=1)
    with time_machine.travel(clock.now() + 2 * DAY), partner.scope():
        assert not queries.visible_to(partner).exists()
        assert not Referral.objects.exists()


@pytest.mark.parametrize(("level", "shown"), [("summary", False), ("plan", False), ("full", True)])
def test_only_a_person_seen_in_full_shows_their_referral(referral, person, partner, level, shown):
    open_view(referral, person, partner.organisation, level=level, basis="register_team")
    with partner.scope():
        assert queries.visible_to(partner).exists() is shown
        assert Referral.objects.exists() is shown
        with pytest.raises(Http404):
            queries.get_discussed(partner, referral.public_id)


def due(hours):
    return {"contact_due_at": WEDNESDAY + timedelta(hours=hours)}


@pytest.fixture
def several(wednesday, area, coordinator):
    """Six referrals by name, made on a Wednesday morning."""
    colleague = make_actor(area, "register_team", "coordinator")
    council = accounts.organisations(area.pk).filter(kind="council").first()
    arrange_cover(colleague, coordinator)
    rows = {
        "late": due(-30) | {"owner": coordinator.worker},
        "today": due(7) | {"owner": colleague.worker, "state": "in_contact"},
        "tomorrow": due(31) | {"route": "professional"},
        "later": due(80) | {"council": council, "same_day": True},
        "aside": due(-1) | {"state": "set_aside", "set_aside_until": clock.today() + DAY},
        "spoken": due(-50) | {"state": "contacted", "contacted_at": WEDNESDAY - DAY},
        "gone": due(-60) | {"state": "withdrawn"},
    }
    with coordinator.scope():
        made = {name: make_referral(area, received_at=WEDNESDAY - 4 * DAY, **row) for name, row in rows.items()}
        yield {referral.pk: name for name, referral in made.items()}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["later", "late", "aside", "today", "tomorrow", "spoken"]),
        ({"state": "closed"}, ["gone"]),
        ({"state": ""}, ["later", "late", "aside", "today", "tomorrow", "gone", "spoken"]),
        ({"state": "received"}, ["later", "late", "tomorrow"]),
        ({"owner": "me"}, ["late"]),
        ({"owner": "nobody"}, ["later", "aside", "tomorrow", "spoken"]),
        ({"owner": "covering"}, ["today"]),
        ({"due": "overdue"}, ["late", "aside"]),
        ({"due": "today"}, ["today"]),
        ({"due": "nearly"}, ["tomorrow"]),
        ({"same_day": "yes"}, ["later"]),
        ({"route": "professional"}, ["tomorrow"]),
        ({"council": "none", "due": "overdue"}, ["late", "aside"]),
    ],
)
def test_filters_and_order(several, coordinator, filters, expected):
    shown = [several[row.pk] for row in queries.listed(coordinator, Filters(**filters))]
    assert shown == expected


def test_a_named_owner_and_a_council_filter(several, coordinator, area):
    council = accounts.organisations(area.pk).filter(kind="council").first()
    mine = Filters(owner=coordinator.worker.public_id)
    assert [several[row.pk] for row in queries.listed(coordinator, mine)] == ["late"]
    assert [several[row.pk] for row in queries.listed(coordinator, Filters(council=council.code))] == ["later"]


def test_what_an_address_keeps_of_filters():
    chosen = Filters(owner="me", state="")
    assert queries.as_terms(chosen) == {"owner": "me", "state": ""}
    assert (chosen.active, Filters().active) == (2, 0)


def test_counts_are_one_statement_and_agree_with_the_lists(several, coordinator):
    covered = accounts.covering(coordinator)
    with CaptureQueriesContext(connection) as captured:
        counts = queries.counts(coordinator, covered)
    assert len(captured) <= 2
    assert counts.overdue_since == WEDNESDAY - timedelta(hours=30)
    lists = {
        "open": {}, "unowned": {"owner": "nobody"}, "mine": {"owner": "me"}, "covering": {"owner": "covering"},
        "new": {"state": "received"}, "overdue": {"due": "overdue"}, "due_today": {"due": "today"},
        "nearly_due": {"due": "nearly"}, "same_day": {"same_day": "yes"}, "set_aside": {"state": "set_aside"},
        "waiting_for_decision": {"state": "contacted"}, "unable_to_contact": {"state": "unable_to_contact"},
    }  # fmt: skip
    for name, filters in lists.items():
        assert getattr(counts, name) == queries.listed(coordinator, Filters(**filters)).count(), name
    assert counts.waiting_for_match == 6


def test_others_count_nothing(several, partner):
    with partner.scope():
        assert queries.counts(partner) == queries.Counts()


def test_a_reference_is_found_however_it_is_typed(referral, coordinator, partner):
    typed = referral.reference.lower().replace("-", " ")
    with coordinator.scope():
        assert queries.found(coordinator, typed) == [referral]
    with partner.scope():
        assert queries.found(partner, typed) == []


def test_a_name_is_found_spelt_nearly(area, coordinator):
    with coordinator.scope():
        wanted = make_referral(area, subject_name="Siân O’Connor-Llewellyn")
        make_referral(area, subject_name="Somebody Else")
        assert queries.found(coordinator, "Sian Oconnor Llewelyn") == [wanted]
        assert queries.found(coordinator, "Zebedee") == []


def searched(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dsr.search_referrals(%s, 10)", [name])
        return cursor.fetchone()[0]


def test_the_search_function_keeps_the_wall_itself(area, referral, coordinator, partner, example_area):
    stranger = make_actor(example_area, "register_team", "coordinator")
    assert searched("Robin Ashdown") == 0
    for actor, expected in ((coordinator, 1), (partner, 0), (stranger, 0)):
        with actor.scope():
            assert searched("Robin Ashdown") == expected
    with scope.public(area_id=area.pk, token=referral.token_hash):
        assert searched("Robin Ashdown") == 0
