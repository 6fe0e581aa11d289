"""Letting the trust and the one council see the referral for a time, to talk about what could help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.people import actions as people
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.referrals import rules
from dsr.referrals.actions.moving import locked, tell
from dsr.referrals.models import Referral


def offered(person: Person) -> list[Organisation]:
    """Who may see the referral: the trust, and the council once somebody has confirmed which one."""
    council = person.council.code if person.council and person.residence_confirmed_at else None
    codes = [option.code for option in policies.current(person.area_id).discussion_organisations(council)]
    return list(accounts.organisations(person.area_id).filter(code__in=codes))


@transaction.atomic
def open_discussion(
    *, referral: Referral, organisations: Iterable[Organisation], until: date, by: Actor, seen: str | None = None
) -> Referral:
    """They see the referral as sent, and nothing else, until the end of the day. Raises Refused, Conflict."""
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_discuss(referral)
    rules.check_discussion_end(referral, until)
    person, chosen = rules.matched_person(referral), list(organisations)
    rules.check_who_discusses(offered(person), chosen)
    people.open_discussion(
        person=person, referral_id=referral.pk, organisations=chosen, until=people.end_of_day(until), by=by
    )
    tell("discussion_opened", referral, by=by, organisations=[one.public_id for one in chosen], until=until)
    return referral


@transaction.atomic
def end_discussion(*, referral: Referral, reason: str, by: Actor) -> int:
    """Nobody outside the team sees the referral any more, from now. How many lost sight of it."""
    referral = locked(referral, by=by)
    ended = people.end_discussion(referral_id=referral.pk, reason=reason.strip() or "The discussion is over", by=by)
    tell("discussion_ended", referral, by=by, ended=ended)
    return ended
