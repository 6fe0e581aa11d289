"""Fills in the referral form as somebody would in a browser: each page's own form reads and checks the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from dsr.policy.models import Area
from dsr.referrals.form import answering
from dsr.referrals.form.answers import CLEANED, FORM, storable
from dsr.referrals.form.asked import journey_of
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.forms_need import InvolvedForm
from dsr.referrals.form.journey import Journey, Screen
from dsr.referrals.form.wording import NOT_SURE
from dsr.referrals.models import Draft

#: A plain answer to every question; a story gives its own to those it is about.
PLAIN: dict[str, Any] = {
    "danger": "no",
    "who": "me",
    "helped": "no",
    "helper_may_talk": "yes",
    "filler_relationship": "I am their care coordinator",
    "authority": ["none"],
    "knows": "yes",
    "about_age": "not_known",
    "lives": "address",
    "town": "Coventry",
    "postcode": "CV1 5RR",
    "gp": "The Made-up Surgery, Coventry",
    "learning_disability": "not_diagnosed",
    "autism": "confirmed",
    "diagnosed_by": "Made-up Autism Clinic",
    "diagnosed_when": "2019",
    "concerns": ["placement"],
    "concerns_when": "weeks",
    "people": "no",
    "another": "no",
    "formats": ["standard"],
    "adjustments": ["more_time", "quiet"],
    "language": "en",
    "interpreter": "yes",
    "contact_first": "both",
    "contact_way": "phone",
    "contact_times": "After 10am",
    "voicemail": "yes",
    "address_safe": "yes",
    "capacity": "has",
    "say_no": "keep",
}


class NotAnswered(RuntimeError):
    """A story left a question of the form without an answer that its page takes."""


@dataclass(frozen=True)
class Filled:
    """What somebody types. ``decisions`` by page code; what is not named there is "not sure, talk to me first"."""

    typed: Mapping[str, Any]
    decisions: Mapping[str, str] = field(default_factory=dict)
    involved: Sequence[Mapping[str, str]] = ()

    def on(self, screen: Screen) -> QueryDict:
        answers = {"decision": self.decisions.get(screen.code, NOT_SURE), "people": "yes" if self.involved else "no"}
        return _posted(PLAIN | answers | dict(self.typed))


def fill(area: Area, route: str, filled: Filled) -> dict[str, Any]:
    """The answers of a whole form, screen by screen as these answers lead; for a draft. Raises NotAnswered.

    Kept together and written once: page by page, as a browser does it, took most of the time of all stories.
    """
    draft = Draft(area_id=area.pk, route=route, answers={})
    while unfinished := journey_of(draft).unfinished():
        screen, journey = unfinished[0], journey_of(draft)
        if screen.pages[0].is_people_list:
            _name_people(draft, filled.involved, journey.asking)
        _answer(draft, screen, journey, filled)
    journey = journey_of(draft)
    for screen in journey.screens:
        if screen.pages[0].never_blocks:
            _answer(draft, screen, journey, filled)
    return draft.answers


def _answer(draft: Draft, screen: Screen, journey: Journey, filled: Filled) -> None:
    for part in answering.parts_of(screen, journey, filled.on(screen)):
        _keep(draft.answers, part, journey.asking)


def _keep(answers: dict[str, Any], part: answering.Part, asking: Asking) -> None:
    """As ``drafts.save_answers`` keeps a page."""
    code, form = part.page.code, part.form
    if not form.is_valid():
        raise NotAnswered(f"{code}: {form.errors.as_json()}")
    answers.setdefault(code, {}).update(storable(form.typed()))
    answers.setdefault(CLEANED, {})[code] = form.cleaned_answers()
    answers.setdefault(FORM, {}).setdefault("seen", {})[code] = asking.seen
    if part.wording:
        answers.setdefault(FORM, {}).setdefault("wording", {})[code] = answering.shown(part.wording, asking)


def _name_people(draft: Draft, involved: Sequence[Mapping[str, str]], asking: Asking) -> None:
    """Each on a page of their own, as ``drafts.save_person`` keeps them."""
    people = []
    for number, person in enumerate(involved):
        typed = {f"involved_{name}": value for name, value in person.items()} | {"involved_may_talk": "yes"}
        form = InvolvedForm(_posted(typed), asking=asking)
        if not form.is_valid():
            raise NotAnswered(f"people: {form.errors.as_json()}")
        people.append({"id": f"person{number}", "complete": True, **storable(form.typed())})
    draft.answers["people-list"] = {"people": people}


def _posted(values: Mapping[str, Any]) -> QueryDict:
    """As a browser sends it."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data
