"""Others decide only while capacity for this decision is lacking."""

from __future__ import annotations

import pytest

from dsr.core.errors import Refused
from dsr.people import actions, queries, signals
from tests.factories.people import decide, join, lacking, make_person, organisation
from tests.people.conftest import COVENTRY, TRUST
from tests.people.test_needs import best_interests

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_attorney(scoped, person):
    """On the register, and shared with the trust by an attorney's decision."""
    join(person, scoped)
    assessment = lacking(person, "share", scoped, organisation=organisation(scoped, TRUST))
    return decide(
        person,
        "share",
        scoped,
        share_with=TRUST,
        basis="attorney",
        capacity_assessment=assessment,
        authority_seen="Registered power seen on 2 November 2026",
    )


def seers(person):
    return {row.organisation.code for row in queries.involvements(person).exclude(basis="register_team")}


def regained(person, by, **fields):
    return lacking(person, "share", by, organisation=organisation(by, TRUST), retain="yes", weigh="yes", **fields)


def test_the_outcome_is_derived(person, scoped):
    assert lacking(person, "join", scoped).lacks_capacity
    assert not lacking(person, "join", scoped, because_of_impairment="not_known").lacks_capacity


def test_an_assessment_holds_for_its_own_decision_only(person, scoped):
    assessment = lacking(person, "share", scoped, organisation=organisation(scoped, TRUST))
    assert decide(person, "join", scoped).holds
    with pytest.raises(Refused, match="Capacity is presumed"):
        decide(
            person,
            "share",
            scoped,
            share_with=COVENTRY,
            basis="attorney",
            capacity_assessment=assessment,
            authority_seen="Seen",
        )


def test_finding_capacity_ends_what_others_decided(person, scoped, by_attorney, heard):
    assert seers(person) == {TRUST}
    got = heard(signals.decision_lapsed)
    regained(person, scoped)
    by_attorney.refresh_from_db()
    assert by_attorney.lapsed_at is not None
    assert not by_attorney.holds
    assert seers(person) == set()
    assert [given["decision"] for given in got] == [by_attorney]


def test_an_older_assessment_recorded_late_ends_nothing(person, scoped, by_attorney):
    from datetime import timedelta

    from dsr.core import clock

    regained(person, scoped, assessed_on=clock.today() - timedelta(days=30))
    by_attorney.refresh_from_db()
    assert by_attorney.holds


def test_finding_capacity_leaves_the_persons_own_decision(person, scoped):
    join(person, scoped, share_with=(TRUST,))
    regained(person, scoped)
    assert seers(person) == {TRUST}


def test_an_assessment_in_error_takes_its_decision_with_it(person, scoped, by_attorney):
    assessment = by_attorney.capacity_assessment
    actions.mark_capacity_in_error(assessment=assessment, reason="Another person", by=scoped)
    by_attorney.refresh_from_db()
    assert not by_attorney.holds
    assert queries.latest_capacity(person, "share", organisation(scoped, TRUST)) is None
    with pytest.raises(Refused, match="already"):
        actions.mark_capacity_in_error(assessment=assessment, reason="Another person", by=scoped)


def test_an_older_assessment_in_error_changes_nothing(person, scoped, by_attorney):
    unrelated = lacking(person, "cetr", scoped)
    actions.mark_capacity_in_error(assessment=unrelated, reason="Another person", by=scoped)
    by_attorney.refresh_from_db()
    assert by_attorney.holds


def test_a_lapsed_join_suspends_sharing_but_closes_nothing(person, scoped, heard):
    record = best_interests(person, scoped)
    decide(
        person,
        "join",
        scoped,
        basis="best_interests",
        capacity_assessment=record.capacity_assessment,
        best_interests=record,
    )
    decide(person, "share", scoped, share_with=TRUST)
    actions.begin_sharing(person=person, by=scoped)
    closed, lapsed = heard(signals.join_withdrawn), heard(signals.decision_lapsed)
    lacking(person, "join", scoped, retain="yes", weigh="yes")
    assert seers(person) == set()
    assert (len(closed), len(lapsed)) == (0, 1)
    person.refresh_from_db()
    assert person.joined_at is not None


def test_best_interests_needs_the_assessment_that_found_capacity_lacking(person, scoped):
    assessment = lacking(person, "join", scoped, because_of_impairment="no")
    with pytest.raises(Refused, match="can decide this themselves"):
        actions.record_best_interests(person=person, capacity_assessment=assessment, by=scoped)


def test_somebody_elses_assessment_is_refused(person, scoped):
    other = make_person(scoped)
    with pytest.raises(Refused, match="latest capacity assessment"):
        actions.record_best_interests(person=other, capacity_assessment=lacking(person, "join", scoped), by=scoped)


def test_the_latest_best_interests_record_is_found(person, scoped):
    record = best_interests(person, scoped)
    assert queries.latest_best_interests(record.capacity_assessment) == record
    assert list(queries.best_interests_decisions(person)) == [record]
    assert queries.get_capacity(person, record.capacity_assessment.public_id) == record.capacity_assessment
