"""Telling the team by email that a referral has come, or that one has signs of danger: a reference and a link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from dsr.accounts import mailing
from dsr.accounts import queries as accounts
from dsr.core import clock
from dsr.messages import actions as messages
from dsr.messages import to_staff
from dsr.messages.models import Message
from dsr.messages.notices import Notice
from dsr.policy import queries as policies
from dsr.referrals import queries
from dsr.referrals.models import Referral
from dsr.referrals.states import OPEN

#: How far back the job of every minute looks: longer than a worker is ever away.
LOOKS_BACK = timedelta(days=3)


@transaction.atomic
def alert(*, area_id: int) -> int:
    """Tell each reader once. How many messages were made."""
    return _same_day(area_id) + _new(area_id)


def _same_day(area_id: int) -> int:
    """Also those where the signs of danger were added later; nobody has to be told once somebody has looked."""
    found = _untold(area_id, mailing.SAME_DAY).filter(queries.SAME_DAY, same_day_seen_at__isnull=True)
    return sum(
        _tell(one, mailing.SAME_DAY, to_staff.same_day(reference=one.reference, href=_href(one))) for one in found
    )


def _new(area_id: int) -> int:
    found = _untold(area_id, mailing.NEW).filter(received_at__gt=clock.now() - LOOKS_BACK, same_day=False)
    return sum(
        _tell(
            one,
            mailing.NEW,
            to_staff.new_referral(reference=one.reference, href=_href(one), due_at=one.contact_due_at),
        )
        for one in found
    )


def _untold(area_id: int, email: str) -> QuerySet[Referral]:
    told = Message.objects.filter(told_of=Concat(Value(f"{email}:"), OuterRef("public_id")))
    waiting = Referral.objects.filter(area_id=area_id, state__in=OPEN).exclude(Exists(told))
    return waiting.defer("answers").order_by("received_at", "pk")


def _href(referral: Referral) -> str:
    return to_staff.link("referral", pid=referral.public_id)


def _tell(referral: Referral, email: str, notice: Notice) -> int:
    about = f"{email}:{referral.public_id}"
    made = [
        messages.send_to_staff(area_id=referral.area_id, notice=notice, reader=reader, told_of=about)
        for reader in readers(referral.area_id, email)
    ]
    return sum(message is not None for message in made)


def readers(area_id: int, email: str) -> Iterator[to_staff.Reader]:
    """The team's workers who want it, and the address the team watches together."""
    team = policies.current(area_id).team
    if team.duty_email:
        yield to_staff.Reader(team.name, str(team.duty_email))
    for worker in accounts.wanting(email, accounts.register_team(area_id).pk):
        yield to_staff.Reader(worker.name, worker.email)
