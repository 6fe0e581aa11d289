"""Saying who a referral is about. Nothing is linked, made or copied without a human."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.evidence import actions as evidence_files
from dsr.people import actions as people
from dsr.people import queries as people_queries
from dsr.people.models import DecisionKind, Person
from dsr.policy import queries as policies
from dsr.referrals import rules, submitted
from dsr.referrals.actions.moving import change, locked
from dsr.referrals.models import Referral, ReferralMatch
from dsr.referrals.presenters.answers import expressed
from dsr.tasks import actions as tasks

#: What staff may have copied from the referral to the person, and the words that offer it.
COPIES = {
    "needs": "How to talk to them, and what they need",
    "safe_contact": "How to contact them safely",
    "contacts": "The people around them",
    "diagnosis": "What it says about diagnosis, marked as not confirmed",
}


@transaction.atomic
def match(
    *,
    referral: Referral,
    person: Person,
    by: Actor,
    agreeing: Iterable[str] = (),
    differing: Iterable[str] = (),
    copy: Collection[str] = (),
    seen: str | None = None,
) -> Referral:
    """Link the referral to somebody on record. Opens no sight to anybody. Raises Refused, Conflict."""
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_match(referral)
    evidence = {"agreeing": list(agreeing), "differing": list(differing)}
    return _link(referral, person, ReferralMatch.What.MATCHED, copy, by=by, **evidence)


@transaction.atomic
def create_person_from(
    *,
    referral: Referral,
    identity: Mapping[str, Any],
    by: Actor,
    copy: Collection[str] = (),
    seen: str | None = None,
) -> Person:
    """A new person, whom the register team alone sees, as staff read the referral. Raises Refused, Conflict."""
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_match(referral)
    person = people.create_person(area_id=referral.area_id, identity=identity, by=by)
    _link(referral, person, ReferralMatch.What.CREATED, copy, by=by)
    return person


@transaction.atomic
def unmatch(*, referral: Referral, reason: str, by: Actor, seen: str | None = None) -> Referral:
    """It was somebody else: the link, the views and the discussion that rested on it end. Raises Refused, Conflict.

    What staff chose to copy stays on the person's record, where it can be corrected.
    """
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_unmatch(referral, reason)
    person = rules.matched_person(referral)
    people.end_discussion(referral_id=referral.pk, reason="The referral is about somebody else", by=by)
    people.mark_views_in_error(person=person, source=source(referral), reason=reason.strip()[:500], by=by)
    _row(referral, person, ReferralMatch.What.UNMATCHED, by=by, reason=reason.strip())
    tasks.attach_person(referral_id=referral.pk, person=None, by=by)
    evidence_files.attach_person(referral_id=referral.pk, person=None, by=by)
    return change(referral, "referral_unmatched", by=by, person=None)


def source(referral: Referral) -> str:
    """What a view from the form names as its source."""
    return f"form {referral.reference}"


def _link(referral: Referral, person: Person, what: str, copy: Collection[str], *, by: Actor, **row: Any) -> Referral:
    _row(referral, person, what, by=by, **row)
    tasks.attach_person(referral_id=referral.pk, person=person, by=by)
    evidence_files.attach_person(referral_id=referral.pk, person=person, by=by)
    change(referral, f"referral_{what}", by=by, person=person)
    _record_views(referral, person, by=by)
    for name in COPIES:
        if name in copy:
            _COPYING[name](referral, person, by)
    return referral


def _row(referral: Referral, person: Person, what: str, *, by: Actor, **fields: Any) -> None:
    ReferralMatch.objects.create(
        area_id=referral.area_id,
        referral=referral,
        person=person,
        what=what,
        made_at=clock.now(),
        made_by=by.worker,
        **fields,
    )


def _record_views(referral: Referral, person: Person, *, by: Actor) -> None:
    """What the form says somebody wants is their view, beside the decisions and never one itself."""
    organisations = {one.code: one for one in accounts.organisations(referral.area_id)}
    for view in expressed(referral):
        shared = view.kind == DecisionKind.SHARE
        if shared and view.organisation not in organisations:
            continue
        people.record_view(
            person=person,
            by=by,
            kind=view.kind,
            organisation=organisations[view.organisation] if shared else None,
            holder=submitted.holder(referral),
            holder_name=submitted.holder_name(referral),
            answer=view.answer,
            wording=view.wording,
            language=view.language,
            format=view.format,
            source=source(referral),
            said_at=referral.received_at,
        )


#: The fields of a communication profile that a new version takes over from the one before.
PROFILE = (
    "how_to_talk_to_me", "formats", "adjustments", "language", "interpreter_needed", "interpreter_note",
    "contact_method", "contact_times", "contact_unsafe", "no_voicemail",
)  # fmt: skip


def _copy_profile(person: Person, said: Mapping[str, Any], by: Actor) -> None:
    """Only what was said replaces what stood; the version before is kept."""
    if not said:
        return
    current = people_queries.profile(person)
    kept = {name: getattr(current, name) for name in PROFILE} if current else {}
    people.record_profile(person=person, by=by, **(kept | dict(said)))


def _copy_needs(referral: Referral, person: Person, by: Actor) -> None:
    _copy_profile(person, submitted.needs(referral, policies.current(referral.area_id)), by)


def _copy_safe_contact(referral: Referral, person: Person, by: Actor) -> None:
    _copy_profile(person, submitted.safe_contact(referral), by)


def _copy_contacts(referral: Referral, person: Person, by: Actor) -> None:
    """Whoever is on record under the same name already is left as they are."""
    known = {contact.name.casefold() for contact in people_queries.contacts(person)}
    for around in submitted.contacts(referral):
        if around.fields["name"].casefold() not in known:
            people.add_contact(person=person, by=by, **around.fields)


def _copy_diagnosis(referral: Referral, person: Person, by: Actor) -> None:
    """What is on record already is not weakened by what nobody has checked."""
    known = {diagnosis.condition for diagnosis in people_queries.diagnoses(person)}
    for said in submitted.diagnoses(referral):
        if said["condition"] not in known:
            people.record_diagnosis(person=person, by=by, **said)


_COPYING = {
    "needs": _copy_needs,
    "safe_contact": _copy_safe_contact,
    "contacts": _copy_contacts,
    "diagnosis": _copy_diagnosis,
}
