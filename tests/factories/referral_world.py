"""Referrals in every state a page can show, with the longest names, for pictures and for walls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import URLPattern, reverse

import dsr.config.urls  # noqa: F401  (registers the kinds of address the next lines use)
from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.people import actions as people
from dsr.referrals.actions import contact, discussion, handling, matching
from dsr.referrals.models import Referral
from dsr.referrals.urls import urlpatterns
from tests.factories.messages import make_message
from tests.factories.people import decide, make_person
from tests.factories.referral_rows import attempt, contacted, make_referral
from tests.factories.register import COUNCIL

LONG = "Wolfeschlegelsteinhausenbergerdorff-Maximilienne Featherstonehaugh-Cholmondeley-Marjoribanks"
#: Answers to a form, and pages whose own tests look at them as a partner.
POSTED = {"referral_search", "referral_results", "referral_take", "referral_same_day", "discussion_list", "discussion"}
POSTED |= {"referral_give_many"}
#: Every page about a referral that is looked at.
PAGES = [pattern for pattern in urlpatterns if pattern.name not in POSTED]
#: Which of the referrals a page is shown with; the others are shown with the one that is matched.
SHOWN_WITH = {
    "referral_match": "new",
    "referral_new_person": "new",
    "referral_compare": "new",
    "referral_resume": "aside",
    "referral_give_up": "tried",
    "referral_take": "new",
    "referral_same_day": "new",
}


def make_world(area: Any, by: Actor, colleague: Actor) -> dict[str, Any]:
    """A new, a tried, a set aside and a matched referral that is being discussed. Needs the actor's scope."""
    given, family = LONG.split(" ")
    person = make_person(by, council=COUNCIL, given_name=given, family_name=family)
    people.record_profile(person=person, by=by, how_to_talk_to_me="One question at a time", no_voicemail=True)
    long = {
        "given_name": given,
        "family_name": family,
        "decision": "agreed",
        "worries": "Everything is too loud. " * 30,
    }
    new = make_referral(
        area,
        subject_name=LONG,
        said=long,
        same_day=True,
        same_day_reasons=['The words "want to die" were used (harm to themselves).'],
        received_at=clock.now() - timedelta(days=12),
    )
    tried = _tried(area, by)
    aside = handling.set_aside(
        referral=make_referral(area, subject_name=LONG), until=clock.today() + timedelta(days=5), reason="Away", by=by
    )
    matched = _matched(area, by, colleague, person, long)
    message = make_message(by, person=person, referral_id=matched.pk, recipient_name=LONG)
    return {"new": new, "tried": tried, "aside": aside, "matched": matched, "person": person, "message": message}


def _tried(area: Any, by: Actor) -> Referral:
    tried = make_referral(area, subject_name=LONG, owner=by.worker)
    for route in ("phone", "email", "letter"):
        contact.log_attempt(referral=tried, attempt=attempt(route=route), by=by)
    return tried


def _matched(area: Any, by: Actor, colleague: Actor, person: Any, said: dict[str, Any]) -> Referral:
    matched = handling.take(referral=make_referral(area, subject_name=LONG, said=said), by=by)
    wrong = contact.log_attempt(referral=matched, attempt=attempt(note="A long note. " * 20), by=by)
    contact.correct_attempt(attempt=wrong, reason="It was another day", by=by)
    matched = contacted(matched, by)
    matching.match(referral=matched, person=person, by=by, copy=tuple(matching.COPIES))
    handling.give(referral=matched, to=colleague.worker, by=by, reason="I am on leave from tomorrow")
    decide(person, "discuss", by)
    discussion.open_discussion(
        referral=matched, organisations=discussion.offered(person), until=clock.today() + timedelta(days=7), by=by
    )
    return matched


def address_of(pattern: URLPattern, world: dict[str, Any]) -> str:
    """The page of the pattern, shown with the referral it fits."""
    referral = world[SHOWN_WITH.get(pattern.name or "", "matched")]
    known = {
        "pid": referral.public_id,
        "person": world["person"].public_id,
        "reason": "awaiting_assessment",
        "aid": world["matched"].attempts.filter(entered_in_error_at__isnull=True)[0].public_id,
    }
    wanted = pattern.pattern.converters
    return reverse(pattern.name, kwargs={name: known[name] for name in wanted})
