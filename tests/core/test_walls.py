"""The database's own wall: without a true scope there are no rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from dsr.accounts import queries as accounts
from dsr.core import clock, scope
from dsr.people.models import Involvement, Person

pytestmark = pytest.mark.django_db


def new_person(area, organisation, *, level="full", basis="register_team"):
    """A person and one involvement, written as the database demands: the involvement first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))")
        (pk,) = cursor.fetchone()
    Involvement.objects.create(
        area=area,
        person_id=pk,
        organisation=organisation,
        basis=basis,
        level=level,
        began_at=clock.now(),
    )
    person = Person(pk=pk, area=area, given_name="Ada", family_name="Test", sort_name="test ada")
    person.created_at = clock.now()
    person.save(force_insert=True)
    return person


@pytest.fixture
def team(area):
    return accounts.register_team(area.pk)


@pytest.fixture
def person(area, team):
    with scope.job(name="test", area_id=area.pk):
        return new_person(area, team)


def staff(area, organisation):
    return scope.staff(worker_id=1, organisation_id=organisation.pk, area_id=area.pk, roles=("coordinator",))


def test_without_a_scope_there_are_no_rows(person):
    assert not Person.objects.exists()


def test_an_involved_organisation_sees_the_person(area, team, person):
    with staff(area, team):
        assert Person.objects.get() == person


def test_another_organisation_sees_nothing(area, person):
    other = accounts.organisations(area.pk).exclude(kind="register_team").first()
    with staff(area, other):
        assert not Person.objects.exists()


def test_the_same_area_number_in_another_area_sees_nothing(area, example_area, person):
    with staff(example_area, accounts.register_team(example_area.pk)):
        assert not Person.objects.exists()


def test_an_injected_setting_gains_nothing(area, team, person):
    other = accounts.organisations(area.pk).exclude(kind="register_team").first()
    with staff(area, other), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('dsr.scope')")
        (ticket,) = cursor.fetchone()
        forged = ticket.replace(f"|{other.pk}|", f"|{team.pk}|", 1)
        assert forged != ticket
        cursor.execute("SELECT set_config('dsr.scope', %s, true)", [forged])
        assert not Person.objects.exists()
        cursor.execute("SELECT set_config('dsr.scope', 'job|1||||||0|0|x', true)")
        assert not Person.objects.exists()


def test_a_ticket_of_another_connection_gains_nothing(area, team, person):
    with transaction.atomic(), connection.cursor() as cursor:
        elsewhere = scope.ticket(
            scope.Scope("staff", area.pk, team.pk, 1), backend_pid=connection.connection.info.backend_pid + 1
        )
        cursor.execute("SELECT set_config('dsr.scope', %s, true)", [elsewhere])
        assert not Person.objects.exists()


def test_the_signing_key_cannot_be_read():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM dsr.scope_key")


def test_the_wall_cannot_be_taken_down():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")


def test_a_scope_needs_a_transaction():
    with ThreadPoolExecutor(1) as other_connection:
        attempt = other_connection.submit(scope.job(name="test", area_id=1).__enter__)
    with pytest.raises(scope.NoScope):
        attempt.result()


def test_the_scope_before_is_restored(area, team, person):
    with scope.job(name="outer", area_id=area.pk):
        with staff(area, team):
            pass
        assert scope.current().name == "outer"
        assert Person.objects.exists()
    assert scope.current() is None
    assert not Person.objects.exists()


def test_an_ended_involvement_ends_sight(area, team, person):
    with scope.job(name="test", area_id=area.pk):
        Involvement.objects.update(ended_at=clock.now(), ended_reason="test")
    with staff(area, team):
        assert not Person.objects.exists()


@pytest.mark.parametrize("level", ["referral", "summary", "plan", "full"])
def test_only_a_level_that_shows_the_person_shows_the_person(area, level):
    trust = accounts.organisations(area.pk).filter(kind="trust").get()
    with scope.job(name="test", area_id=area.pk):
        new_person(area, trust, level=level)
    with staff(area, trust):
        assert Person.objects.exists() is (level != "referral")
