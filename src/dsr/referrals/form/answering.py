"""Taking what somebody typed on a screen: all of it is kept, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from dsr.core.jinja import component
from dsr.core.words import later as _
from dsr.referrals.actions import drafts
from dsr.referrals.form import teaching
from dsr.referrals.form.asked import journey_of
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.base import QuestionForm
from dsr.referrals.form.decisions import DecisionForm
from dsr.referrals.form.easy.telling import Told, speak, tell
from dsr.referrals.form.forms_need import InvolvedForm
from dsr.referrals.form.journey import Journey, Screen
from dsr.referrals.form.pages import Page, intro_of, words_of
from dsr.referrals.form.wording import Shown
from dsr.referrals.models import Draft

GROUP_TITLES = {
    "filler": _("About you"),
    "person": _("The person"),
    "lives": _("NHS number and home"),
    "health": _("Health"),
    "need": _("What is happening"),
    "concerns": _("Services and concerns"),
    "talk": _("How to communicate"),
    "contact": _("How to make contact"),
    "contact-how": _("Safe contact"),
    "capacity": _("Deciding and agreeing"),
}


@dataclass
class Part:
    """One page of a screen with its form, and the words of its decision if it is one."""

    page: Page
    form: QuestionForm
    title: str
    intro: tuple[str, ...] = ()
    wording: Shown | None = None
    told: Told | None = None


def parts_of(screen: Screen, journey: Journey, data: Any = None) -> list[Part]:
    """The forms of a screen: what was typed before, or what was just sent."""
    return [_part(page, journey, data, alone=not screen.is_group) for page in screen.pages]


def _part(page: Page, journey: Journey, data: Any, *, alone: bool) -> Part:
    asking = journey.asking
    form = page.form(data, asking=asking, initial=asking.answers.typed(page.code))
    wording = words_of(page, asking)
    told = None
    if wording and isinstance(form, DecisionForm):
        form.use(wording)
    elif asking.is_easy:
        told = easy_words(page, asking)
        speak(form, page.code, asking.voice)
    elif alone and form.leads:
        form.as_heading()
    else:
        form.as_part()
    return Part(page, form, journey.title(page), intro_of(page, asking), wording, told)


def easy_words(page: Page, asking: Asking) -> Told:
    """The Easy Read words of a page that asks."""
    words = tell(page.code, voice=asking.voice)
    return Told(words.title, teaching.pictured(asking)) if page.code == teaching.TELL else words


def keep(draft: Draft, parts: list[Part], asking: Asking) -> tuple[Draft, bool]:
    """Save every part as typed; says whether all were right."""
    all_right = True
    for part in parts:
        right = part.form.is_valid()
        all_right = all_right and right
        draft = drafts.save_answers(
            draft=draft,
            page=part.page.code,
            answers=part.form.typed(),
            cleaned=part.form.cleaned_answers() if right else None,
            wording=shown(part.wording, asking) if part.wording else None,
            seen=asking.seen,
        )
    return draft, all_right


def shown(wording: Shown, asking: Asking) -> dict[str, Any]:
    """What a decision page showed: words, language, format and the policy they came from."""
    return {
        "kind": wording.kind,
        "organisation": wording.organisation,
        "text": wording.as_text(),
        **asking.seen,
        "format": asking.format,
        "policy_version": asking.version_id,
        "is_view": not asking.answers.is_own,
        "interpreter_only": wording.interpreter_only,
    }


def keep_typed(draft: Draft, code: str, data: Mapping[str, Any]) -> None:
    """Keep a screen of a draft as it was typed, when nothing more can be done with it now."""
    journey = journey_of(draft)
    screen = journey.screen(code)
    if screen is not None:
        keep(draft, parts_of(screen, journey, data), journey.asking)


def keep_person(draft: Draft, person_id: str, data: Any) -> InvolvedForm:
    """Keep somebody who is involved, right or wrong; the form says which."""
    form = involved_form(journey_of(draft).asking, data)
    drafts.save_person(
        draft=draft,
        person_id=person_id,
        answers=form.typed(),
        complete=form.is_valid(),
        seen=form.asking.seen,
    )
    return form


def involved_form(asking: Asking, data: Any = None, initial: Mapping[str, Any] | None = None) -> InvolvedForm:
    """The questions about somebody who helps."""
    form = InvolvedForm(data, asking=asking, initial=initial)
    form.as_part()
    if asking.is_easy:
        speak(form, "person", asking.voice)
    return form


def heading(screen: Screen, parts: list[Part]) -> str:
    """The name of a screen: its title in the browser, and its heading unless a question is."""
    if screen.is_group:
        return str(GROUP_TITLES[screen.pages[0].group])
    only = parts[0]
    if only.wording:
        return only.wording.question
    if only.told:
        return only.told.title
    return str(only.form.fields[only.form.first_field].label) if only.form.leads else only.title


def error_summary(forms: list[QuestionForm]) -> str:
    """One box for all the forms of a screen."""
    listed = [
        {"text": message, "href": f"#{form[name].anchor}"}  # type: ignore[attr-defined]
        for form in forms
        if form.is_bound
        for name, messages in form.errors.items()
        for message in messages
    ]
    return (
        component("error-summary", {"titleText": gettext("There is a problem"), "errorList": listed}) if listed else ""
    )
