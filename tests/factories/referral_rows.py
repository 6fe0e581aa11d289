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

#: A whole form as somebody fills it in for themselves: every page that is asked, with its fields as they are read.
OWN: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "who": {"who": "me"},
    "helper": {"helped": "no"},
    "name": {"given_name": "Robin", "family_name": "Ashdown", "called": "Rob"},
    "born": {"born_on": "2001-04-09", "born_not_known": []},
    "nhs-number": {"nhs_number": ""},
    "lives": {"lives": "address"},
    "address": {"address_line_1": "1 Test Street", "address_line_2": "", "town": "Coventry", "postcode": "CV1 2NT"},
    "gp": {"gp": "The Surgery"},
    "learning-disability": {"learning_disability": "confirmed"},
    "autism": {"autism": "not_known"},
    "diagnosis-by": {"diagnosed_by": "Dr Example", "diagnosed_when": "2010"},
    "now": {"worries": "It is too loud at home and I cannot sleep."},
    "tried": {"tried": "A new room"},
    "helps": {"helps": "Music"},
    "could-help": {"could_help": "Somebody to talk to"},
    "people": {"people": "no"},
    "talk": {"how_to_talk": "Short sentences"},
    "formats": {"formats": ["easy_read"]},
    "adjustments": {"adjustments": ["more_time"], "adjustments_other": ""},
    "language": {"language": "en", "language_other": ""},
    "contact-way": {"contact_way": "phone"},
    "contact-details": {"contact_phone": "07700 900982", "contact_email": "robin@example.org"},
    "contact-times": {"contact_times": "After 10am"},
    "voicemail": {"voicemail": "no"},
    "address-safe": {"address_safe": "yes"},
    "contact-unsafe": {"contact_unsafe": ""},
}
#: What somebody who fills it in for another is asked as well.
FILLER: dict[str, dict[str, Any]] = {
    "filler": {"filler_name": "Pat Filler"},
    "filler-contact": {"filler_phone": "07700 900123", "filler_email": "pat@example.org"},
    "relationship": {"filler_relationship": "Mother"},
    "contact-first": {"contact_first": "filler"},
    "knows": {"knows": "yes"},
    "says": {"says": "I want help"},
}
DECISIONS = (
    ("discuss", "discuss", ""),
    ("join", "join", ""),
    ("share-cwpt", "share", "cwpt"),
    ("cetr", "cetr", ""),
    ("key-worker", "key_worker", "key-worker-service"),
)


def answers(*, who: str = "me", decision: str = "", **changes: Any) -> dict[str, Any]:
    """Answers as a sent form keeps them; ``changes`` are fields by name, wherever they stand."""
    pages = {code: dict(fields) for code, fields in (OWN | ({} if who == "me" else FILLER)).items()}
    pages["who"]["who"] = who
    new = {name: value for name, value in changes.items() if not _set(pages, name, value)}
    pages |= {page.replace("_", "-"): fields for page, fields in new.items()}
    return {**pages, **_decided(pages, decision, who)}


def _set(pages: dict[str, dict[str, Any]], name: str, value: Any) -> bool:
    places = [fields for fields in pages.values() if name in fields] if not isinstance(value, dict) else []
    for fields in places:
        fields[name] = value
    return bool(places)


def _decided(pages: dict[str, Any], decision: str, who: str) -> dict[str, Any]:
    asked = DECISIONS if decision else ()
    chosen = {page: {"decision": decision} for page, _, _ in asked}
    pages |= chosen
    wording = {
        page: {
            "text": f"May we do this: {kind}?",
            "kind": kind,
            "organisation": organisation,
            "language": "en",
            "format": "web page",
            "is_view": who != "me",
        }
        for page, kind, organisation in asked
    }
    return chosen | {"_cleaned": dict(pages), "_form": {"wording": wording, "checks": []}}


def make_referral(area: Any, *, received_at: datetime | None = None, promise: bool = True, **fields: Any) -> Referral:
    """A referral as the public form leaves it; ``said`` changes answers by field or page.

    Needs a scope that may write it: ``in_area`` or a coordinator's.
    """
    received_at = received_at or clock.now()
    policy = policies.in_force(area.pk)
    who = fields.get("who_about", "me")
    said = fields.pop("said", {})
    given = {"who_about": who, "route": "web", "subject_name": "Robin Ashdown"} | fields
    given.setdefault("answers", answers(who=who, **said))
    referral = Referral.objects.create(
        area=area,
        reference=ids.new_reference(policy.policy.labels.reference_prefix),
        token_hash=given.pop("token_hash", None) or ids.hash_token(ids.new_token()),
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
