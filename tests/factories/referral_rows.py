"""Referrals as rows, with their contact promise, for tests of the register team's side."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock, ids
from dsr.people import actions as people
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.referrals.actions import contact
from dsr.referrals.models import Referral, ReferralMove
from dsr.referrals.rules import Attempt
from dsr.tasks import actions as tasks

ANSWERS: dict[str, dict[str, Any]] = {
    "name": {"given_name": "Robin", "family_name": "Ashdown", "called": "Rob"},
    "born": {"born_on": "2001-04-09"},
    "now": {"worries": "I cannot sleep and I hit my head."},
    "talk": {"how_to_talk": "Short sentences. Give me time."},
    "formats": {"formats": ["easy_read"]},
    "contact-way": {"contact_way": "phone"},
    "contact-details": {"contact_phone": "07700 900123", "contact_email": ""},
    "voicemail": {"voicemail": "no"},
    "autism": {"autism": "confirmed"},
    "learning-disability": {"learning_disability": "awaiting_assessment"},
}


def answers(**changes: dict[str, Any]) -> dict[str, Any]:
    """Answers as a form keeps them: typed, and read."""
    pages = {**ANSWERS, **{page.replace("_", "-"): fields for page, fields in changes.items()}}
    return {**pages, "_cleaned": pages, "_form": {}}


def make_referral(area: Any, *, received_at: datetime | None = None, promise: bool = True, **fields: Any) -> Referral:
    """A referral as the public form leaves it. Needs a scope that may write it: ``in_area`` or a coordinator's."""
    received_at = received_at or clock.now()
    policy = policies.in_force(area.pk)
    given = {"answers": answers(), "who_about": "me", "route": "web", "subject_name": "Robin Ashdown"} | fields
    referral = Referral.objects.create(
        area=area,
        reference=ids.new_reference(policy.policy.labels.reference_prefix),
        token_hash=ids.hash_token(ids.new_token()),
        form_version="test",
        received_at=received_at,
        state_at=given.pop("state_at", received_at),
        contact_due_at=given.pop("contact_due_at", None)
        or policy.policy.calendar().due_at(received_at, policy.policy.contact.working_days),
        policy_version_id=policy.version_id,
        **given,
    )
    ReferralMove.objects.create(
        area=area, referral=referral, event="referral_received", to_state=referral.state, made_at=received_at
    )
    if promise:
        _promise(referral)
    return referral


def _promise(referral: Referral) -> None:
    tasks.open_task(
        area_id=referral.area_id,
        kind="contact_promise",
        title=f"Make contact: {referral.reference}",
        due_at=referral.contact_due_at,
        organisation=accounts.register_team(referral.area_id),
        worker=referral.owner,
        referral_id=referral.pk,
        policy_version_id=referral.policy_version_id,
    )


def attempt(
    outcome: str = "no_answer", route: str = "phone", *, ago: timedelta = timedelta(), **fields: Any
) -> Attempt:
    """A try as a worker types it, some time ago."""
    given = {"with_whom": "Robin", "need_met": "yes" if outcome.startswith("spoke") else ""} | fields
    return Attempt(made_at=clock.now() - ago, route=route, outcome=outcome, **given)


def contacted(referral: Referral, by: Actor) -> Referral:
    """The same after a two-way contact."""
    contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person"), by=by)
    referral.refresh_from_db()
    return referral


def make_person(by: Actor, **identity: Any) -> Person:
    """A person whom the register team sees."""
    given = {"given_name": "Robin", "family_name": "Ashdown", "born_on": clock.today().replace(year=2001)} | identity
    return people.create_person(area_id=by.area_id, identity=given, by=by)
