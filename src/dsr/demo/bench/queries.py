"""What the measurements read for themselves."""

from __future__ import annotations

from django.db import connection

from dsr.people.models import Person

FLOOR = "SELECT id, name, place, due_on FROM bench_floor WHERE id > %s ORDER BY id LIMIT 25"


def floor_rows(after: int) -> list[tuple[object, ...]]:
    """25 rows found by an index."""
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [after])
        return list(cursor.fetchall())


def some_people(most: int) -> list[tuple[str, str]]:
    """Public id and name of people of every age of record, within the scope."""
    chosen = Person.objects.order_by("public_id")[:most]
    return [(person.public_id, person.full_name) for person in chosen]
