"""Opening and ending sight: the only writers of ``Involvement``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.people import queries, signals
from dsr.people.actions.access import end_keys
from dsr.people.holder import Holder
from dsr.people.models import Decision, DecisionKind, Involvement, InvolvementBasis, Level, Person
from dsr.policy import queries as policies
from dsr.policy.document import Policy


@transaction.atomic
def begin_sharing(*, person: Person, by: Actor | Holder | None) -> Person:
    """The person is on the register now: every sharing decision that holds opens its organisation's sight."""
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.joined_at is None:
        locked.joined_at = person.joined_at = clock.now()
        locked.save(update_fields=["joined_at"])
    audit.record("begin_sharing", by=by, people=[person.public_id])
    open_what_holds(person, by=by)
    return person


@transaction.atomic
def end_sharing(*, person: Person, reason: str, by: Actor | Holder | None, withdrawn: bool = False) -> None:
    """The person has left the register: everybody but the register team loses sight now.

    ``withdrawn``: an agreement was taken back, which ends what rested on it. Sight given without agreement, to keep
    somebody safe, never rested on it: it runs until staff end it or its time is up.
    """
    end_involvements(_by_agreement(person) if withdrawn else _of_others(person), reason=reason, by=by)
    Person.objects.filter(pk=person.pk).update(joined_at=None)
    person.joined_at = None
    end_keys(person=person, reason=reason, by=by)
    audit.record("end_sharing", by=by, people=[person.public_id])


def _of_others(person: Person) -> QuerySet[Involvement]:
    return Involvement.objects.filter(person=person).exclude(basis=InvolvementBasis.REGISTER_TEAM)


def _by_agreement(person: Person) -> QuerySet[Involvement]:
    return _of_others(person).exclude(basis=InvolvementBasis.OVERRIDE)


def open_what_holds(person: Person, *, by: Actor | Holder | None) -> None:
    """Open sight for all sharing decisions in force, if the person is on the register and agreed to be."""
    if not sharing_is_open(person):
        return
    for decision in queries.current_decisions(person):
        open_by_decision(decision, by=by)


def sharing_is_open(person: Person) -> bool:
    """On the register, with a decision to join that still holds."""
    return person.joined_at is not None and queries.holding(person, DecisionKind.JOIN) is not None


def open_by_decision(decision: Decision, *, by: Actor | Holder | None) -> None:
    """The organisations this one decision gives sight to, at the level it names, see the person from now on."""
    if not decision.holds:
        return
    policy = policies.current(decision.area_id)
    for organisation, level in _opened(decision, policy):
        _open(
            person=decision.person,
            organisation=organisation,
            basis=InvolvementBasis.SHARING,
            level=level,
            decision=decision,
            by=by,
        )


def _opened(decision: Decision, policy: Policy) -> Iterable[tuple[Organisation, str]]:
    if decision.kind == DecisionKind.KEY_WORKER:
        services = {o.code: o for o in policy.organisations if o.opened_by == "key_worker"}
        for organisation in accounts.organisations(decision.area_id).filter(code__in=services):
            yield organisation, decision.level or services[organisation.code].default_level or Level.SUMMARY
    elif decision.kind == DecisionKind.SHARE and decision.organisation is not None:
        shared = {option.code for option in policy.sharing_organisations(council_code(decision.person))}
        if decision.organisation.code in shared:
            yield decision.organisation, decision.level


def council_code(person: Person) -> str | None:
    """The code of the one council responsible, once somebody has confirmed it."""
    council = person.council if person.residence_confirmed_at else None
    return council.code if council else None


def _open(
    *,
    person: Person,
    organisation: Organisation,
    basis: str,
    level: str,
    by: Actor | Holder | None,
    **details: Any,
) -> Involvement:
    """One open row an organisation and basis: the one before, if any, ends now."""
    referral_id = details.get("referral_id")
    same = Involvement.objects.filter(
        person=person, organisation=organisation, basis=basis, referral_id=referral_id, ended_at__isnull=True
    )
    end_involvements(same, reason="Replaced by a newer decision", by=by)
    opened = Involvement.objects.create(
        area_id=person.area_id,
        person=person,
        organisation=organisation,
        basis=basis,
        level=level,
        began_at=clock.now(),
        granted_by=by.worker if by else None,
        **details,
    )
    audit.record(
        "open_involvement",
        by=by,
        people=[person.public_id],
        targets=[organisation.public_id],
        basis=basis,
        level=level,
    )
    signals.sight_opened.send(sender=Involvement, person=person, organisation=organisation, by=by)
    return opened


