"""People of an earlier register: brought with their rating, seen by the team alone, asked before anything begins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from dsr.core import clock
from dsr.core.errors import Refused
from dsr.people import actions as people
from dsr.people.models import Involvement
from dsr.policy import queries as policies
from dsr.policy.models import Area
from dsr.register import actions, presenters, queries, rules
from dsr.register.actions.brought import confirm_by
from dsr.register.models import Entry, EntryMove, Rating
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person
from tests.factories.register import confirm_diagnosis, involve, on_register, rate, tell

pytestmark = pytest.mark.django_db

RATED_ON = date(2026, 9, 1)
COUNCIL = "coventry-city-council"


@pytest.fixture
def brought(team):
    """Somebody who was Red on the earlier register."""
    person = make_person(team, council=COUNCIL)
    return actions.bring_entry(person=person, carried=actions.Carried("red", RATED_ON, "Dr Grey"), by=team)


def ready(person, team) -> None:
    decide(person, "join", team)
    confirm_diagnosis(person, team)
    for recipient in ("person", "supporting_service"):
        tell(person, recipient, team)


def confirm_task(person) -> Task:
    return Task.objects.get(person=person, kind="import_confirm")


def test_brought_with_a_rating_and_a_task_and_nothing_else(brought, team):
    assert (brought.state, brought.rating, brought.rating_order) == ("to_confirm", "red", 1 + 1)
    rating = Rating.objects.get(person=brought.person)
    assert (rating.carried_over, rating.entry, rating.took_effect_at) == ("Dr Grey, 1 September 2026", None, None)
    assert clock.london_day(rating.decided_at) == RATED_ON
    assert [task.kind for task in Task.objects.filter(person=brought.person)] == ["import_confirm"]
    brought.person.refresh_from_db()
    assert brought.person.joined_at is None
    assert set(Involvement.objects.filter(person=brought.person).values_list("basis", flat=True)) == {"register_team"}
    assert EntryMove.objects.get(entry=brought).event == "entry_brought"
    assert presenters.standing(brought).endswith("The decision to join has to be confirmed.")
    assert presenters.rating_of(brought.person) is None


def test_they_are_asked_within_what_the_local_rules_allow(team):
    """Monday 2 November 2026: 20 working days in one area, 10 in the other."""
    with time_machine.travel("2026-11-02T09:00Z", tick=False):
        for code, day in (("coventry-warwickshire", date(2026, 11, 30)), ("example-vale", date(2026, 11, 16))):
            area = Area.objects.get(code=code)
            assert clock.london_day(confirm_by(policies.current(area.pk))) == day


def test_without_a_rating(team):
    entry = actions.bring_entry(person=make_person(team), carried=None, by=team)
    assert (entry.rating, Rating.objects.filter(person=entry.person).count()) == ("", 0)
    assert entry.review_due_on > clock.today() + timedelta(days=25)


def test_a_rating_whose_day_nobody_knows(team):
    carried = actions.Carried("amber")
    assert carried.words == "nobody is named, on a day that is not known"
    assert clock.london_day(carried.at) == clock.today()
    assert clock.london_day(actions.Carried("amber", clock.today()).at) == clock.today()


def test_confirmed_it_becomes_the_open_entry(brought, team):
    ready(brought.person, team)
    entry = actions.open_entry(person=brought.person, referral_reference="", by=team)
    assert (entry.pk, entry.state, entry.rating) == (brought.pk, "open", "red")
    assert queries.current_rating(entry).carried_over
    assert confirm_task(entry.person).state == "done"
    assert Task.objects.filter(person=entry.person, source__startswith="rating:").exists()
    assert [move.event for move in entry.moves.order_by("pk")] == ["entry_brought", "entry_opened"]
    titles = [item.title for item in presenters.timeline_items(entry.person)]
    assert "Brought from the earlier register" in titles
    assert "Joined the register" in titles


def test_a_clinician_may_rate_anew_before(brought, team, clinician):
    rate(brought.person, "green", clinician)
    brought.refresh_from_db()
    assert brought.rating == "green"
    ready(brought.person, team)
    assert actions.open_entry(person=brought.person, referral_reference="", by=team).rating == "green"


def test_nobody_joins_without_a_decision(brought, team):
    with pytest.raises(Refused) as refused:
        actions.open_entry(person=brought.person, referral_reference="", by=team)
    assert "Nobody has recorded a decision to join the register." in refused.value.reasons


def test_a_no_closes_it(brought, team):
    decide(brought.person, "join", team, answer="refused")
    brought.refresh_from_db()
    assert (brought.state, brought.closed_reason) == ("closed", "not_confirmed")
    assert confirm_task(brought.person).state == "done"
    assert "was not confirmed" in presenters.standing(brought)


def test_the_team_records_that_somebody_does_not_join(brought, team, clinician):
    with pytest.raises(Refused, match="Say why"):
        actions.decline(entry=brought, note=" ", by=team)
    with pytest.raises(Refused, match="Only the register team"):
        actions.decline(entry=brought, note="Moved", by=clinician)
    actions.decline(entry=brought, note="Moved away in May", by=team)
    brought.refresh_from_db()
    assert brought.moves.latest("pk").reason == "Moved away in May"
    with pytest.raises(Refused, match="is not waiting"):
        actions.decline(entry=brought, note="Again", by=team)


def test_nobody_is_brought_twice(brought, team, clinician):
    with pytest.raises(Refused, match="brought from the earlier register already"):
        actions.bring_entry(person=brought.person, carried=None, by=team)
    with pytest.raises(Refused, match="on the register already"):
        rules.check_can_bring(on_register(team, clinician).person)
    dead = people.record_death(person=make_person(team), died_on=clock.today(), by=team)
    with pytest.raises(Refused, match="has died"):
        rules.check_can_bring(dead)


def test_only_the_register_team_sees_it(area, brought, team):
    trust = make_actor(area, "trust", "partner")
    involve(brought.person, trust.organisation)
    with trust.scope():
        assert not Entry.objects.filter(person=brought.person).exists()
        assert not Rating.objects.filter(person=brought.person).exists()
        assert not EntryMove.objects.filter(person=brought.person).exists()
        assert queries.RegisterList(trust, queries.Filters()).count() == 0
    with team.scope():
        assert queries.RegisterList(team, queries.Filters()).count() == 1
        assert queries.RegisterList(team, queries.Filters(standing="to_confirm")).count() == 1
        assert queries.RegisterList(team, queries.Filters(standing="open")).count() == 0
        assert queries.RegisterList(team, queries.Filters(review="overdue")).count() == 0
        assert [row.to_confirm for row in _rows(team, standing="to_confirm")] == [True]
        assert _rows(team, review="overdue") == []


def _rows(actor, **filters):
    entries = queries.RegisterList(actor, queries.Filters(**filters))[0:5]
    return presenters.rows(entries, policies.current(actor.area_id))


def test_the_database_holds_it_to_its_moves(brought):
    with pytest.raises(IntegrityError, match="entry_open_is_rated"), transaction.atomic():
        Entry.objects.filter(pk=brought.pk).update(state="open", rating="")
    Entry.objects.filter(pk=brought.pk).update(state="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=brought.pk).update(state="to_confirm")
    with pytest.raises(Exception, match="register_entry"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE register_entry SET opened_at = now() - interval '1 day' WHERE id = %s", [brought.pk])


def test_the_home_page_counts_them(brought, team, browser_as):
    assert "with a decision to confirm" in browser_as(team).get("/home/").content.decode()


def test_the_list_says_so(brought, team, browser_as):
    page = browser_as(team).get("/register/?standing=to_confirm").content.decode()
    assert "Decision to confirm" in page
    assert brought.person.family_name in page


def test_from_what_is_missing_to_the_register(brought, team, browser_as):
    browser, person = browser_as(team), brought.person
    page = browser.get(f"/people/{person.public_id}/joining/").content.decode()
    assert "Nobody has recorded a decision" in page
    assert f"/people/{person.public_id}/decisions/" in page
    assert "Put Ada on the register" not in page
    refused = browser.post(f"/people/{person.public_id}/joining/confirm/")
    assert refused.status_code == 409
    ready(person, team)
    assert "Put Ada on the register" in browser.get(f"/people/{person.public_id}/joining/").content.decode()
    assert browser.post(f"/people/{person.public_id}/joining/confirm/").status_code == 302
    assert queries.open_entry(person) == brought
    assert browser.get(f"/people/{person.public_id}/joining/decline/").status_code == 404


def test_the_page_to_record_that_somebody_does_not_join(brought, team, browser_as):
    path = f"/people/{brought.person.public_id}/joining/decline/"
    browser = browser_as(team)
    assert "does not join" in browser.get(path).content.decode()
    assert "Say why the person does not join" in browser.post(path, {"note": ""}).content.decode()
    assert browser.post(path, {"note": "Moved away"}).status_code == 302
    brought.refresh_from_db()
    assert brought.state == "closed"


def test_the_rating_says_that_it_was_carried_over(brought, team, browser_as):
    page = browser_as(team).get(f"/people/{brought.person.public_id}/ratings/").content.decode()
    assert "Carried over from the earlier register: Dr Grey, 1 September 2026" in page
