"""Making a person and correcting who it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.audit import actions as audit
from dsr.core import clock, scope
from dsr.core.errors import Conflict, Refused
from dsr.core.partial_dates import PartialDate
from dsr.people import rules, signals
from dsr.people.actions.access import end_parental_keys
from dsr.people.actions.involvement import end_involvements, open_for_team, open_what_holds
from dsr.people.models import Basis, Decision, Identity, Involvement, InvolvementBasis, Person
from dsr.policy import queries as policies


@transaction.atomic
def create_person(*, area_id: int, identity: Mapping[str, Any], by: Actor | None) -> Person:
    """A new person whom the register team alone sees. Raises Refused for an NHS number already on record.

    The wall lets nobody write a person they do not see, so the involvement comes first (its foreign key waits
    for the commit), then the scope is told that time has passed, then the person.
    """
    values = identity_values(identity)
    _check_number(area_id, values.get("nhs_number", ""))
    pk = _next_id()
    open_for_team(pk, area_id, by=by)
    scope.refresh()
    person = Person(pk=pk, area_id=area_id, created_at=clock.now(), created_by=by.worker if by else None, **values)
    person.sort_name = sort_name(person)
    person.save(force_insert=True)
    _keep_version(person, reason="", by=by)
    audit.record("create_person", by=by, people=[person.public_id], area_id=area_id)
    signals.identity_recorded.send(sender=Person, person=person, by=by)
    return person


def identity_values(identity: Mapping[str, Any]) -> dict[str, Any]:
    """Only identity fields; a date known in part becomes its earliest day and is marked approximate."""
    unknown = set(identity) - set(Person.IDENTITY)
    if unknown:
        raise TypeError(f"Not part of an identity: {', '.join(sorted(unknown))}")
    values = dict(identity)
    born = values.get("born_on")
    if isinstance(born, PartialDate):
        values["born_on"] = born.earliest
        values["born_on_is_approximate"] = not born.is_exact
    return values


def sort_name(person: Person) -> str:
    """The family name first, without accents or capitals: databases differ in how they sort those."""
    text = unicodedata.normalize("NFKD", f"{person.family_name} {person.given_name}".casefold())
    return "".join(letter for letter in text if not unicodedata.combining(letter))[:210].strip()


def _next_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))")
        return int(cursor.fetchone()[0])


def _check_number(area_id: int, number: str, but: int | None = None) -> None:
    others = Person.objects.filter(area_id=area_id, nhs_number=number)
    if number and (others if but is None else others.exclude(pk=but)).exists():
        raise Refused("Somebody on record already has this NHS number. Check the number, or match to that person.")


def _keep_version(person: Person, *, reason: str, by: Actor | None) -> None:
    Identity.objects.create(
        area_id=person.area_id,
        person=person,
        revision=person.revision,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by=by.worker if by else None,
        **person.identity(),
    )


@transaction.atomic
def amend_identity(
    *, person: Person, changes: Mapping[str, Any], reason: str, expected_revision: int, by: Actor
) -> Person:
    """Correct who it is; every earlier version is kept.

    Raises Conflict when somebody else has corrected it since ``expected_revision``, Refused for an NHS number that
    is somebody else's.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.revision != expected_revision:
        raise Conflict("Somebody else changed these details while you were changing them.")
    values = identity_values(changes)
    _check_number(locked.area_id, values.get("nhs_number", ""), but=locked.pk)
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    if not changed:
        return locked
    moved = bool({"address", "postcode"} & set(changed)) and bool(locked.address or locked.postcode)
    for name in changed:
        setattr(locked, name, values[name])
    locked.revision += 1
    locked.sort_name = sort_name(locked)
    locked.save(update_fields=[*changed, "revision", "sort_name"])
    _keep_version(locked, reason=reason, by=by)
    if "born_on" in changed:
        _reckon_retakes(locked)
        end_parental_keys(person=locked, by=by)
    audit.record("amend_identity", by=by, people=[locked.public_id], revision=locked.revision, changed=changed)
    if moved:
        signals.noteworthy.send(sender=Person, person=locked, what="moved_home", by=by)
    signals.identity_recorded.send(sender=Person, person=locked, by=by)
    return locked


def _reckon_retakes(person: Person) -> None:
    """A corrected birth date moves the day on which a parent's decision has to be taken again."""
    parental = Decision.objects.filter(person=person, basis=Basis.PARENTAL, superseded_at__isnull=True)
    parental.update(retake_due_on=rules.retake_due_on(person, Basis.PARENTAL))


@transaction.atomic
def confirm_residence(*, person: Person, council: Organisation, basis: str, by: Actor) -> Person:
    """A human says which council is responsible and why. Sight of any other council ends at once.

    Raises Refused for an organisation that is not a council of the area, or without a basis.
    """
    _check_council(person, council, basis)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    moved = locked.council_id is not None and locked.council_id != council.pk
    locked.council = council
    locked.residence_basis = basis
    locked.residence_confirmed_at = clock.now()
    locked.residence_confirmed_by = by.worker
    locked.save(update_fields=["council", "residence_basis", "residence_confirmed_at", "residence_confirmed_by"])
    others = Involvement.objects.filter(person=locked, organisation__kind="council").exclude(organisation=council)
    others = others.filter(basis__in=[InvolvementBasis.SHARING, InvolvementBasis.DISCUSSION])
    end_involvements(others, reason="Another council is responsible for the person", by=by)
    open_what_holds(locked, by=by)
    audit.record("confirm_residence", by=by, people=[locked.public_id], targets=[council.public_id])
    if moved:
        signals.noteworthy.send(sender=Person, person=locked, what="moved_council", by=by)
    return locked


def _check_council(person: Person, council: Organisation, basis: str) -> None:
    councils = {option.code for option in policies.current(person.area_id).organisations_of_kind("council")}
    if council.area_id != person.area_id or council.code not in councils:
        raise Refused("Choose one of the councils of this area.")
    if not basis.strip():
        raise Refused("Say what the confirmation rests on.")


@transaction.atomic
def set_address_sensitive(*, person: Person, sensitive: bool, reason: str, by: Actor) -> Person:
    """Hide the address behind a reason, or stop hiding it. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("Say why.")
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    newly = sensitive and not locked.address_is_sensitive
    locked.address_is_sensitive = sensitive
    locked.save(update_fields=["address_is_sensitive"])
    audit.record("set_address_sensitive", by=by, people=[locked.public_id], sensitive=sensitive, why=reason)
    if newly:
        signals.noteworthy.send(sender=Person, person=locked, what="hidden_address", by=by)
    return locked


@transaction.atomic
def record_death(*, person: Person, died_on: date, by: Actor) -> Person:
    """Somebody has died: from now on nothing is sent to them."""
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    locked.died_on = died_on
    locked.save(update_fields=["died_on"])
    audit.record("record_death", by=by, people=[locked.public_id])
    signals.noteworthy.send(sender=Person, person=locked, what="died", by=by)
    return locked


@transaction.atomic
def withdraw_record(*, person: Person, reason: str, by: Actor) -> Person:
    """A record that should never have been made: it says nobody's name any more, and nobody sees it.

    The versions before stay where no page reaches them, as every correction does.
    """
    changes = Person().identity() | {"given_name": "", "family_name": "", "born_on": None}
    person = amend_identity(person=person, changes=changes, reason=reason, expected_revision=person.revision, by=by)
    audit.record("withdraw_record", by=by, people=[person.public_id], area_id=person.area_id)
    end_involvements(Involvement.objects.filter(person=person), reason=reason, by=by)
    return person
