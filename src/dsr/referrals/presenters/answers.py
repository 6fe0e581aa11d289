"""The answers as somebody reads them: on the check page, on staff pages, in print. Exactly as typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext
from markupsafe import Markup, escape

from dsr.core import clock, languages
from dsr.core.direction import set_apart
from dsr.core.forms.choices import _ChoosingField
from dsr.core.partial_dates import PartialDate
from dsr.core.presenters import day, lines, listed, nhs_number, phone
from dsr.core.reading import EASY, STANDARD
from dsr.core.words import later as _
from dsr.policy import queries as policy
from dsr.policy.document import Policy
from dsr.referrals.form.answers import FORM, Answers, Data
from dsr.referrals.form.asking import ENGLISH, Asking
from dsr.referrals.form.base import QuestionForm
from dsr.referrals.form.easy.telling import speak
from dsr.referrals.form.forms_need import InvolvedForm
from dsr.referrals.form.journey import Journey, is_answered
from dsr.referrals.form.pages import Page, section_titles, words_of
from dsr.referrals.form.teaching import Check, check_of
from dsr.referrals.form.wording import ANSWERS, VIEWS, WITH_INTERPRETER, Shown
from dsr.referrals.models import Referral

if TYPE_CHECKING:
    from dsr.referrals.form.door import Door

NOTHING = _("Not answered")


class Row(NamedTuple):
    """One question and its answer."""

    label: str
    value: Markup


@dataclass(frozen=True)
class Section:
    """Questions that belong together."""

    title: str
    rows: list[Row]


class Line(NamedTuple):
    """A row with the page it comes from."""

    page: Page
    label: str
    value: Markup


@dataclass(frozen=True)
class Expressed:
    """What the form says somebody wants: a decision of the person's own form, or a parent's view."""

    kind: str
    organisation: str
    answer: str
    is_view: bool
    wording: str
    language: str
    format: str


def answers_view(referral: Referral) -> list[Section]:
    """The referral as sent, in sections, for staff pages and print."""
    return [
        Section(title, [Row(line.label, line.value) for line in group])
        for title, group in _sections(journey_as_sent(referral))
    ]


def journey_as_sent(referral: Referral) -> Journey:
    """The form as it stood for this referral, under the policy it was sent under."""
    rules = policy.of_version(referral.policy_version_id)
    asking = Asking(
        rules,
        Answers(referral.answers),
        clock.london_day(referral.received_at),
        referral.route,
        referral.policy_version_id,
    )
    return Journey(asking)


def language_names(policy: Policy) -> dict[str, str]:
    """The English name of each language staff may meet, by code."""
    own = {one.code: one.own_name for one in languages.all_languages()}
    return own | {one.code: one.name for one in policy.languages} | {ENGLISH: "English"}


def written_in(referral: Referral) -> str:
    """ "Answers written in Polish, with Easy Read." Nothing for plain English pages."""
    about = referral.answers.get(FORM, {})
    seen = list(about.get("seen", {}).values()) or [{"language": referral.language, "reading": STANDARD}]
    codes = dict.fromkeys(str(one["language"]) for one in seen)
    easy = any(one["reading"] == EASY for one in seen)
    if list(codes) == [ENGLISH] and not easy:
        return ""
    names = language_names(policy.of_version(referral.policy_version_id))
    return f"Answers written in {listed(names.get(code, code) for code in codes)}{', with Easy Read' if easy else ''}."


def understanding(referral: Referral) -> Check | None:
    """What the check before the decisions showed; None where it was not asked."""
    return check_of(Answers(referral.answers))


def checks_of(referral: Referral) -> list[str]:
    """Signs that a machine may have filled in the form, one sentence each; most forms have none."""
    return list(referral.answers.get(FORM, {}).get("checks", []))


def expressed(referral: Referral) -> list[Expressed]:
    """The decisions or views in the form with the exact words that were shown."""
    answers = Answers(referral.answers)
    shown: dict[str, Data] = answers.about_form.get("wording", {})
    return [
        Expressed(
            kind=words["kind"],
            organisation=words["organisation"],
            answer=str(answers.of(page, "decision")),
            is_view=bool(words.get("is_view")),
            wording=words["text"],
            language=words["language"],
            format=words["format"],
        )
        for page, words in shown.items()
        if answers.of(page, "decision")
    ]


def _sections(journey: Journey) -> Iterator[tuple[str, Iterator[Line]]]:
    titles = section_titles(journey.asking)
    ordered = sorted(lines_of(journey), key=lambda line: list(titles).index(line.page.section))
    for code, group in groupby(ordered, key=lambda line: line.page.section):
        yield str(titles[code]), group


def lines_of(journey: Journey) -> Iterator[Line]:
    """Every question asked, with its answer, in the order of the form."""
    for page in journey.pages:
        if not page.never_blocks or page.code in journey.asking.answers.data:
            yield from _people(page, journey) if page.is_people_list else _lines(page, journey)


def _lines(page: Page, journey: Journey) -> Iterator[Line]:
    asking = journey.asking
    typed = asking.answers.typed(page.code)
    words = words_of(page, asking)
    if words:
        yield Line(page, words.question, escape(_decided(page, words, asking) or str(NOTHING)))
        return
    form = page.form(asking=asking, initial=typed)
    if asking.is_easy:
        speak(form, page.code, asking.voice)
    for name, label in _labels(form):
        value = answer_text(form, name, typed.get(name), asking.answers.of(page.code, name))
        if value or not _is_beside_the_point(form, name, typed):
            yield Line(page, label, value or escape(str(NOTHING)))


def _decided(page: Page, words: Shown, asking: Asking) -> str:
    """The answer in the words of its choices; one given where nothing could be decided says so."""
    if asking.answers.about_form.get("wording", {}).get(page.code, {}).get("interpreter_only"):
        return str(WITH_INTERPRETER)
    labels = {**(ANSWERS if asking.answers.is_own else VIEWS), **dict(words.answers)}
    return str(labels.get(str(asking.answers.typed(page.code).get("decision", "")), ""))


def _labels(form: QuestionForm) -> Iterator[tuple[str, str]]:
    for name, field in form.fields.items():
        yield name, str(field.label)


def _is_beside_the_point(form: QuestionForm, name: str, typed: Data) -> bool:
    """An empty answer to a question that the answer before it made unnecessary."""
    if name in ("born_not_known", "language_other"):
        return True
    return bool(typed) and name == "born_on" and bool(typed.get("born_not_known"))


def answer_text(form: QuestionForm, name: str, typed: Any, cleaned: Any) -> Markup:
    """One answer in words: the choices' own words, dates written out, text as it was typed."""
    field = form.fields[name]
    if isinstance(field, _ChoosingField):
        labels = _choice_labels(field)
        chosen = typed if isinstance(typed, list) else [typed or ""]
        return Markup("<br>").join(escape(labels.get(str(one), str(one))) for one in chosen if one)
    if isinstance(typed, dict):
        return escape(_date_text(typed, cleaned))
    if name == "nhs_number" and cleaned:
        return set_apart(escape(nhs_number(str(cleaned))))
    return lines(str(typed or ""))


