"""The 16th birthday: never silently at midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dsr.core import jobs, scope
from dsr.core.errors import Refused
from dsr.people import actions, queries, signals
from tests.factories.people import decide, make_person
from tests.people.conftest import COVENTRY, TRUST

pytestmark = pytest.mark.django_db
BIRTHDAY = date(2027, 3, 14)


@pytest.fixture
def child(scoped):
    child = make_person(scoped, born_on=date(2011, 3, 14), council=COVENTRY)
    parent = actions.add_contact(
        person=child, by=scoped, name="Jo", relationship="Mother", authority="parental_responsibility"
    )
    for kind, code in [("join", None), ("share", TRUST)]:
        fields = {"basis": "parental", "decided_by_contact": parent, "decided_by_name": "Jo"}
        decide(child, kind, scoped, share_with=code, **fields)
    actions.begin_sharing(person=child, by=scoped)
    return child


@pytest.fixture
def move(time_machine):
    """Go to midday of a day, with scopes of that day."""
    return lambda day: time_machine.move_to(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=True)


def run(area):
    with scope.job(name="test", area_id=area.pk):
        return actions.end_expired_parental(area_id=area.pk)


def shared(child):
    return queries.involvements(child).exclude(basis="register_team").exists()


def reason(lead, decision, words="Met twice, no decision"):
    with lead.scope():
        return actions.give_end_reason(decision=decision, reason=words, by=lead)


def test_before_the_birthday_nothing_is_due(child, area, move, heard):
    got = heard(signals.retake_due)
    move(date(2027, 3, 13))
    assert run(area) == []
    assert got == []


def test_on_the_birthday_a_retake_is_due_and_sight_stays(child, area, move, heard):
    got = heard(signals.retake_due)
    move(BIRTHDAY)
    assert run(area) == []
    assert {given["decision"].kind for given in got} == {"join", "share"}
    assert shared(child)


def test_after_the_grace_the_lead_is_asked_and_sight_still_stays(child, area, move, heard):
    got = heard(signals.grace_over)
    move(date(2027, 4, 11))
    run(area)
    assert got == []
    move(date(2027, 4, 12))
    assert run(area) == []
    assert len(got) == 2
    assert shared(child)


def test_with_the_leads_reason_sight_ends_after_the_grace(child, area, lead, move):
    move(date(2027, 3, 20))
    with lead.scope():
        share = queries.current_decisions(child).get(kind="share")
    reason(lead, share)
    assert run(area) == []
    assert shared(child)
    move(date(2027, 4, 12))
    assert run(area) == [share]
    assert not shared(child)
    share.refresh_from_db()
    assert (share.lapse_reason, share.lapse_reason_by) == ("Met twice, no decision", lead.worker)


def test_a_reason_after_the_grace_ends_it_at_once(child, lead, move):
    move(date(2027, 4, 12))
    with lead.scope():
        share = queries.current_decisions(child).get(kind="share")
    assert reason(lead, share).lapsed_at is not None
    assert not shared(child)
    with pytest.raises(Refused, match="ended already"):
        reason(lead, share)


def test_a_decision_taken_again_is_no_longer_due(child, area, coordinator, move):
    move(BIRTHDAY)
    with coordinator.scope():
        decide(child, "share", coordinator, share_with=TRUST)
        decide(child, "join", coordinator)
    with scope.job(name="test", area_id=area.pk):
        assert not queries.retakes_due(area.pk, BIRTHDAY).exists()


def test_nobody_gives_a_reason_before_the_birthday(child, lead):
    with pytest.raises(Refused, match="not 16 yet"):
        reason(lead, queries.holding(child, "join"))


def test_each_morning_the_job_does_it_for_every_area(child, area, lead, move):
    move(date(2027, 3, 20))
    with lead.scope():
        share = queries.current_decisions(child).get(kind="share")
    reason(lead, share)
    move(date(2027, 4, 12))
    jobs.run("people.retakes")
    with lead.scope():
        assert not shared(child)
