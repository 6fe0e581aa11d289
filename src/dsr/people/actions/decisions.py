"""Recording, withdrawing and ending decisions: what they open and end happens in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.core.errors import Conflict
from dsr.people import key_rules, queries, rules, signals
from dsr.people.actions.involvement import (
    council_code,
    end_opened_by,
    end_sharing,
    open_by_decision,
    open_what_holds,
    sharing_is_open,
)
from dsr.people.holder import Holder
from dsr.people.models import (
    Answer,
    BestInterestsDecision,
    CapacityAssessment,
    Contact,
    Decision,
    DecisionKind,
    Person,
)
from dsr.policy import queries as policies


class Unseen:
    """Stands for "the caller did not look at what was there before"."""


UNSEEN = Unseen()


@transaction.atomic
def record_decision(
    *,
    person: Person,
    kind: str,
    answer: str,
    basis: str,
    decided_by_name: str,
    decided_at: datetime,
    wording: str,
    format: str,
    by: Actor | Holder,
    organisation: Organisation | None = None,
    level: str = "",
    language: str = "en",
    capacity_assessment: CapacityAssessment | None = None,
    best_interests: BestInterestsDecision | None = None,
    competence_note: str = "",
    authority_seen: str = "",
    decided_by_contact: Contact | None = None,
    note: str = "",
    replaces: Decision | Unseen | None = UNSEEN,
) -> Decision:
    """Record what was decided, in place of what stood before; open or end sight as it says.

    Raises Refused when the basis does not carry it, Conflict when ``replaces`` (what the worker saw standing)
    no longer stands.
    """
    decision = Decision(
        person=Person.objects.select_for_update(of=("self",)).get(pk=person.pk),
        kind=kind,
        organisation=organisation,
        answer=answer,
        basis=basis,
        decided_by_name=decided_by_name,
        decided_by_contact=decided_by_contact,
        decided_at=decided_at,
        capacity_assessment=capacity_assessment if basis in rules.FOR_ANOTHER else None,
        best_interests=best_interests if basis == "best_interests" else None,
        competence_note=competence_note,
        authority_seen=authority_seen,
        wording=wording,
        language=language,
        format=format,
        level=level,
        note=note,
    )
    return _record(decision, by=by, replaces=replaces)


def _record(decision: Decision, *, by: Actor | Holder, replaces: Decision | Unseen | None) -> Decision:
    person = decision.person
    current = queries.current_decision(person, decision.kind, decision.organisation)
    _check_by(by, person, current, agrees=decision.answer == Answer.AGREED)
    if not isinstance(replaces, Unseen) and replaces != current:
        raise Conflict("Somebody else recorded a decision about this while you were writing yours.")
    latest = queries.latest_capacity(person, decision.kind, decision.organisation)
    rules.check_can_decide(rules.Proposal(decision, latest_capacity=latest, current=current))
    _complete(decision, by)
    if current is not None:
        current.superseded_at = decision.recorded_at
        current.save(update_fields=["superseded_at"])
    decision.save(force_insert=True)
    _audit("record_decision", decision, by)
    _take_effect(decision, by=by)
    signals.decision_recorded.send(sender=Decision, person=person, decision=decision, by=by)
    return decision


def _check_by(by: Actor | Holder, person: Person, current: Decision | None, *, agrees: bool) -> None:
    """The register team records what somebody decided; on their own page the person decides. Raises Refused."""
    if isinstance(by, Holder):
        key_rules.check_can_change_own(by, person, current, agrees=agrees)
    else:
        rules.check_can_record(by)


def _complete(decision: Decision, by: Actor | Holder) -> None:
    in_force = policies.in_force(decision.person.area_id)
    decision.area_id = decision.person.area_id
    decision.policy_version_id = in_force.version_id
    decision.level = rules.level_to_grant(in_force.policy, council_code(decision.person), decision)
    decision.recorded_at = clock.now()
    decision.recorded_by = by.worker
    decision.retake_due_on = rules.retake_due_on(decision.person, decision.basis)


def _take_effect(decision: Decision, *, by: Actor | Holder) -> None:
    """Agreed: open what it opens. Anything else: end at once what an agreement had opened."""
    if not decision.holds:
        _end_effect(decision, reason="The decision changed", by=by, closes=decision.answer == Answer.REFUSED)
    elif decision.kind == DecisionKind.JOIN:
        open_what_holds(decision.person, by=by)
    elif sharing_is_open(decision.person):
        open_by_decision(decision, by=by)


def _end_effect(decision: Decision, *, reason: str, by: Actor | Holder | None, closes: bool) -> None:
    """End sight; where joining itself is refused or withdrawn (``closes``), the register hears of it."""
    if decision.kind == DecisionKind.JOIN and closes:
        end_sharing(person=decision.person, reason=reason, by=by, withdrawn=True)
        signals.join_withdrawn.send(sender=Decision, person=decision.person, by=by)
    else:
        end_opened_by(decision, reason=reason, by=by)


@transaction.atomic
def withdraw_decision(*, decision: Decision, withdrawn_by_name: str, reason: str, by: Actor | Holder) -> Decision:
    """Take an agreement back: everything it opened ends in this transaction.

    Raises Refused when there is nothing to withdraw any more, or nobody is named as withdrawing it.
    """
    locked = Decision.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    decision = locked.get(pk=decision.pk)
    _check_by(by, decision.person, decision, agrees=False)
    rules.check_can_withdraw(decision, withdrawn_by_name)
    decision.withdrawn_at = clock.now()
    decision.withdrawn_by_name = withdrawn_by_name
    decision.withdrawn_recorded_by = by.worker
    decision.withdrawn_reason = reason
    decision.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_recorded_by", "withdrawn_reason"])
    _audit("withdraw_decision", decision, by)
    _end_effect(decision, reason="The decision was withdrawn", by=by, closes=True)
    signals.decision_withdrawn.send(sender=Decision, person=decision.person, decision=decision, by=by)
    return decision


@transaction.atomic
def mark_decision_in_error(*, decision: Decision, reason: str, by: Actor) -> Decision:
    """It was recorded for the wrong person, or wrongly: it counts no longer, and what it opened ends now.

    What stood before does not come back by itself: nobody has decided, until a decision is recorded. Raises Refused.
    """
    rules.check_can_record(by)
    locked = Decision.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    decision = locked.get(pk=decision.pk)
    rules.check_can_mark_in_error(decision.entered_in_error_at, reason)
    held, now = decision.holds, clock.now()
    decision.entered_in_error_at, decision.entered_in_error_by = now, by.worker
    decision.entered_in_error_reason = reason.strip()
    decision.superseded_at = decision.superseded_at or now
    decision.save(
        update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason", "superseded_at"]
    )
    _audit("mark_decision_in_error", decision, by)
    if held:
        _end_effect(decision, reason="The decision was entered in error", by=by, closes=False)
        signals.decision_lapsed.send(sender=Decision, person=decision.person, decision=decision, by=by)
    return decision


def lapse(decision: Decision, *, reason: str, by: Actor | Holder | None) -> None:
    """The basis of a decision is gone: it no longer holds, and what it opened ends now."""
    decision.lapsed_at = clock.now()
    decision.lapse_reason = reason
    decision.save(update_fields=["lapsed_at", "lapse_reason"])
    _audit("lapse_decision", decision, by)
    _end_effect(decision, reason="The decision no longer has a basis", by=by, closes=False)
    signals.decision_lapsed.send(sender=Decision, person=decision.person, decision=decision, by=by)


def _audit(action: str, decision: Decision, by: Actor | Holder | None) -> None:
    organisation = decision.organisation
    audit.record(
        action,
        by=by or audit.NamedActor("job"),
        people=[decision.person.public_id],
        targets=[decision.public_id, *([organisation.public_id] if organisation else [])],
        area_id=decision.area_id,
        decision=decision.kind,
        answer=decision.answer,
        basis=decision.basis,
    )
