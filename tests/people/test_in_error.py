"""What was entered in error stays on record, marked, and counts no longer from that moment."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import scope
from dsr.core.errors import Refused
from dsr.people import actions, queries, timeline
from dsr.people.models import Decision, Person
from dsr.tasks.models import Task
from tests.factories.people import decide, join, make_person
from tests.people.conftest import COVENTRY, TRUST
from tests.people.test_needs import best_interests
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db
WHY = "It is about her sister"


@pytest.fixture
def known(scoped):
    """On the register, shared with the trust and the council."""
    return join(make_person(scoped, council=COVENTRY), scoped, share_with=(TRUST, COVENTRY))


def seers(person):
    return {row.organisation.code for row in queries.involvements(person).exclude(basis="register_team")}


def standing(person, kind, code=None):
    found = Decision.objects.filter(person=person, kind=kind, superseded_at=None)
    return found.get(organisation__code=code) if code else found.get()


def test_it_stops_counting_and_what_it_opened_ends(scoped, known, partner):
    wrong = standing(known, "share", TRUST)
    marked = actions.mark_decision_in_error(decision=wrong, reason=f" {WHY} ", by=scoped)
    assert (marked.holds, marked.entered_in_error_reason, marked.entered_in_error_by) == (False, WHY, scoped.worker)
    assert seers(known) == {COVENTRY}
    assert queries.current_decision(known, "share", wrong.organisation) is None
    with partner.scope():
        assert not Person.objects.filter(pk=known.pk).exists()
    assert Task.objects.filter(person=known, kind="renew_decision", state="open").count() == 1
    with scope.job(name="test", area_id=known.area_id):
        event = Event.objects.filter(action="mark_decision_in_error").latest("pk")
    assert (event.people, event.targets[0]) == ([known.public_id], wrong.public_id)
    assert WHY not in str(event.detail)


def test_joining_in_error_ends_everybodys_sight_and_keeps_the_team(scoped, known):
    actions.mark_decision_in_error(decision=standing(known, "join"), reason=WHY, by=scoped)
    assert seers(known) == set()
    assert queries.visible_to(scoped).filter(pk=known.pk).exists()


def test_what_stood_before_does_not_come_back(scoped, known):
    first = standing(known, "share", TRUST)
    wrong = decide(known, "share", scoped, share_with=TRUST, answer="refused")
    actions.mark_decision_in_error(decision=wrong, reason=WHY, by=scoped)
    first.refresh_from_db()
    assert not first.holds
    assert seers(known) == {COVENTRY}
    assert decide(known, "share", scoped, share_with=TRUST).holds
    assert seers(known) == {COVENTRY, TRUST}


def test_an_earlier_decision_is_marked_without_touching_the_one_that_stands(scoped, known):
    first = standing(known, "share", TRUST)
    second = decide(known, "share", scoped, share_with=TRUST)
    actions.mark_decision_in_error(decision=first, reason=WHY, by=scoped)
    second.refresh_from_db()
    assert second.holds
    assert seers(known) == {COVENTRY, TRUST}
    assert Task.objects.filter(person=known, kind="renew_decision").count() == 0


def test_once_and_with_a_reason(scoped, known):
    decision = standing(known, "share", TRUST)
    with pytest.raises(Refused, match="what was wrong"):
        actions.mark_decision_in_error(decision=decision, reason=" ", by=scoped)
    actions.mark_decision_in_error(decision=decision, reason=WHY, by=scoped)
    with pytest.raises(Refused, match="already marked"):
        actions.mark_decision_in_error(decision=decision, reason=WHY, by=scoped)


def test_the_database_keeps_who_when_and_why(scoped, known):
    decision = standing(known, "share", TRUST)
    rows = Decision.objects.filter(pk=decision.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(entered_in_error_at=decision.recorded_at)
    actions.mark_decision_in_error(decision=decision, reason=WHY, by=scoped)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(entered_in_error_at=None, entered_in_error_by=None, entered_in_error_reason="")


def test_a_best_interests_decision_takes_what_rests_on_it(scoped, person):
    record = best_interests(person, scoped)
    decision = decide(
        person, "join", scoped, basis="best_interests", best_interests=record,
        capacity_assessment=record.capacity_assessment,
    )  # fmt: skip
    actions.mark_best_interests_in_error(record=record, reason=WHY, by=scoped)
    decision.refresh_from_db()
    assert decision.lapse_reason == "The best-interests decision it rested on was entered in error"
    assert queries.latest_best_interests(record.capacity_assessment) is None
    with pytest.raises(Refused, match="already marked"):
        actions.mark_best_interests_in_error(record=record, reason=WHY, by=scoped)


def test_a_best_interests_decision_nothing_rests_on(scoped, person):
    record = best_interests(person, scoped)
    own = decide(person, "cetr", scoped)
    actions.mark_best_interests_in_error(record=record, reason=WHY, by=scoped)
    own.refresh_from_db()
    assert own.holds


def test_the_timeline_says_so(scoped, known):
    actions.mark_decision_in_error(decision=standing(known, "share", TRUST), reason=WHY, by=scoped)
    record = best_interests(known, scoped)
    actions.mark_best_interests_in_error(record=record, reason=WHY, by=scoped)
    assert [item.withdrawn for item in timeline.of(known)].count("Entered in error") == 2


def test_on_the_pages(browser_as, coordinator, known):
    client, decision = browser_as(coordinator), standing(known, "share", TRUST)
    page = {"pid": known.public_id}
    address = reverse("decision_in_error", kwargs=page | {"did": decision.public_id})
    links = assert_valid_html(client.get(reverse("person_decisions", kwargs=page)).text).query("a")
    assert address in {link.attrs.get("href") for link in links}
    said = " ".join(texts(assert_valid_html(client.get(address).text), "main"))
    assert f"{decision.organisation.name} can no longer see the person" in said
    assert client.post(address, {"sure": "no"}).status_code == 302
    assert "Say what was wrong" in client.post(address, {"sure": "yes"}).text
    done = client.post(address, {"sure": "yes", "reason": WHY}, follow=True)
    shown = " ".join(texts(assert_valid_html(done.text), "main"))
    assert "It is marked as entered in error." in shown
    assert f"by {coordinator.worker.name} {WHY}" in shown
    assert client.get(address).status_code == 404


def test_a_best_interests_decision_on_the_page(browser_as, coordinator, scoped, person):
    record = best_interests(person, scoped)
    client, page = browser_as(coordinator), {"pid": person.public_id}
    address = reverse("best_interests_in_error", kwargs=page | {"bid": record.public_id})
    client.post(address, {"sure": "yes", "reason": WHY})
    shown = client.get(reverse("person_capacity", kwargs=page)).text
    assert_valid_html(shown)
    assert WHY in shown
    assert address not in shown