def end_involvements(chosen: QuerySet[Involvement], *, reason: str, by: Actor | Holder | None) -> int:
    """End the open ones among these; how many there were. Nobody sees through them after this transaction."""
    ended = list(
        chosen.filter(ended_at__isnull=True)
        .select_related("organisation", "person")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    Involvement.objects.filter(pk__in=[row.pk for row in ended]).update(
        ended_at=clock.now(), ended_reason=reason[:300], ended_by=by.worker if by else None
    )
    for row in ended:
        audit.record(
            "end_involvement",
            by=by,
            people=[row.person.public_id],
            targets=[row.organisation.public_id],
            basis=row.basis,
            level=row.level,
        )
        signals.sight_ended.send(sender=Involvement, person=row.person, organisation=row.organisation, by=by)
    return len(ended)


def end_opened_by(decision: Decision, *, reason: str, by: Actor | Holder | None) -> None:
    """End what this decision opened: for ``join`` everything that rests on an agreement."""
    if decision.kind == DecisionKind.JOIN:
        chosen = _by_agreement(decision.person)
    elif decision.kind == DecisionKind.DISCUSS:
        chosen = Involvement.objects.filter(person=decision.person, basis=InvolvementBasis.DISCUSSION)
    else:
        chosen = Involvement.objects.filter(
            person=decision.person, decision__kind=decision.kind, decision__organisation=decision.organisation
        )
    end_involvements(chosen, reason=reason, by=by)


@transaction.atomic
def open_discussion(
    *, person: Person, referral_id: int, organisations: Iterable[Organisation], until: datetime, by: Actor
) -> list[Involvement]:
    """Let the trust and the one council see the referral, not the person, until a day. Raises Refused."""
    chosen = list(organisations)
    _check_discussion(person, chosen, until)
    return [
        _open(
            person=person,
            organisation=organisation,
            basis=InvolvementBasis.DISCUSSION,
            level=Level.REFERRAL,
            referral_id=referral_id,
            ends_at=until,
            by=by,
        )
        for organisation in chosen
    ]


def _check_discussion(person: Person, organisations: list[Organisation], until: datetime) -> None:
    policy = policies.current(person.area_id)
    may = {option.code for option in policy.discussion_organisations(council_code(person))}
    if queries.holding(person, DecisionKind.DISCUSS) is None:
        raise Refused("The person has not agreed that their referral is discussed.")
    outside = [organisation.name for organisation in organisations if organisation.code not in may]
    if outside:
        raise Refused("These may not see the referral while it is discussed:", outside)
    if not organisations:
        raise Refused("Choose who sees the referral.")
    if not clock.now() < until <= clock.now() + timedelta(days=policy.discussion_view_max_days):
        raise Refused(f"Choose an end within {policy.discussion_view_max_days} days.")


@transaction.atomic
def end_discussion(*, referral_id: int, reason: str, by: Actor | None) -> int:
    """End the discussion view of a referral; how many organisations lost it."""
    chosen = Involvement.objects.filter(referral_id=referral_id, basis=InvolvementBasis.DISCUSSION)
    return end_involvements(chosen, reason=reason, by=by)


def open_for_team(person_id: int, area_id: int, *, by: Actor | None) -> Involvement:
    """The register team's own sight of a person about to be made."""
    return Involvement.objects.create(
        area_id=area_id,
        person_id=person_id,
        organisation=accounts.register_team(area_id),
        basis=InvolvementBasis.REGISTER_TEAM,
        level=Level.FULL,
        began_at=clock.now(),
        granted_by=by.worker if by else None,
    )


def open_by_override(
    *, person: Person, organisation: Organisation, level: str, by: Actor, **details: object
) -> Involvement:
    """Sight without agreement, approved and limited."""
    return _open(
        person=person, organisation=organisation, basis=InvolvementBasis.OVERRIDE, level=level, by=by, **details
    )
