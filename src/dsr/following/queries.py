"""What the person's own view reads beyond the floors below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from dsr.accounts.models import Organisation
from dsr.people.models import AccessKey, Person
from dsr.tasks import queries as tasks
from dsr.tasks.models import Task

#: What a task comes from when it is part of the help that was promised; nothing else of the team's work is shown.
PROMISED = ("rating:", "need:", "review:")
MOST_LOOKS = 200


@dataclass(frozen=True)
class Look:
    """Somebody with a role in an organisation looked, on a day, so many times."""

    on: date
    roles: tuple[str, ...]
    organisation: str
    times: int


def looks() -> list[Look]:
    """Who has looked at the person of the scope, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT looked_on, role, organisation, times FROM dsr.looks_at_me(%s)", [MOST_LOOKS])
        rows = cursor.fetchall()
    names = dict(
        Organisation.objects.filter(public_id__in={row[2] for row in rows})
        .order_by("pk")
        .values_list("public_id", "name")
    )
    return [Look(on, tuple(role.split(",")), names.get(place, ""), times) for on, role, place, times in rows]


def promised_help(person: Person) -> list[Task]:
    """The open tasks of the help that was promised, the next first."""
    return [task for task in tasks.open_of(person).select_related("organisation") if task.source.startswith(PROMISED)]


def own_person(person_id: int) -> Person | None:
    """The one person of the scope, while the key holds."""
    return Person.objects.select_related("council").filter(pk=person_id).first()


def own_key(token_hash: str) -> AccessKey:
    """The key that opened the visit."""
    return AccessKey.objects.get(token_hash=token_hash)


def key_of_link(token_hash: str) -> AccessKey | None:
    """The key whose secret link somebody holds, in the scope of that secret."""
    return AccessKey.objects.filter(token_hash=token_hash).first()
