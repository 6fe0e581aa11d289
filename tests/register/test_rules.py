"""Joining: everything that is missing is said plainly, and every rule holds both ways."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.people import actions as people
from dsr.people.models import Decision
from dsr.policy import queries as policies
from dsr.register import actions, rules
from dsr.register.models import Entry, EntryState
from dsr.register.states import EVENT, MOVES, OWNER, SENTENCE
from tests.factories.people import ADULT, CHILD, SIXTEEN, decide, make_person
from tests.factories.register import COUNCIL, confirm_diagnosis, on_register, rate, ready_to_join, tell

pytestmark = pytest.mark.django_db


def missing(person, words):
    return [sentence for sentence in rules.missing_to_join(person) if words in sentence]


def test_every_state_has_its_moves_owner_event_and_sentence():
    for table in (MOVES, OWNER, EVENT, SENTENCE):
        assert set(table) == set(EntryState)


def test_of_a_new_person_everything_is_missing(person):
    assert len(rules.missing_to_join(person)) == 6
    assert not rules.can_join(person)
    with pytest.raises(Refused) as refused:
        rules.check_can_join(person)
    assert refused.value.reasons == rules.missing_to_join(person)


def test_nothing_is_missing(team, clinician):
    person = ready_to_join(team, clinician)
    assert rules.missing_to_join(person) == []
    assert rules.can_join(person)
    rules.check_can_join(person)


@pytest.mark.parametrize(
    ("answer", "words"),
    [("refused", "is no."), ("not_sure", "not sure yet")],
)
def test_a_decision_that_is_no_yes(team, clinician, answer, words):
    person = ready_to_join(team, clinician)
    decide(person, "join", team, answer=answer)
    assert missing(person, words)


def test_a_decision_taken_back(team, clinician):
    person = ready_to_join(team, clinician)
    people.withdraw_decision(
        decision=Decision.objects.get(person=person, kind="join"), withdrawn_by_name="Ada", reason="No more", by=team
    )
    assert missing(person, "taken back")


def test_a_decision_without_a_basis_any_more(team, clinician):
    person = ready_to_join(team, clinician)
    Decision.objects.filter(person=person).update(lapsed_at=clock.now(), lapse_reason="16 now")
    assert missing(person, "valid basis")


@pytest.mark.parametrize(
    ("status", "accepted"),
    [("confirmed", True), ("awaiting_assessment", False), ("considered", False), ("not_known", False)],
)
def test_only_accepted_diagnoses_pass(person, team, status, accepted):
    confirm_diagnosis(person, team, status=status)
    assert bool(missing(person, "is recorded as “confirmed”")) is not accepted


def test_one_accepted_diagnosis_is_enough(person, team):
    confirm_diagnosis(person, team, status="not_known")
    confirm_diagnosis(person, team, condition="learning_disability")
    assert not missing(person, "is recorded as")


def test_another_area_may_accept_more(area, team, person, monkeypatch):
    policy = policies.current(area.pk)
    wider = policy.model_copy(update={"accepted_diagnosis_statuses": ("confirmed", "considered")})
    monkeypatch.setattr(policies, "current", lambda *_: wider)
    assert missing(person, "“confirmed” or “clinically considered, not assessed”")
    confirm_diagnosis(person, team, status="considered")
    assert not missing(person, "is recorded as")


def test_the_council_has_to_be_confirmed(team):
    assert missing(make_person(team), "which council")
    assert not missing(make_person(team, council=COUNCIL), "which council")


def test_below_green_does_not_join(team, clinician, person):
    assert missing(person, "not rated the risk yet")
    rate(person, "below_green", clinician)
    assert missing(person, "last rated below green: not at risk now")
    rate(person, "green", clinician)
    assert not missing(person, "rated")


def test_the_rating_of_an_earlier_stay_is_not_enough(team, clinician):
    entry = on_register(team, clinician)
    actions.close_entry(entry=entry, reason="stepped_down", by=team)
    assert missing(entry.person, "rated again")
    rate(entry.person, "amber", clinician)
    assert rules.can_join(entry.person)


def test_information_is_logged_for_the_person_and_their_services(person, team):
    tell(person, "person", team)
    assert not missing(person, "the person was given")
    assert missing(person, "services that support")
    tell(person, "supporting_service", team, not_applicable=True)
    assert not missing(person, "services that support")


@pytest.mark.parametrize(("born_on", "told"), [(CHILD, True), (SIXTEEN, False), (ADULT, False)])
def test_parents_are_told_under_sixteen(team, born_on, told):
    assert bool(missing(make_person(team, born_on=born_on), "parental responsibility")) is told


def test_parents_are_told_until_the_eve_of_the_sixteenth_birthday(team):
    person = make_person(team, born_on=SIXTEEN)
    birthday = SIXTEEN.replace(year=SIXTEEN.year + 16)
    for day, told in ((birthday - timedelta(days=1), True), (birthday, False)):
        with time_machine.travel(f"{day}T12:00:00+00:00"):
            assert rules.parents_are_told(person) is told
    person.born_on = None
    assert not rules.parents_are_told(person)


def test_parents_have_been_told(team):
    person = make_person(team, born_on=CHILD)
    tell(person, "parental_responsibility", team)
    assert not missing(person, "parental responsibility")


def test_nobody_joins_twice_or_after_death(team, clinician):
    entry = on_register(team, clinician)
    with pytest.raises(Refused, match="already"):
        rules.check_can_join(entry.person)
    assert not rules.can_join(entry.person)
    other = ready_to_join(team, clinician)
    other.died_on = clock.today()
    with pytest.raises(Refused, match="died"):
        rules.check_can_join(other)
    assert not rules.can_join(other)


GOOD = {"rating": "amber", "suggested": "amber", "rationale": "Seen", "override_reason": ""}


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"rating": "purple"}, "Choose one"),
        ({"rationale": " "}, "Say why you decided on"),
        ({"suggested": "red"}, "differently"),
        ({"suggested": "red", "override_reason": "  "}, "differently"),
    ],
)
def test_a_rating_has_its_reasons(area, clinician, change, match):
    policy = policies.current(area.pk)
    rules.check_can_rate(policy, by=clinician, **GOOD)
    rules.check_can_rate(policy, by=clinician, **(GOOD | {"suggested": ""}))
    rules.check_can_rate(policy, by=clinician, **(GOOD | {"suggested": "red", "override_reason": "Met her"}))
    with pytest.raises(Refused, match=match):
        rules.check_can_rate(policy, by=clinician, **(GOOD | change))


def test_only_a_clinician_rates_and_assesses(area, coordinator, clinician):
    with pytest.raises(Refused, match="Only a clinician"):
        rules.check_can_rate(policies.current(area.pk), by=coordinator, **GOOD)
    with pytest.raises(Refused, match="Only a clinician"):
        rules.check_may_assess(coordinator)
    rules.check_may_assess(clinician)


def test_ratings_in_order_of_urgency(area):
    policy = policies.current(area.pk)
    assert rules.rating_codes(policy) == ("blue", "red", "amber", "green", "below_green")
    assert rules.is_lower(policy, "green", "amber")
    assert not rules.is_lower(policy, "amber", "amber")
    assert not rules.is_lower(policy, "red", "amber")
    assert rules.needs_safety_conversation(policy) == ("red",)


def test_support_comes_from_the_policys_list(area):
    policy = policies.current(area.pk)
    rules.check_support_needs(policy, ["advocacy", "respite"])
    with pytest.raises(Refused, match="from the list"):
        rules.check_support_needs(policy, ["advocacy", "a_holiday"])


def test_answers_that_changed_are_noticed():
    rules.check_unchanged(None, "a:1")
    rules.check_unchanged("a:1", "a:1")
    with pytest.raises(Conflict):
        rules.check_unchanged("a:1", "a:2")


def test_leaving_has_a_reason_and_happens_once():
    entry = Entry(state="open")
    rules.check_can_close(entry, "died")
    with pytest.raises(Refused, match="Say why"):
        rules.check_can_close(entry, " ")
    entry.state = "closed"
    with pytest.raises(Refused, match="already"):
        rules.check_can_close(entry, "died")


@pytest.mark.parametrize(
    ("kind", "answer", "standing"),
    [
        ("cetr", None, "not decided"),
        ("cetr", "agreed", "agreed"),
        ("cetr", "refused", "refused"),
        ("key_worker", "not_sure", "not decided"),
    ],
)
def test_where_somebody_stands(person, team, kind, answer, standing):
    if answer:
        decide(person, kind, team, answer=answer)
    assert rules.standing(person, kind) == standing


def test_taken_back_counts_as_refused_and_lapsed_as_undecided(person, team):
    decision = decide(person, "cetr", team)
    people.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="", by=team)
    assert rules.standing(person, "cetr") == "refused"
    decide(person, "key_worker", team)
    Decision.objects.filter(person=person, kind="key_worker").update(lapsed_at=clock.now(), lapse_reason="16 now")
    assert rules.standing(person, "key_worker") == "not decided"
