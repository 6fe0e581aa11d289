"""A form of questions that speaks to "you" or about somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from dsr.core import forms
from dsr.referrals.form.answers import Data, storable
from dsr.referrals.form.asking import Asking


class QuestionForm(forms.Form):
    """``them`` and ``them_hints`` hold the words for a form about somebody else, by field."""

    #: the first question is the heading of its page; else the page's title is
    leads: bool = False
    them: ClassVar[Mapping[str, str]] = {}
    them_hints: ClassVar[Mapping[str, str]] = {}
    them_choices: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    def __init__(self, data: Any = None, *, asking: Asking, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.leads = self.leads or len(self.fields) == 1
        self.asking = asking
        self._speak()
        self.prepare()

    def prepare(self) -> None:
        """Choices and words that come from the policy or from earlier answers."""

    def _speak(self) -> None:
        voice = self.asking.voice
        for name, words in self.them.items():
            self.fields[name].label = voice.choose(str(self.fields[name].label), words)
        for name, words in self.them_hints.items():
            self.fields[name].help_text = voice.choose(str(self.fields[name].help_text), words)
        for name, labels in self.them_choices.items():
            field = self.fields[name]
            field.choices = [(v, voice.choose(str(label), labels.get(v, ""))) for v, label in field.choices]  # type: ignore[attr-defined]

    def as_heading(self) -> None:
        """Alone on its page: the first question's words are the page's heading."""
        for number, field in enumerate(self.fields.values()):
            field.page_heading = number == 0  # type: ignore[attr-defined]
            field.size = "s" if number else "l"  # type: ignore[attr-defined]

    def as_part(self) -> None:
        """One of several on the page: smaller words."""
        for name in self.fields:
            self.fields[name].size = "s"  # type: ignore[attr-defined]

    @property
    def first_field(self) -> str:
        return next(iter(self.fields))

    def cleaned_answers(self) -> Data:
        """What was understood, as JSON."""
        return dict(storable(self.cleaned_data))
