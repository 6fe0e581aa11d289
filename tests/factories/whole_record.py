"""A record with a row in every table that points at a person, for tests of merging."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.db import models

from dsr.accounts.actor import Actor
from dsr.core import clock, ids
from dsr.matching.queries import Relation
from dsr.people import actions as people
from dsr.people.holder import Holder
from dsr.people.models import InformationGiven, KeyVisit, Person
from dsr.policy.models import Area
from dsr.referrals.actions import matching
from dsr.register import actions as register
from dsr.register.models import Assessment, AssessmentSection, Entry
from tests.factories import referral_rows
from tests.factories.messages import make_message
from tests.factories.person_world import make_world
from tests.factories.register import rate, tell

_number = count(1)


def make_whole_record(team: Actor, lead: Actor, clinician: Actor, **identity: Any) -> Person:
    """On the register, with everything a person can have but what ``bare_row`` adds. Needs a scope."""
    world = make_world(team, lead, **identity)
    person: Person = world["person"]
    people.record_profile(person=person, by=team, how_to_talk_to_me="Short sentences")
    _own_page(world["key"], person)
    for recipient in InformationGiven.Recipient.values:
        tell(person, recipient, team)
    rate(person, "red", clinician, needs=[("respite", "Two nights a month")])
    _section(person, clinician)
    register.open_entry(person=person, referral_reference=f"CW-TEST-{next(_number)}", by=team)
    _referred(person, team)
    make_message(team, person=person, body="Dear you")
    return Person.objects.get(pk=person.pk)


def close(person: Person, team: Actor) -> Person:
    """What one person can have only once is ended, so that the record can be made one with another."""
    entry = Entry.objects.get(person=person, state="open")
    register.close_entry(entry=entry, reason="moved_area", by=team)
    for key in person.keys.filter(revoked_at__isnull=True):
        people.revoke_key(key=key, reason="Not needed", by=team)
    return Person.objects.get(pk=person.pk)


def _own_page(key: Any, person: Person) -> None:
    now = clock.now()
    KeyVisit.objects.create(
        area_id=person.area_id, person=person, key=key, key_token=key.token_hash, token_hash=ids.new_token(),
        began_at=now, seen_at=now, ended_at=now,
    )  # fmt: skip
    people.keep_request(person=person, kind="talk", words="Ring me", language="en", reading="standard", by=Holder(key))


def _section(person: Person, clinician: Actor) -> None:
    AssessmentSection.objects.create(
        area_id=person.area_id, person=person, assessment=Assessment.objects.filter(person=person)[0],
        section="strengths", revision=99, answers={}, saved_at=clock.now(), saved_by=clinician.worker,
    )  # fmt: skip


def _referred(person: Person, team: Actor) -> None:
    area = Area.objects.get(pk=person.area_id)
    referral = referral_rows.contacted(referral_rows.make_referral(area), team)
    matching.match(referral=referral, person=person, by=team)


def bare_row(relation: Relation, person: Person, by: Actor) -> models.Model:
    """The least a row of any table can be. For tables this file does not know: give it what it demands here."""
    values = {
        field.name: _value(field, person, by)
        for field in relation.model._meta.concrete_fields
        if not (field.primary_key or field.null or field.has_default()) and field.name != relation.field
    }
    return relation.model._default_manager.create(**{relation.field: person}, **values)


def _value(field: models.Field, person: Person, by: Actor) -> Any:
    known: dict[str, Any] = {
        "policy.Area": person.area, "accounts.Worker": by.worker, "accounts.Organisation": by.organisation,
        "people.Person": person,
    }  # fmt: skip
    if field.is_relation:
        label = field.related_model._meta.label  # type: ignore[union-attr]
        return known[label] if label in known else _bare_parent(field, person, by)
    if field.choices:
        return next(iter(field.choices))[0]
    for kind, value in (
        (models.DateTimeField, clock.now()), (models.DateField, date(2026, 1, 1)), (models.BooleanField, False),
        (models.IntegerField, next(_number)), (models.FloatField, 1.0), (models.JSONField, {}),
        (models.BinaryField, b"x"),
    ):  # fmt: skip
        if isinstance(field, kind):
            return value
    return "" if field.blank else f"{next(_number)}"


def _bare_parent(field: models.Field, person: Person, by: Actor) -> models.Model:
    model = field.related_model
    values = {
        parent.name: _value(parent, person, by)
        for parent in model._meta.concrete_fields  # type: ignore[union-attr]
        if not (parent.primary_key or parent.null or parent.has_default())
    }
    return model._default_manager.create(**values)  # type: ignore[union-attr]
