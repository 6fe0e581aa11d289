"""What the register team and clinicians do once they have spoken with somebody: each step one real action."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dsr.core import clock
from dsr.demo.stage import Stage
from dsr.people import actions as people
from dsr.people.models import CapacityAssessment, Decision, Person
from dsr.people.wording import wording
from dsr.policy import queries as policies
from dsr.referrals import submitted
from dsr.referrals.actions import matching, outcome
from dsr.referrals.models import Referral
from dsr.register import actions as register
from dsr.register import queries as registers
from dsr.register.models import Entry, Rating

COVENTRY, WARWICKSHIRE = "coventry-city-council", "warwickshire-county-council"
TRUST, ICB, MIND, FUTURES = "cwpt", "cw-icb", "cw-mind", "fine-futures"
AGREED, REFUSED, NOT_SURE = "agreed", "refused", "not_sure"

#: Nothing to worry about; the bands below change what a story is about. Questions a tool does not have are left out.
CALM: dict[str, Any] = {
    "going_well": "Likes the weekly routine and knows the neighbours.",
    "what_helps": "A familiar person, a quiet place and time.",
    "own_view": "Wants to stay at home. Said so at a visit.",
    "in_hospital": "not_in",
    "past_admissions": "never",
    "crisis_visits": "none",
    "mental_health": "steady",
    "eating": "no_worry",
    "physical_health": "unlikely",
    "alcohol_drugs": "not_a_risk",
    "distress": "rarely",
    "harm_to_self": "none",
    "harm_to_others": "none",
    "harm_from_others": "no_concern",
    "justice": "none",
    "risky_ways": ["none"],
    "home": "secure",
    "education": "day_place",
    "day_place_secure": "well",
    "staff_changes": "steady",
    "carers": "well",
    "keeping_safe": "can",
    "community_options": "plenty",
    "life_events": ["none"],
    "transition": "no_move",
}
GREEN = CALM | {
    "mental_health": "unwell_managed",
    "distress": "sometimes",
    "home": "some_worry",
    "staff_changes": "some_change",
    "carers": "tired",
    "life_events": ["moved"],
    "transition": "planned",
}
AMBER = GREEN | {
    "mental_health": "getting_worse",
    "distress": "often",
    "crisis_visits": "once",
    "crisis_story": "An argument about money. A walk with a neighbour helped.",
    "carers": "worn_out",
    "keeping_safe": "only_just",
    "community_options": "waiting",
    "life_events": ["loss", "moved"],
}
RED = AMBER | {
    "mental_health": "crisis",
    "distress": "most_days",
    "crisis_visits": "more",
    "crisis_story": "Nights. Twice an ambulance came and left again.",
    "harm_to_self": "serious",
    "home": "under_strain",
    "staff_changes": "much_change",
    "community_options": "all_tried",
}
BLUE = AMBER | {"in_hospital": "in_now", "past_admissions": "past_year", "discharged_on": "not_known"}
TOOL = {"below_green": CALM, "green": GREEN, "amber": AMBER, "red": RED, "blue": BLUE}


def makes_person(stage: Stage, referral: Referral, *, council: str = COVENTRY, confirmed: str = "autism") -> Person:
    """A new person from the referral; the diagnosis and the council responsible are confirmed."""
    by = stage.coordinator
    with by.scope():
        identity = submitted.identity(referral)
        copied = ("needs", "safe_contact", "contacts", "diagnosis")
        person = matching.create_person_from(referral=referral, identity=identity, copy=copied, by=by)
        residence = "Lives here; the council's own record agrees (made up)."
        person = people.confirm_residence(person=person, council=stage.organisation(council), basis=residence, by=by)
        if confirmed:
            people.record_diagnosis(
                person=person,
                condition=confirmed,
                status="confirmed",
                confirmed_by_name="Made-up Clinic",
                confirmed_when="2019",
                evidence="Letter seen (made up).",
                by=by,
            )
    return person


def decides(
    stage: Stage, person: Person, kind: str, answer: str = AGREED, *, share: str = "", **fields: Any
) -> Decision:
    """A decision about one thing, put to the person in the policy's own words."""
    organisation = stage.organisation(share) if share else None
    said: dict[str, Any] = {
        "basis": "own",
        "decided_by_name": person.full_name,
        "decided_at": clock.now(),
        "wording": wording(policies.current(stage.area.pk), kind, organisation),
        "format": "spoken",
    }
    with stage.coordinator.scope():
        return people.record_decision(
            person=person, kind=kind, answer=answer, organisation=organisation, by=stage.coordinator, **(said | fields)
        )


def decides_all(
    stage: Stage,
    person: Person,
    *,
    shares: Mapping[str, str],
    levels: Mapping[str, str] | None = None,
    cetr: str = "",
    key_worker: str = "",
    **fields: Any,
) -> None:
    """Joining, then each organisation on its own; what has no answer was not asked yet."""
    decides(stage, person, "join", **fields)
    for code, answer in shares.items():
        level = {"level": levels[code]} if levels and code in levels else {}
        decides(stage, person, "share", answer, share=code, **(fields | level))
    for kind, answer in (("cetr", cetr), ("key_worker", key_worker)):
        if answer:
            decides(stage, person, kind, answer, **fields)


def informs(stage: Stage, person: Person, recipients: Collection[str] = ("person", "supporting_service")) -> None:
    """The log of information given, which joining needs."""
    names = {
        "person": person.full_name,
        "parental_responsibility": "The parents (made up)",
        "supporting_service": "Made-up Community Team",
    }
    with stage.coordinator.scope():
        for recipient in recipients:
            people.record_information(
                person=person,
                recipient=recipient,
                recipient_name=names[recipient],
                what="What the register is, what changes and what does not",
                format="easy_read" if recipient == "person" else "standard",
                given_on=clock.today(),
                by=stage.coordinator,
            )


def rates(
    stage: Stage,
    person: Person,
    rating: str,
    rationale: str,
    *,
    needs: Iterable[tuple[str, str]] = (),
    override_reason: str = "",
    **found: Any,
) -> Rating:
    """The support tool section by section, then the clinician's decision. ``found`` differs from the band's answers."""
    by = stage.clinician
    answers = TOOL[rating] | found
    with by.scope():
        assessment = register.start_assessment(person=person, by=by)
        for section in registers.definition_of(assessment).sections:
            known = {item.code: answers[item.code] for item in section.items if item.code in answers}
            register.save_section(
                assessment=assessment, section=section.code, answers=known, expected_revision=0, by=by
            )
        return register.decide_rating(
            person=person,
            assessment=assessment,
            rating=rating,
            rationale=rationale,
            override_reason=override_reason,
            support_needs=needs,
            by=by,
        )


def accepts(stage: Stage, referral: Referral) -> Entry:
    with stage.coordinator.scope():
        return outcome.accept(referral=referral, by=stage.coordinator)


def assesses_capacity(stage: Stage, person: Person, kind: str, **fields: Any) -> CapacityAssessment:
    """An assessment that finds capacity lacking for this one decision."""
    findings: dict[str, Any] = {
        "assessed_on": clock.today(),
        "assessed_by_name": "Clem Clinician",
        "help_given": "Pictures, objects, two visits at a good time of the day, with the sister in the room.",
        "understand": "no",
        "retain": "no",
        "weigh": "no",
        "communicate": "yes",
        "because_of_impairment": "yes",
        "impairment": "Severe learning disability",
    }
    with stage.coordinator.scope():
        return people.record_capacity(person=person, decision_kind=kind, by=stage.coordinator, **(findings | fields))
