"""Finds the Easy Read words of a page and says them to this reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from dsr.referrals.form.easy import asked_need, asked_person, asked_reach, asked_start, ends
from dsr.referrals.form.easy.parts import Choices, EasyPage, Said
from dsr.referrals.form.voice import Voice

ASKED: dict[str, EasyPage] = {
    **asked_start.PAGES,
    **asked_person.PAGES,
    **asked_need.PAGES,
    **asked_reach.PAGES,
}
ALL: dict[str, EasyPage] = {**ASKED, **ends.PAGES}


@dataclass(frozen=True)
class Told:
    """A page's words for one reader."""

    title: str
    said: tuple[Said, ...]


def tell(code: str, *, voice: Voice, **values: object) -> Told:
    """The words of a page; ``values`` fill its named places. Raises KeyError for a page without Easy Read words."""
    page = ALL[code]
    said = page.them_said if page.them_said and not voice.me else page.said
    title = voice.choose(page.title, page.them_title)
    return Told(
        _filled(title, values), tuple((picture, _filled(voice.choose(words, words), values)) for picture, words in said)
    )


def _filled(words: str, values: Mapping[str, object]) -> str:
    return words % values if values else words


def speak(form: forms.Form, code: str, voice: Voice) -> None:
    """Give the form's fields the Easy Read words and pictures of the page."""
    page = ALL.get(code)
    if page is None:
        return
    labels = page.labels if voice.me else {**page.labels, **page.them_labels}
    for name, field in form.fields.items():
        field.help_text = ""
        field.hints = {}  # type: ignore[attr-defined]
        field.page_heading = False  # type: ignore[attr-defined]
        field.size = "m"  # type: ignore[attr-defined]
        field.layout = []  # type: ignore[attr-defined]
        if name in labels:
            field.label = voice.choose(labels[name], labels[name])
        elif len(form.fields) == 1:
            field.label = voice.choose(page.title, page.them_title)
            field.hidden_label = True  # type: ignore[attr-defined]
        _choices(field, {**page.choices.get(name, {}), **({} if voice.me else page.them_choices.get(name, {}))}, voice)


def _choices(field: forms.Field, simpler: Choices, voice: Voice) -> None:
    if not simpler or not isinstance(field, forms.ChoiceField):
        return
    pairs: list[tuple[str, str]] = list(field.choices)  # type: ignore[arg-type]
    field.choices = [(value, _simpler(simpler.get(value, ("", ""))[1], label, voice)) for value, label in pairs]
    field.pictures = {value: picture for value, (picture, _words) in simpler.items() if picture}  # type: ignore[attr-defined]


def _simpler(words: str, own: str, voice: Voice) -> str:
    return voice.choose(words, words) if words else own
