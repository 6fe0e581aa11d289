"""Leaving the register: shown first, then done, and the worst rated are spoken to the same day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.messages.models import Message
from dsr.people import queries as people_queries
from dsr.policy import queries as policies
from dsr.register import actions, presenters, queries, rules
from dsr.register.models import Entry
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.messages import make_message
from tests.factories.people import make_person
from tests.factories.register import on_register
from tests.register.pages import page, parsed, texts, words

pytestmark = pytest.mark.django_db
ICB = "cw-icb"


@pytest.fixture
def entry(team, clinician):
    return on_register(team, clinician, rating="red", share_with=(ICB,), decisions={"cetr": "agreed"})


@pytest.fixture
def address(entry):
    return reverse("person_leave", kwargs={"pid": entry.person.public_id})


def talks(person):
    return Task.objects.filter(person=person, kind="safety_conversation", state="open").count()


def test_the_page_says_first_what_happens(browser_as, team, entry, address):
    make_message(team, person=entry.person)
    shown = words(page(browser_as(team), "person_leave", pid=entry.person.public_id))
    icb = people_queries.involvements(entry.person).get(organisation__code=ICB).organisation.name
    assert f"{icb} can no longer see" in shown
    assert "1 message not sent yet is stopped" in shown
    assert "of other organisations end" in shown
    assert "talk today about staying safe" in shown
    assert "Local policy ends at their age" not in shown
    assert shown.index("This happens at once") < shown.index("Why does the person leave")


def test_leaving_does_what_the_page_said(browser_as, team, entry, address):
    client = browser_as(team)
    message = make_message(team, person=entry.person)
    overview = page(client, "person", pid=entry.person.public_id)
    assert any("leaves the register" in link for link in texts(overview, "a"))
    done = client.post(address, {"reason": "moved_area", "note": "Leicester; Jo Grey confirmed it"}, follow=True)
    assert "has left the register" in words(parsed(done))
    assert "because they moved to another area" in words(parsed(done))
    assert not people_queries.involvements(entry.person).exclude(basis="register_team").exists()
    assert Message.objects.get(pk=message.pk).state == "cancelled"
    assert talks(entry.person) == 1
    event = Event.objects.filter(action="register.entry_closed").latest("pk")
    assert (event.people, event.detail["reason"]) == ([entry.person.public_id], "moved_area")
    assert queries.entries(entry.person)[0].moves.latest("pk").reason == "Leicester; Jo Grey confirmed it"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Choose why the person leaves the register"),
        ({"reason": "moved_area"}, "Say which area takes over"),
        ({"reason": "other", "note": " "}, "or what the other reason is"),
        ({"reason": "died"}, "Enter the day they died"),
        ({"reason": "aged_out"}, ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_ends(browser_as, team, entry, address, typed, error):
    shown = parsed(browser_as(team).post(address, typed))
    assert any(error in text for text in texts(shown, ".nhsuk-error-summary li"))
    assert queries.open_entry(entry.person) == entry


def test_after_a_death_nobody_is_asked_to_talk(browser_as, team, entry, address):
    day = clock.today() - timedelta(days=2)
    typed = {f"died_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    browser_as(team).post(address, {"reason": "died", "note": "", **typed})
    entry.person.refresh_from_db()
    assert entry.person.died_on == day
    assert talks(entry.person) == 0
    assert Event.objects.filter(action="record_death", people=[entry.person.public_id]).exists()
    with pytest.raises(Refused, match="has died"):
        rules.check_can_join(entry.person)


@pytest.mark.parametrize("rating", ["green", "amber", "blue"])
def test_only_the_worst_rated_out_of_hospital_are_spoken_to(team, clinician, rating):
    entry = on_register(team, clinician, rating=rating)
    actions.leave(entry=entry, reason="stepped_down", by=team)
    assert talks(entry.person) == 0
    policy = policies.current(entry.area_id)
    assert not any("talk today" in effect for effect in presenters.leaving_effects(entry, policy))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": "withdrew"}, "Choose why"),
        ({"reason": "moved_area", "note": " "}, "which area takes over"),
        ({"reason": "other"}, "Say why"),
        ({"reason": "died"}, "day they died"),
        ({"reason": "died", "died_on": clock.today() + timedelta(days=1)}, "day they died"),
    ],
)
def test_the_rules_hold_without_the_page(team, entry, given, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.leave(entry=entry, by=team, **given)


def test_only_the_team_records_it(entry, clinician):
    with pytest.raises(Refused, match="Only the register team"):
        actions.leave(entry=entry, reason="stepped_down", by=clinician)


def test_an_age_limit_is_the_policys_and_has_to_be_reached(area, example_area, in_area, team):
    ours, theirs = policies.current(area.pk), policies.current(example_area.pk)
    today = clock.today()
    young = make_person(team, born_on=today.replace(year=today.year - 24))
    grown = make_person(team, born_on=today.replace(year=today.year - 25))
    unknown = make_person(team, born_on=None)
    assert [rules.AGED_OUT in rules.leaving_reasons(grown, policy) for policy in (ours, theirs)] == [False, True]
    assert rules.AGED_OUT not in rules.leaving_reasons(young, theirs)
    assert rules.AGED_OUT not in rules.leaving_reasons(unknown, theirs)


def test_somebody_nobody_else_sees(team, clinician):
    entry = on_register(team, clinician, rating="green")
    effects = presenters.leaving_effects(Entry.objects.get(pk=entry.pk), policies.current(entry.area_id))
    assert "No other organisation sees this person today." in effects


def test_a_record_that_stands_twice_leaves_without_a_talk(team, entry):
    with team.scope():
        left = actions.leave(entry=entry, reason=rules.TWICE, by=team)
    assert left.closed_reason == "stands_twice"
    assert talks(entry.person) == 0, "the person has not left: their other record stays"


def test_every_reason_has_its_words():
    assert (
        set(presenters.REASONS)
        == set(rules.LEAVING)
        == set(presenters.LEFT) - {"withdrew", "not_confirmed", "import_undone"}
    )


def test_a_partner_finds_no_such_page(browser_as, area, entry, address):
    assert browser_as(make_actor(area, ICB, "commissioner")).get(address).status_code == 404
