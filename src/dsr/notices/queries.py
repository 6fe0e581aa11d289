"""Notices as seen from where somebody stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.statements import Prepared
from dsr.notices.models import Dismissal, Notice, NoticeKind
from dsr.people import queries as people
from dsr.people.models import Person
from dsr.people.rules import birthday
from dsr.policy import queries as policies

#: How long before a birthday that changes the rules people are told: time to prepare what changes.
AHEAD = timedelta(days=56)


def visible_to(actor: Actor) -> QuerySet[Notice]:
    """Those about people the actor's organisation sees. The database repeats the same rule."""
    involved = people.open_involvements().filter(
        organisation=actor.organisation, level__in=people.LEVELS, person_id=OuterRef("person_id")
    )
    return Notice.objects.filter(Exists(involved.order_by()), area_id=actor.area_id).order_by("-made_at", "-pk")


def waiting(actor: Actor) -> QuerySet[Notice]:
    """Those nobody of the actor's organisation has put away, newest first."""
    return visible_to(actor).exclude(Exists(_put_away(actor))).select_related("person", "made_by")


def _put_away(actor: Actor) -> QuerySet[Dismissal]:
    return Dismissal.objects.filter(notice=OuterRef("pk"), organisation=actor.organisation)


def listed(actor: Actor, show: str) -> QuerySet[Notice]:
    """Those that wait; with "all" also those put away, each with who did and when."""
    chosen = visible_to(actor).select_related("person", "made_by") if show == "all" else waiting(actor)
    own = Dismissal.objects.filter(organisation=actor.organisation).select_related("made_by")
    return chosen.prefetch_related(Prefetch("dismissals", queryset=own))


def get_visible(actor: Actor, public_id: str) -> Notice:
    """One notice. Raises Http404."""
    found = visible_to(actor).select_related("person").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


_waiting_about = Prepared(
    lambda *, person_id, organisation_id: (
        Notice.objects.filter(person_id=person_id)
        .exclude(Exists(Dismissal.objects.filter(notice=OuterRef("pk"), organisation_id=organisation_id)))
        .order_by("-made_at", "-pk")
    )
)


def waiting_about(actor: Actor, person: Person) -> list[Notice]:
    """What the actor's organisation has not put away about one person: read on every opening of the person."""
    found = _waiting_about(person_id=person.pk, organisation_id=actor.organisation.pk)
    for notice in found:
        notice.person = person
    return found


def of_person(person: Person) -> QuerySet[Notice]:
    """Every notice about a person, with the dismissals the scope shows."""
    chosen = Notice.objects.filter(person=person).select_related("person", "made_by").order_by("-made_at", "-pk")
    return chosen.prefetch_related(Prefetch("dismissals", queryset=Dismissal.objects.select_related("made_by")))


def dismissal(notice: Notice, actor: Actor) -> Dismissal | None:
    """Who put it away for the actor's organisation, if anybody."""
    return Dismissal.objects.filter(notice=notice, organisation=actor.organisation).select_related("made_by").first()


def ages(area_id: int) -> list[int]:
    """Decisions become one's own at 16, services are an adult's from 18; the key worker's age limit is local policy."""
    return [16, 18, policies.current(area_id).key_worker_ages.maximum + 1]


def reaching(area_id: int, age: int, today: date | None = None) -> Iterable[tuple[Person, date]]:
    """People on the register who soon reach the age and of whom nobody has been told, with the day."""
    first = today or clock.today()
    last = first + AHEAD
    told = Notice.objects.filter(person=OuterRef("pk"), kind=NoticeKind.BIRTHDAY, age=age)
    people_of_that_age = Person.objects.filter(
        area_id=area_id,
        joined_at__isnull=False,
        died_on__isnull=True,
        born_on__gte=birthday(first, -age) - timedelta(days=1),
        born_on__lte=birthday(last, -age) + timedelta(days=1),
    )
    for person in people_of_that_age.exclude(Exists(told)).order_by("pk"):
        assert person.born_on is not None
        if first <= (day := birthday(person.born_on, age)) <= last:
            yield person, day
