"""How to talk to somebody, who is around them, what is known of their conditions, what they were told and said."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.people import queries, rules, signals
from dsr.people.actions.access import end_keys_of
from dsr.people.actions.decisions import UNSEEN, Unseen
from dsr.people.models import (
    Answer,
    Basis,
    CommunicationProfile,
    Contact,
    Decision,
    Diagnosis,
    DiagnosisStatus,
    ExpressedView,
    InformationGiven,
    Person,
    ViewHolder,
)

Version = TypeVar("Version", bound=Model)


@transaction.atomic
def record_profile(
    *, person: Person, by: Actor | None, replaces: CommunicationProfile | Unseen | None = UNSEEN, **fields: Any
) -> CommunicationProfile:
    """A new version of how to talk to somebody; the one before is kept.

    Raises Conflict when ``replaces`` (what the worker saw) no longer holds.
    """
    _lock(person)
    current = queries.profile(person)
    _replace(current, replaces)
    profile = CommunicationProfile.objects.create(person=person, **_stamp(person, by), **fields)
    audit.record("record_profile", by=by, people=[person.public_id], area_id=person.area_id)
    if by is not None and _warns_anew(current, profile):
        signals.noteworthy.send(sender=Person, person=person, what="safe_contact", by=by)
    return profile


def _warns_anew(before: CommunicationProfile | None, now: CommunicationProfile) -> bool:
    """Whether what is unsafe has been said for the first time, or differently."""
    unsafe = before.contact_unsafe if before else ""
    newly_silent = now.no_voicemail and not (before and before.no_voicemail)
    return newly_silent or bool(now.contact_unsafe and now.contact_unsafe != unsafe)


@transaction.atomic
def record_diagnosis(
    *,
    person: Person,
    condition: str,
    status: str,
    by: Actor | None,
    confirmed_by_name: str = "",
    confirmed_when: str = "",
    evidence: str = "",
    replaces: Diagnosis | Unseen | None = UNSEEN,
) -> Diagnosis:
    """What is known of one condition now. Raises Refused for a confirmed one without who confirmed it, Conflict."""
    if status == DiagnosisStatus.CONFIRMED and not confirmed_by_name.strip():
        raise Refused("Say who confirmed the diagnosis.")
    _lock(person)
    _replace(queries.diagnoses(person).filter(condition=condition).first(), replaces)
    diagnosis = Diagnosis.objects.create(
        person=person,
        condition=condition,
        status=status,
        confirmed_by_name=confirmed_by_name,
        confirmed_when=confirmed_when,
        evidence=evidence,
        **_stamp(person, by),
    )
    audit.record(
        "record_diagnosis",
        by=by,
        people=[person.public_id],
        area_id=person.area_id,
        condition=condition,
        status=status,
    )
    return diagnosis


def _lock(person: Person) -> None:
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _replace(current: CommunicationProfile | Diagnosis | None, replaces: object) -> None:
    if not isinstance(replaces, Unseen) and replaces != current:
        raise Conflict("Somebody else changed this while you were changing it.")
    if current is not None:
        current.superseded_at = clock.now()
        current.save(update_fields=["superseded_at"])


def _stamp(person: Person, by: Actor | None) -> dict[str, Any]:
    return {"area_id": person.area_id, "recorded_at": clock.now(), "recorded_by": by.worker if by else None}


@transaction.atomic
def add_contact(*, person: Person, by: Actor | None, **fields: Any) -> Contact:
    """Somebody around the person, with the authority they hold, if any."""
    contact = Contact.objects.create(person=person, **_stamp(person, by), **fields)
    audit.record(
        "add_contact",
        by=by,
        people=[person.public_id],
        targets=[contact.public_id],
        area_id=person.area_id,
        authority=contact.authority,
    )
    return contact


@transaction.atomic
def end_contact(*, contact: Contact, reason: str, by: Actor) -> Contact:
    """They are no longer around the person; the row stays. Raises Refused when it has ended already."""
    locked = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if locked.ended_at is not None:
        raise Refused("This contact has already ended.")
    locked.ended_at = clock.now()
    locked.ended_by = by.worker
    locked.ended_reason = reason
    locked.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    audit.record("end_contact", by=by, people=[locked.person.public_id], targets=[locked.public_id])
    end_keys_of(contact=locked, by=by)
    return locked


@transaction.atomic
def record_information(*, person: Person, by: Actor, **fields: Any) -> InformationGiven:
    """Who was told what about the register, in which format, when. Raises Refused for a day to come."""
    if fields["given_on"] > clock.today():
        raise Refused("Information cannot have been given in the future.")
    given = InformationGiven.objects.create(person=person, **_stamp(person, by), **fields)
    audit.record("record_information", by=by, people=[person.public_id], recipient=given.recipient, format=given.format)
    return given


@transaction.atomic
def record_view(*, person: Person, by: Actor | None, **fields: Any) -> ExpressedView:
    """What somebody thinks; never a decision. The person's own objection starts a review of what others decided."""
    view = ExpressedView.objects.create(person=person, **_stamp(person, by), **fields)
    audit.record(
        "record_view",
        by=by,
        people=[person.public_id],
        area_id=person.area_id,
        decision=view.kind,
        holder=view.holder,
        answer=view.answer,
    )
    if view.holder == ViewHolder.PERSON and view.answer == Answer.REFUSED:
        _review_if_objected(view, by)
    return view


@transaction.atomic
def mark_views_in_error(*, person: Person, source: str, reason: str, by: Actor) -> int:
    """What came from this source was never about this person (an undone match). How many views were marked."""
    marked = ExpressedView.objects.filter(person=person, source=source, entered_in_error_at__isnull=True).update(
        entered_in_error_at=clock.now(), entered_in_error_by=by.worker, entered_in_error_reason=reason
    )
    audit.record("mark_views_in_error", by=by, people=[person.public_id], area_id=person.area_id, views=marked)
    return marked


def _review_if_objected(view: ExpressedView, by: Actor | None) -> None:
    decision = queries.holding(view.person, view.kind, view.organisation)
    if decision is None or decision.basis not in rules.FOR_ANOTHER:
        return
    if decision.basis == Basis.BEST_INTERESTS and decision.best_interests is not None:
        decision.best_interests.review_on = clock.today()
        decision.best_interests.save(update_fields=["review_on"])
    signals.objection_recorded.send(sender=Decision, person=view.person, decision=decision, view=view, by=by)