def _choice_labels(field: Any) -> dict[str, str]:
    return {str(value): str(label) for value, label in field.choices}


def _date_text(typed: Data, cleaned: Any) -> str:
    if cleaned:
        return day(PartialDate.parse(str(cleaned)))
    return " ".join(str(typed.get(box, "")) for box in ("day", "month", "year")).strip()


def _people(page: Page, journey: Journey) -> Iterator[Line]:
    for person in journey.asking.answers.people:
        yield Line(
            page, str(person.get("involved_name", "")) or gettext("Somebody without a name"), person_text(person)
        )


def person_text(person: Data) -> Markup:
    """Somebody involved, as a few lines."""
    may_talk = _choice_labels(InvolvedForm.base_fields["involved_may_talk"]).get(
        person.get("involved_may_talk", ""), ""
    )
    parts = [
        person.get("involved_role", ""),
        person.get("involved_organisation", ""),
        phone(person.get("involved_phone", "")),
        person.get("involved_email", ""),
        gettext("Can we talk to them? %(answer)s") % {"answer": may_talk} if may_talk else "",
    ]
    return Markup("<br>").join(set_apart(escape(part)) for part in parts if part)


def check_cards(door: Door) -> list[dict[str, Any]]:
    """The check page: each section a card, each row with its change link."""
    return [
        {"heading": title, "rows": [_check_row(line, door) for line in group]}
        for title, group in _sections(door.journey)
    ]


def _check_row(line: Line, door: Door) -> dict[str, Any]:
    answered = is_answered(line.page, door.journey.asking.answers)
    value = (
        line.value
        if answered
        else Markup("{}<br><strong>{}</strong>").format(line.value, gettext("Please look at this again"))
    )
    return {
        "key": line.label,
        "value": value,
        "href": door.url("question", page=line.page.code) + "?from=check",
        "change": f": {line.label}",
    }


def unfinished_links(door: Door) -> list[dict[str, str]]:
    """Questions that still need an answer before the form can be sent."""
    journey = door.journey
    return [
        {
            "text": gettext("%(question)s: this still needs an answer") % {"question": journey.title(page)},
            "href": door.screen_url(screen, checking=True),
        }
        for screen in journey.unfinished()
        for page in screen.pages
        if not is_answered(page, journey.asking.answers)
    ]
