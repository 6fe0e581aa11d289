"""Drafts filled in page by page through the real forms, and referrals sent from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from dsr.core import ids, scope
from dsr.referrals.actions import drafts, submission
from dsr.referrals.form import answering
from dsr.referrals.form.asked import journey_of
from dsr.referrals.form.pages import Page, words_of
from dsr.referrals.form.wording import NOT_SURE
from dsr.referrals.models import Draft, Referral

#: one plain answer to every question; tests override what they are about
TYPED: dict[str, Any] = {
    "danger": "no",
    "who": "me",
    "received_on_day": "20",
    "received_on_month": "11",
    "received_on_year": "2026",
    "received_time": "10:30am",
    "helped": "no",
    "helper_name": "Jo Helper",
    "helper_relationship": "my support worker",
    "helper_may_talk": "yes",
    "filler_name": "Pat Filler",
    "filler_job": "Social worker",
    "filler_organisation": "Transitions team",
    "filler_phone": "07700 900 123",
    "filler_email": "pat@example.org",
    "filler_relationship": "I know them well",
    "authority": ["none"],
    "knows": "yes",
    "says": "I want help",
    "given_name": "Alex",
    "family_name": "Example",
    "called": "Lex",
    "born_on_day": "3",
    "born_on_month": "2",
    "born_on_year": "1990",
    "about_age": "over_25",
    "nhs_number": "999 123 4500",
    "lives": "address",
    "address_line_1": "1 Test Street",
    "town": "Coventry",
    "postcode": "cv1 2nt",
    "gp": "The Surgery",
    "learning_disability": "confirmed",
    "autism": "not_known",
    "diagnosed_by": "Dr Example",
    "diagnosed_when": "2010",
    "worries": "It is too loud at home and I cannot sleep.",
    "tried": "A new room",
    "helps": "Music",
    "could_help": "Somebody to talk to",
    "services": "Community team",
    "concerns": ["placement"],
    "concerns_when": "weeks",
    "people": "no",
    "another": "no",
    "how_to_talk": "Short sentences",
    "formats": ["standard"],
    "adjustments": ["more_time"],
    "language": "en",
    "interpreter": "yes",
    "contact_first": "filler",
    "contact_way": "phone",
    "trusted_name": "Robin Trusted",
    "trusted_phone": "07700 900 456",
    "contact_phone": "07700 900 982",
    "contact_email": "alex@example.org",
    "contact_times": "After 10am",
    "voicemail": "no",
    "address_safe": "yes",
    "contact_unsafe": "",
    "capacity": "has",
    "capacity_evidence": "Seen on Monday",
    "explained": "Easy Read leaflet",
    "consent_said": "Wants to join",
    "say_no": "keep",
    "decision": NOT_SURE,
}


def born(year: int) -> dict[str, str]:
    """Born on 3 February of the year."""
    return {"born_on_year": str(year)}


def posted(values: Mapping[str, Any]) -> QueryDict:
    """As a browser sends it."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def answer(draft: Draft, page: Page, typed: Mapping[str, Any]) -> Draft:
    """Save one page as the form does; the answers must be right."""
    asking = journey_of(draft).asking
    form = page.form(posted(typed), asking=asking)
    wording = words_of(page, asking)
    if wording:
        form.use(wording)
    assert form.is_valid(), (page.code, form.errors)
    shown = answering.shown(wording, asking) if wording else None
    return drafts.save_answers(
        draft=draft,
        page=page.code,
        answers=form.typed(),
        cleaned=form.cleaned_answers(),
        wording=shown,
        seen=asking.seen,
    )


def fill(draft: Draft, **changes: Any) -> Draft:
    """Answer every page these answers lead through."""
    typed = TYPED | changes
    while unfinished := journey_of(draft).unfinished():
        for page in unfinished[0].pages:
            if page.is_people_list and not draft.answers.get("people-list", {}).get("people"):
                draft = add_person(draft)
            draft = answer(draft, page, typed)
    return draft


def add_person(draft: Draft, name: str = "Dr Grey") -> Draft:
    """Somebody who is involved."""
    fields = {"involved_name": name, "involved_role": "doctor", "involved_may_talk": "yes"}
    return drafts.save_person(draft=draft, person_id=ids.new_public_id(), answers=fields, complete=True)


def make_draft(area, *, route: str = "web", **changes: Any) -> Draft:
    """A complete draft of the public form, ready to send. Call it inside the test's own scope."""
    draft, _token = drafts.start_draft(area_id=area.pk, route=route)
    with scope.public(area_id=area.pk, token=draft.token_hash):
        return fill(draft, **changes)


def make_referral(area, **changes: Any) -> Referral:
    """A referral as the public sends it: ``make_referral(area, who="my_child", born_on_year="2014")``."""
    draft = make_draft(area, **changes)
    with scope.public(area_id=area.pk, token=draft.token_hash):
        return submission.submit(draft=draft)
