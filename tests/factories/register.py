"""People and their register entries for tests."""

from __future__ import annotations

from datetime import date

from django.db import connection

from dsr.accounts import queries as accounts
from dsr.core import clock
from dsr.people.models import Involvement, Person


def new_person(area, *, organisation=None, level="full", basis="register_team", **fields) -> Person:
    """A person known to one organisation, the register team unless said otherwise. Needs a job scope."""
    organisation = organisation or accounts.register_team(area.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))")
        (pk,) = cursor.fetchone()
    given = {"given_name": "Ada", "family_name": "Test", "born_on": date(2000, 5, 1)} | fields
    given.setdefault("sort_name", f"{given['family_name']} {given['given_name']}".lower())
    involve_pk(area, pk, organisation, level=level, basis=basis)
    person = Person(pk=pk, area=area, created_at=clock.now(), **given)
    person.save(force_insert=True)
    return person


def involve_pk(area, person_id, organisation, *, level="full", basis="register_team", **fields) -> Involvement:
    """Sight of a person for an organisation, as the database demands: before the person."""
    return Involvement.objects.create(
        area=area,
        person_id=person_id,
        organisation=organisation,
        basis=basis,
        level=level,
        began_at=clock.now(),
        **fields,
    )


def involve(person, organisation, *, level="summary", basis="register_team") -> Involvement:
    """Sight of a person for one more organisation."""
    return involve_pk(person.area, person.pk, organisation, level=level, basis=basis)
