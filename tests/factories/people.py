"""People and decisions for tests, made by the actions that make them in the product."""

from __future__ import annotations

import secrets
from datetime import date
from itertools import count
from typing import Any

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.people import actions
from dsr.people.models import CapacityAssessment, Decision, Person
from dsr.policy import queries as policies
from dsr.referrals.models import Referral

WORDING = "Do you want to be on the register? You can change your mind at any time."
ADULT, CHILD, SIXTEEN = date(1990, 3, 14), date(2014, 3, 14), date(2010, 3, 14)
_number = count(1)


def make_person(by: Actor, *, council: str | None = None, born_on: date | None = ADULT, **identity: Any) -> Person:
    """A person of the actor's area; with ``council`` its ordinary residence is confirmed. Needs a scope."""
    values = {"given_name": "Ada", "family_name": f"Example{next(_number)}", "born_on": born_on} | identity
    person = actions.create_person(area_id=by.area_id, identity=values, by=by)
    if council:
        person = actions.confirm_residence(
            person=person, council=organisation(by, council), basis="Lives and votes there", by=by
        )
    return person


def organisation(by: Actor, code: str) -> Organisation:
    """An organisation of the actor's area by its code in the policy."""
    return accounts.organisation(by.area_id, code)


def decide(person: Person, kind: str, by: Actor, *, share_with: str | None = None, **fields: Any) -> Decision:
    """A decision, agreed by the person unless said otherwise."""
    values: dict[str, Any] = {
        "answer": "agreed",
        "basis": "own",
        "decided_by_name": person.full_name,
        "decided_at": clock.now(),
        "wording": WORDING,
        "format": "spoken",
    }
    if share_with:
        values["organisation"] = organisation(by, share_with)
    return actions.record_decision(person=person, kind=kind, by=by, **(values | fields))


def join(person: Person, by: Actor, *, share_with: tuple[str, ...] = ()) -> Person:
    """Agreed to join and to share with these; on the register since now."""
    decide(person, "join", by)
    for code in share_with:
        decide(person, "share", by, share_with=code)
    return actions.begin_sharing(person=person, by=by)


def lacking(person: Person, kind: str, by: Actor, **fields: Any) -> CapacityAssessment:
    """A capacity assessment that finds capacity lacking for this decision."""
    values: dict[str, Any] = {
        "assessed_on": clock.today(),
        "assessed_by_name": "Dr Grey",
        "help_given": "Pictures, two visits, her sister present",
        "understand": "yes",
        "retain": "no",
        "weigh": "no",
        "communicate": "yes",
        "because_of_impairment": "yes",
        "impairment": "Learning disability",
    }
    return actions.record_capacity(person=person, decision_kind=kind, by=by, **(values | fields))


def make_referral(by: Actor) -> Referral:
    """The least a referral needs, for what only points at one."""
    now = clock.now()
    return Referral.objects.create(
        area_id=by.area_id,
        reference=f"T-{next(_number)}-{secrets.token_hex(3)}",
        token_hash=secrets.token_hex(32),
        route="web",
        who_about="me",
        form_version="1",
        answers={},
        subject_name="Ada Example",
        received_at=now,
        contact_due_at=now,
        state_at=now,
        policy_version_id=policies.in_force(by.area_id).version_id,
    )
