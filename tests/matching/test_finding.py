"""Possible duplicates: found on entry and in the night, answered by a human, remembered."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.http import Http404

from dsr.core import scope
from dsr.core.errors import Conflict, Refused
from dsr.core.jobs import JOBS
from dsr.matching import actions, blocking, queries
from dsr.matching.models import Outcome, PossibleDuplicate
from dsr.people import actions as people
from dsr.people.models import Person
from tests.factories.people import make_person

BORN = date(1990, 3, 4)


@pytest.fixture
def pair(in_area, coordinator) -> tuple[Person, Person]:
    """Beata Nowak, written down twice."""
    one = make_person(coordinator, given_name="Beata", family_name="Nowak", born_on=BORN, postcode="CV1 2AB")
    other = make_person(coordinator, given_name="Beatta", family_name="Nowak", born_on=BORN, postcode="CV1 2AB")
    return one, other


def found() -> list[PossibleDuplicate]:
    return list(PossibleDuplicate.objects.order_by("pk"))


def test_a_duplicate_is_found_the_moment_it_is_entered(coordinator):
    with coordinator.scope():
        one = make_person(coordinator, given_name="Beata", family_name="Nowak", born_on=BORN)
        assert found() == []
        other = make_person(coordinator, given_name="Beatta", family_name="Nowak", born_on=BORN)
        (row,) = found()
    assert (row.one_id, row.other_id) == (one.pk, other.pk)
    assert row.outcome == Outcome.WAITING
    assert row.likely
    assert "Same date of birth" in row.agreeing


def test_a_correction_finds_and_settles(pair, coordinator):
    _, other = pair
    changed = people.amend_identity(
        person=other, changes={"given_name": "Zofia"}, reason="x", expected_revision=1, by=coordinator
    )
    assert [row.outcome for row in found()] == [Outcome.SETTLED], "twins now, not one person"
    people.amend_identity(
        person=changed, changes={"given_name": "Beata"}, reason="x", expected_revision=2, by=coordinator
    )
    assert [row.outcome for row in found()] == [Outcome.WAITING]


def test_nothing_is_joined_and_nobody_gains_sight_by_finding(pair):
    one, other = pair
    assert one.involvements.count() == other.involvements.count() == 1


def test_the_night_finds_what_entry_could_not_see_and_says_how_many(pair, area):
    PossibleDuplicate.objects.update(outcome=Outcome.SETTLED)
    assert JOBS["matching.look_through"].work(area.pk) == 1
    assert actions.look_through(area.pk) == 0, "nothing new the second time"
    assert [row.outcome for row in found()] == [Outcome.WAITING]


def test_not_the_same_is_remembered_until_something_changes(pair, coordinator, area):
    (row,) = found()
    actions.say_not_same(pair=row, reason="Met both of them", by=coordinator)
    assert actions.look_through(area.pk) == 0
    assert [row.outcome for row in found()] == [Outcome.NOT_SAME]
    people.amend_identity(
        person=pair[0], changes={"phone": "07700 900123"}, reason="x", expected_revision=1, by=coordinator
    )
    assert [row.outcome for row in found()] == [Outcome.WAITING]


def test_an_answer_needs_a_reason_the_team_and_a_question(pair, coordinator, partner):
    (row,) = found()
    with pytest.raises(Refused, match="how you know"):
        actions.say_not_same(pair=row, reason=" ", by=coordinator)
    with pytest.raises(Refused, match="coordinator or lead"):
        actions.say_not_same(pair=row, reason="x", by=partner)
    actions.say_not_same(pair=row, reason="Met both", by=coordinator)
    with pytest.raises(Conflict):
        actions.say_not_same(pair=row, reason="Met both", by=coordinator)


def test_a_proposal_is_answered_before_the_pair(pair, coordinator):
    with coordinator.scope():
        actions.propose_merge(kept=pair[0], gone=pair[1], taken=[], reason="Met her", by=coordinator)
        with pytest.raises(Refused, match="Answer that first"):
            actions.say_not_same(pair=found()[0], reason="Met both", by=coordinator)


def test_what_is_not_there_is_not_found(in_area, coordinator):
    for get in (queries.get_pair, queries.get_merge):
        with pytest.raises(Http404):
            get(coordinator, "0000000000000000")


def test_a_correction_of_somebody_settled_changes_nothing(pair, coordinator, area):
    PossibleDuplicate.objects.update(outcome=Outcome.SETTLED)
    people.amend_identity(
        person=pair[1], changes={"given_name": "Zofia"}, reason="x", expected_revision=1, by=coordinator
    )
    assert [row.outcome for row in found()] == [Outcome.SETTLED]


def test_a_partner_and_another_area_see_no_pair(pair, partner, example_area, coordinator):
    from tests.factories.accounts import make_actor

    elsewhere = make_actor(example_area, "register_team", "lead")
    for actor in (partner, elsewhere):
        with actor.scope():
            assert found() == []
            assert queries.possible_pairs() == set()
    with coordinator.scope():
        assert len(found()) == 1


def test_the_database_looks_for_the_pairs_the_code_describes(in_area):
    """A reason for comparing that changes needs a migration: what is measured must be what runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname IN ('possible_pairs', 'possible_pairs_of')")
        sources = [row[0] for row in cursor.fetchall()]
    assert len(sources) == 2
    assert all(reason in source for reason in blocking.REASONS for source in sources)


def test_a_scope_of_somebody_outside_finds_nobody(area):
    with scope.public(area_id=area.pk, token="x"):
        assert queries.possible_pairs() == set()
