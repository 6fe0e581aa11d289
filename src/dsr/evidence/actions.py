"""Adding evidence, checking it, and what becomes of it. The only writers."""

from __future__ import annotations

import hashlib
import logging

from django.db import connection, transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.evidence import cleaner, queries, rules, scanning, signals
from dsr.evidence.models import Evidence, EvidenceContent
from dsr.evidence.states import EVENT, EvidenceState
from dsr.people.models import Person

#: In one run of the job, so that one area's heap does not keep the others waiting.
AT_ONCE = 20
NAME = 120

logger = logging.getLogger(__name__)


@transaction.atomic
def add(
    *,
    area_id: int,
    about: str,
    title: str,
    file_name: str,
    content: bytes,
    by: Actor,
    person: Person | None = None,
    referral_id: int | None = None,
) -> Evidence:
    """Keep a file, written anew, beside a person or a referral. Raises Refused, with what to do about the file."""
    sent_hash = hashlib.sha256(content).hexdigest()
    _one_at_a_time(sent_hash)
    here = queries.standing(person, referral_id)
    rules.check_can_add(standing=here.count(), is_here=here.filter(sent_hash=sent_hash).exists())
    cleaned = cleaner.clean(content)
    evidence = Evidence.objects.create(
        area_id=area_id,
        person=person,
        referral_id=referral_id,
        about=about,
        title=title.strip(),
        file_name=shown_name(file_name),
        file_kind=cleaned.kind.value,
        size=len(cleaned.content),
        pages=cleaned.pages,
        sent_hash=sent_hash,
        added_at=clock.now(),
        added_by=by.worker,
    )
    EvidenceContent.objects.create(evidence=evidence, area_id=area_id, content=cleaned.content)
    _tell(evidence, EVENT[EvidenceState.WAITING], by=by, about=about, file_kind=evidence.file_kind)
    if not scanning.is_on():
        _move(evidence, EvidenceState.CLEAN)
    return evidence


def _one_at_a_time(sent_hash: str) -> None:
    """Of the same file sent twice at once the second waits, and finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sent_hash])


def shown_name(file_name: str) -> str:
    """A file's own name without folders and without characters that cannot be seen or turn words round."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(character for character in last if character.isprintable()).strip()
    return seen[-NAME:] or "no name"


@transaction.atomic
def mark_in_error(*, evidence: Evidence, reason: str, by: Actor) -> Evidence:
    """It should never have been here: the entry stays, marked, and nobody opens the file. Raises Refused, Conflict."""
    locked = Evidence.objects.select_for_update(of=("self",)).select_related("person").get(pk=evidence.pk)
    rules.check_can_mark_in_error(locked, reason)
    locked.entered_in_error_at = clock.now()
    locked.entered_in_error_by = by.worker
    locked.entered_in_error_reason = reason.strip()
    locked.save(update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"])
    _tell(locked, "evidence_in_error", by=by)
    return locked


@transaction.atomic
def attach_person(*, referral_id: int, person: Person | None, by: Actor) -> None:
    """After a match the referral's evidence lies on the person's record; with None, after an unmatch, no more."""
    for evidence in Evidence.objects.select_for_update(of=("self",)).filter(referral_id=referral_id).order_by("pk"):
        before, evidence.person = evidence.person, person
        evidence.save(update_fields=["person"])
        _tell(evidence, "evidence_matched" if person else "evidence_unmatched", by=by, person=person or before)


@transaction.atomic
def check_waiting(*, area_id: int) -> int:
    """Have what waits scanned, the oldest first; without a scanner it waits no longer. How many were checked.

    A scanner that does not answer ends the run: the rest goes on waiting.
    """
    chosen = queries.waiting(area_id).select_for_update(of=("self",), skip_locked=True)
    checked = 0
    for evidence in chosen[:AT_ONCE]:
        try:
            _check(evidence)
        except scanning.ScannerUnavailable as unavailable:
            logger.warning("Evidence waits for the scanner. %s", unavailable)
            break
        checked += 1
    return checked


def _check(evidence: Evidence) -> None:
    if not scanning.is_on():
        _move(evidence, EvidenceState.CLEAN)
        return
    stored = EvidenceContent.objects.get(pk=evidence.pk)
    found = scanning.scan(bytes(stored.content))
    if found:
        _move(evidence, EvidenceState.REFUSED, found=found, checked_with=scanning.NAME)
        stored.delete()
        signals.evidence_refused.send(sender=Evidence, evidence=evidence)
    else:
        _move(evidence, EvidenceState.CLEAN, checked_with=scanning.NAME)


def _move(evidence: Evidence, to: EvidenceState, *, found: str = "", checked_with: str = "") -> None:
    evidence.state, evidence.checked_at = to, clock.now()
    evidence.refused_reason, evidence.checked_with = found, checked_with
    evidence.save(update_fields=["state", "checked_at", "refused_reason", "checked_with"])
    _tell(evidence, EVENT[to], by=audit.SERVICE, checked_with=checked_with)


def _tell(evidence: Evidence, what: str, *, by: audit.Actor, person: Person | None = None, **detail: str) -> None:
    about = person or evidence.person
    audit.record(
        what,
        by=by,
        people=[about.public_id] if about else [],
        targets=[f"evidence:{evidence.public_id}"],
        area_id=evidence.area_id,
        **detail,
    )
