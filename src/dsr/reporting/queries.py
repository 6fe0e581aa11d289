"""What the home page counts, and what investigators ask of the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, Worker
from dsr.audit.models import Event
from dsr.core import clock
from dsr.messages.models import Message, MessageState
from dsr.referrals import queries as referrals
from dsr.referrals.models import Referral
from dsr.register import queries as register
from dsr.reporting.models import Export

PER_PAGE = 50
START_OF_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FoundPerson:
    """Just enough to know who is meant."""

    public_id: str
    full_name: str
    born_on: date | None


def people_for_privacy(*, name: str = "", nhs_number: str = "", most: int = 25) -> list[FoundPerson]:
    """Find whom a privacy officer is asked about; empty for any other role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM dsr.people_for_privacy(%s, %s, %s)", [name, nhs_number, most])
        return [FoundPerson(*row) for row in cursor.fetchall()]


def events_about(
    person_public_id: str, *, first_on: date | None = None, last_on: date | None = None, page: int = 1
) -> tuple[list[Event], bool]:
    """The events that name a person, newest first, and whether there are more. Days are London days."""
    since = _start_of(first_on) if first_on else START_OF_TIME
    until = _start_of(last_on + timedelta(days=1)) if last_on else clock.now() + timedelta(days=1)
    rows = list(
        Event.objects.raw(
            "SELECT * FROM dsr.events_about(%s, %s, %s, %s, %s)",
            [person_public_id, since, until, PER_PAGE + 1, (page - 1) * PER_PAGE],
        )
    )
    return rows[:PER_PAGE], len(rows) > PER_PAGE


def events_by(worker_public_id: str, *, first_on: date | None, last_on: date | None) -> QuerySet[Event]:
    """What one worker did and saw, newest first."""
    events = Event.objects.filter(actor_id=worker_public_id)
    if first_on:
        events = events.filter(at__gte=_start_of(first_on))
    if last_on:
        events = events.filter(at__lt=_start_of(last_on + timedelta(days=1)))
    return events.order_by("-at", "-pk")


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.LONDON)


def names(events: Iterable[Event]) -> tuple[dict[str, str], dict[str, str]]:
    """Workers' and organisations' names by the ids the events carry."""
    events = list(events)
    workers = Worker.objects.filter(public_id__in={event.actor_id for event in events})
    organisations = Organisation.objects.filter(public_id__in={event.organisation_id for event in events})
    return (
        dict(workers.order_by("pk").values_list("public_id", "name")),
        dict(organisations.order_by("pk").values_list("public_id", "name")),
    )


def workers_of(area_id: int) -> QuerySet[Worker]:
    """Everybody who holds or held a role in an organisation of the area."""
    return Worker.objects.filter(grants__organisation__area_id=area_id).distinct().order_by("name", "pk")


def workers_named(area_id: int, text: str, most: int = 25) -> QuerySet[Worker]:
    """Workers of the area by part of a name or an email address."""
    return workers_of(area_id).filter(Q(name__icontains=text) | Q(email__icontains=text))[:most]


def same_day(actor: Actor, most: int = 10) -> QuerySet[Referral]:
    """Referrals with signs of danger that nobody has looked at yet, the oldest first."""
    waiting = referrals.visible_to(actor).filter(referrals.SAME_DAY)
    return waiting.select_related("owner").defer("answers").order_by("received_at", "pk")[:most]


def register_counts() -> dict[str, int]:
    """Open entries the scope sees, and their reviews: one statement, each counted no further than a list is."""
    wanted = {
        "people": register.Filters(),
        "reviews_overdue": register.Filters(review="overdue"),
        "reviews_due": register.Filters(review="week"),
        "to_confirm": register.Filters(standing="to_confirm"),
    }
    return dict(zip(wanted, register.counts(*wanted.values()), strict=True))


def failed_messages(actor: Actor) -> int:
    """Messages the delivery job gave up on."""
    return Message.objects.filter(area_id=actor.area_id, state=MessageState.FAILED).count()


def get_export(actor: Actor, public_id: str) -> Export:
    """The worker's own export that has not expired. Raises Http404."""
    own = Export.objects.filter(worker=actor.worker, organisation=actor.organisation, expires_at__gt=clock.now())
    found = own.filter(public_id=public_id).order_by("pk").first()
    if found is None:
        raise Http404
    return found
