"""Tasks as seen from where somebody stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, CharField, F, Func, OuterRef, Q, QuerySet, Value
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.pagination import MOST
from dsr.core.statements import Prepared
from dsr.people.models import Person
from dsr.tasks.models import Task, TaskEvent, TaskState

FULL, PART = ("full",), ("summary", "plan")


def visible_to(actor: Actor) -> QuerySet[Task]:
    """Every task on a person seen in full, one's own organisation's on a person seen in part.

    The tasks of a referral not yet matched are the register team's. The database repeats the same rule.
    """
    seen = Q(_involved(actor, FULL)) | Q(_involved(actor, PART), organisation=actor.organisation)
    if actor.is_team:
        seen |= Q(referral_id__isnull=False)
    return Task.objects.filter(seen, area_id=actor.area_id)


COUNTED = ("mine", "covering", "team", "unowned", "due_today", "overdue", "since")


def own_counts(covered: Collection[int]) -> dict[str, Any]:
    """How many open tasks the organisation that looks has, as its lists show them, and since when one is overdue.

    ``covered`` are the colleagues this worker answers for: theirs are among "mine". Each is counted up to one more
    than `MOST`, in one statement, by a function that asks the involvement itself.
    """
    today = clock.today()
    ends = datetime.combine(today + timedelta(days=1), time(), clock.LONDON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM dsr.count_own_tasks(%s, %s, %s, %s)", [ends, today, MOST + 1, list(covered)])
        return dict(zip(COUNTED, cursor.fetchone(), strict=True))


def _involved(actor: Actor, levels: tuple[str, ...]) -> Func:
    """Whether the organisation is involved with the task's person: looked up row by row in an index.

    A subquery in its place is read as a whole first, which costs more with every person there is.
    """
    return Func(
        F("person_id"),
        Value(actor.organisation.pk),
        Value(clock.now()),
        Value(list(levels), output_field=ArrayField(CharField())),
        function="dsr.sees_person",
        template="COALESCE(%(function)s(%(expressions)s), false)",
        output_field=BooleanField(),
    )


def get_visible(actor: Actor, public_id: str) -> Task:
    """One task. Raises Http404, also when it is there and not for this actor."""
    found = (
        visible_to(actor).select_related("organisation", "worker", "person", "done_by").filter(public_id=public_id)
    ).first()
    if found is None:
        raise Http404
    return found


def for_person(person_id: int) -> QuerySet[Task]:
    """All tasks about a person that the scope shows, the most pressing first."""
    return Task.objects.filter(person_id=person_id).select_related("organisation", "worker").order_by("due_at", "pk")


def for_referral(referral_id: int) -> QuerySet[Task]:
    """All tasks that began with a referral."""
    return (
        Task.objects.filter(referral_id=referral_id).select_related("organisation", "worker").order_by("due_at", "pk")
    )


def open_tasks(
    *, area_id: int, person_id: int | None = None, organisation_id: int | None = None, kind: str = ""
) -> QuerySet[Task]:
    """What is still to do, within the scope."""
    found = Task.objects.filter(area_id=area_id, state=TaskState.OPEN)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("due_at", "pk")


def open_of(person: Person) -> QuerySet[Task]:
    """The open tasks of a person, within the scope."""
    return Task.objects.filter(person=person, state=TaskState.OPEN).order_by("due_at", "pk")


_to_do_for = Prepared(
    lambda *, person_id: (
        Task.objects.filter(person_id=person_id, state=TaskState.OPEN)
        .select_related("organisation", "worker", "person")
        .order_by("due_at", "pk")
    )
)


def to_do_for(person: Person) -> list[Task]:
    """The open tasks of a person with who has them, within the scope: read on every opening of the person."""
    return _to_do_for(person_id=person.pk)


def open_for(person: OuterRef) -> QuerySet[Task]:
    """The open tasks of the person of another query's row, in no order."""
    return Task.objects.filter(person_id=person, state=TaskState.OPEN).order_by()


def overdue(at: datetime | None = None) -> Q:
    """Still to do although the due instant has passed."""
    return Q(state=TaskState.OPEN, due_at__lte=at or clock.now())


def due_on(day: date) -> Q:
    """Still to do, and due in the course of this London day."""
    begins = datetime.combine(day, time(), clock.LONDON)
    ends = datetime.combine(day + timedelta(days=1), time(), clock.LONDON)
    return Q(state=TaskState.OPEN, due_at__gte=begins, due_at__lt=ends)


def set_aside(day: date | None = None) -> Q:
    """Put away until a later day; the clock runs on, so what is overdue shows all the same."""
    return Q(set_aside_until__gt=day or clock.today())


def events(task: Task) -> QuerySet[TaskEvent]:
    """What happened to it, newest first."""
    return task.events.select_related("made_by").order_by("-made_at", "-pk")


def to_escalate(area_id: int, *, until: datetime, below: int) -> QuerySet[Task]:
    """Open tasks whose time may have reached a step of the ladder they have not been shown to."""
    near = Q(due_at__lte=until) | Q(escalate_at__lte=clock.now())
    return Task.objects.filter(near, area_id=area_id, state=TaskState.OPEN, escalation_level__lt=below).order_by(
        "due_at", "pk"
    )


def listed(
    actor: Actor, *, covered: Collection[int] = (), whose: str = "", when: str = "", kind: str = ""
) -> QuerySet[Task]:
    """What is still to do, the longest overdue first; what is set aside is left out until its day or its due time.

    ``covered`` are the colleagues the actor answers for; ``whose`` may also be the public id of a colleague.
    """
    chosen = visible_to(actor).filter(_whose(actor, whose, covered), _when(when), state=TaskState.OPEN)
    if kind:
        chosen = chosen.filter(kind=kind)
    return chosen.select_related("person", "organisation", "worker").order_by("due_at", "pk")


def _whose(actor: Actor, whose: str, covered: Collection[int]) -> Q:
    own = Q(organisation=actor.organisation)
    named = {
        "": own,
        "team": own,
        "mine": Q(worker_id__in=[actor.worker.pk, *covered]),
        "covering": own & Q(worker_id__in=list(covered)),
        "unowned": own & Q(worker__isnull=True),
        "all": Q(),
    }
    return named[whose] if whose in named else own & Q(worker__public_id=whose)


def to_give(actor: Actor, public_ids: Collection[str], most: int) -> list[Task]:
    """Of the tasks named, those of the actor's own organisation that are still to do, up to ``most``."""
    own = visible_to(actor).filter(organisation=actor.organisation, state=TaskState.OPEN, public_id__in=public_ids)
    return list(own.select_related("person", "organisation", "worker").order_by("due_at", "pk")[:most])


def _when(when: str) -> Q:
    today = clock.today()
    here = ~set_aside(today) | overdue()
    return {
        "overdue": overdue(),
        "today": due_on(today) & here,
        "week": Q(due_at__lt=datetime.combine(today + timedelta(days=8), time(), clock.LONDON)) & here,
        "escalated": Q(escalation_level__gt=0),
        "aside": set_aside(today),
    }.get(when, here)
