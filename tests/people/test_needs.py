"""Profile, contacts, diagnosis, information, views: versions and conflicts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.people import actions, queries, signals
from tests.factories.people import decide, lacking

pytestmark = pytest.mark.django_db


def test_a_new_profile_replaces_the_one_before(person, scoped):
    first = actions.record_profile(person=person, by=scoped, how_to_talk_to_me="Slowly", replaces=None)
    second = actions.record_profile(person=person, by=scoped, how_to_talk_to_me="With pictures", replaces=first)
    assert queries.profile(person) == second
    assert person.profiles.count() == 2


def test_two_editors_of_a_profile_conflict(person, scoped):
    actions.record_profile(person=person, by=scoped, how_to_talk_to_me="Slowly")
    with pytest.raises(Conflict):
        actions.record_profile(person=person, by=scoped, how_to_talk_to_me="Loudly", replaces=None)


def diagnose(person, by, status="confirmed", **fields):
    return actions.record_diagnosis(person=person, condition="autism", status=status, by=by, **fields)


def test_a_diagnosis_is_replaced_not_changed(person, scoped):
    first = diagnose(person, scoped, "awaiting_assessment")
    second = diagnose(person, scoped, confirmed_by_name="Dr Grey", confirmed_when="2019", replaces=first)
    assert list(queries.diagnoses(person)) == [second]
    assert list(queries.past_diagnoses(person)) == [first]


def test_a_confirmed_diagnosis_names_who_confirmed_it(person, scoped):
    with pytest.raises(Refused, match="who confirmed"):
        diagnose(person, scoped)


def test_two_editors_of_a_diagnosis_conflict(person, scoped):
    diagnose(person, scoped, "not_known")
    with pytest.raises(Conflict):
        diagnose(person, scoped, "considered", replaces=None)


def test_a_contact_ends_and_stays(person, scoped):
    contact = actions.add_contact(person=person, by=scoped, name="Jo", relationship="Sister")
    assert list(queries.contacts(person)) == [contact]
    actions.end_contact(contact=contact, reason="Moved away", by=scoped)
    assert list(queries.contacts(person)) == []
    assert queries.ended_contacts(person).get().ended_reason == "Moved away"
    with pytest.raises(Refused):
        actions.end_contact(contact=contact, reason="Again", by=scoped)


def inform(person, by, on):
    return actions.record_information(
        person=person, by=by, recipient="person", recipient_name="Ada", what="Leaflet", format="easy_read", given_on=on
    )


def test_information_given_is_logged(person, scoped):
    given = inform(person, scoped, clock.today())
    assert list(queries.information_given(person)) == [given]


def test_information_is_not_given_in_the_future(person, scoped):
    with pytest.raises(Refused):
        inform(person, scoped, clock.today() + timedelta(days=1))


def say(person, by, answer, holder="person", kind="join"):
    return actions.record_view(
        person=person, by=by, kind=kind, holder=holder, answer=answer, source="Telephone", said_at=clock.now()
    )


def best_interests(person, by):
    assessment = lacking(person, "join", by)
    return actions.record_best_interests(
        person=person,
        capacity_assessment=assessment,
        by=by,
        made_on=clock.today(),
        made_by_name="Sam",
        wishes="To stay at home",
        consulted="Her sister",
        less_restrictive="Asking again in spring",
        advocate="Offered",
        in_best_interests=True,
    )


def test_an_objection_to_a_best_interests_decision_starts_a_review(person, scoped, heard):
    record = best_interests(person, scoped)
    decision = decide(
        person,
        "join",
        scoped,
        basis="best_interests",
        capacity_assessment=record.capacity_assessment,
        best_interests=record,
    )
    got = heard(signals.objection_recorded)
    say(person, scoped, "refused", holder="professional")
    say(person, scoped, "agreed")
    say(person, scoped, "refused", kind="cetr")
    assert got == []
    view = say(person, scoped, "refused")
    assert [(given["decision"], given["view"]) for given in got] == [(decision, view)]
    record.refresh_from_db()
    assert record.review_on == clock.today()
    assert [found.is_open for found in queries.conflicts(person)] == [True]


def test_an_objection_to_an_attorneys_decision_is_told(person, scoped, heard):
    assessment = lacking(person, "join", scoped)
    decide(
        person, "join", scoped, basis="attorney", capacity_assessment=assessment, authority_seen="Seen on 2 November"
    )
    got = heard(signals.objection_recorded)
    say(person, scoped, "refused")
    assert len(got) == 1


def test_changing_ones_own_mind_is_no_review(person, scoped, heard):
    decide(person, "join", scoped)
    got = heard(signals.objection_recorded)
    say(person, scoped, "refused")
    assert got == []


def test_views_need_no_worker(person, scoped):
    assert say(person, None, "agreed").recorded_by is None
