"""Fields people choose in. Nothing is chosen beforehand unless there is an earlier answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from markupsafe import Markup

from dsr.core.forms.base import DesignBoundField, DesignField, Parameters
from dsr.core.jinja import engine_environment
from dsr.core.words import later as _

YES = "yes"
NO = "no"
NOT_KNOWN = "not_known"

#: (value, label) or (value, label, hint)
Choice = tuple[str, str] | tuple[str, str, str]


def pictured_choice(picture: str, words: str) -> Markup:
    """The inside of a large choice's label (Easy Read)."""
    return Markup(engine_environment().get_template("components/easy.jinja").module.choice(picture, words))  # noqa: S704


class _ChoosingField(DesignField, forms.ChoiceField):
    """Choices with hints; `last` is set apart from the others by the word "or"."""

    def __init__(self, *, choices: Iterable[Choice] = (), not_known: str | bool = "", **kwargs: Any) -> None:
        self.last = ""
        self.pictures: Mapping[str, str] = {}
        listed = [tuple(choice) for choice in choices]
        if not_known:
            listed.append((NOT_KNOWN, _("I do not know") if not_known is True else not_known))
            self.last = NOT_KNOWN
        self.hints = {choice[0]: choice[2] for choice in listed if len(choice) > 2}
        super().__init__(choices=[choice[:2] for choice in listed], **kwargs)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """For choices known only at the request: in the form's `__init__`."""
        listed = [tuple(choice) for choice in choices]
        self.hints = {choice[0]: choice[2] for choice in listed if len(choice) > 2}
        self.choices = [(choice[0], choice[1]) for choice in listed]

    def pairs(self) -> list[tuple[str, str]]:
        """Value and label of each choice."""
        return list(self.choices)  # type: ignore[arg-type]

    def items(self, chosen: Sequence[str], mark: str) -> list[Parameters]:
        items: list[Parameters] = []
        for value, label in self.pairs():
            if value == self.last and items:
                items.append({"divider": gettext("or")})
            item: Parameters = {"value": value, "text": str(label), mark: str(value) in chosen}
            if self.hints.get(value):
                item["hint"] = {"text": str(self.hints[value])}
            if value in self.pictures:
                item["html"] = pictured_choice(self.pictures[value], str(label))
            items.append(item)
        return items


class RadioField(_ChoosingField):
    """One of a few. `inline` only for two short words."""

    component = "radios"
    default_size = "m"

    def __init__(self, *, inline: bool = False, small: bool = False, **kwargs: Any) -> None:
        self.layout = [
            *(["nhsuk-radios--inline"] if inline else []),
            *(["nhsuk-radios--small"] if small else []),
        ]
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = _("Choose one of the answers shown")

    def parameters(self, bound: DesignBoundField) -> Parameters:
        shown = self.grouped(bound)
        shown["idPrefix"] = shown.pop("id")
        shown["items"] = self.items([str(bound.value() or "")], "checked")
        shown["classes"] = " ".join(self.layout)
        return shown


class YesNoField(RadioField):
    """Yes or no, and with `not_known="I am not sure"` a third answer, which is not the same as no answer."""

    def __init__(self, *, yes: str = "", no: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("inline", not kwargs.get("not_known") and not (yes or no))
        super().__init__(choices=[(YES, yes or _("Yes")), (NO, no or _("No"))], **kwargs)


class SelectField(_ChoosingField):
    """One of many short words. Radios are easier for most people: use this from about eight."""

    component = "select"

    def __init__(self, *, nothing: str = _("Choose an answer"), **kwargs: Any) -> None:
        self.nothing = nothing
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = _("Choose one of the answers in the list")

    def parameters(self, bound: DesignBoundField) -> Parameters:
        first = {"value": "", "text": str(self.nothing)}
        chosen = self.items([str(bound.value() or "")], "selected")
        return super().parameters(bound) | {"items": [first, *(item for item in chosen if "value" in item)]}


class CheckboxesField(_ChoosingField, forms.MultipleChoiceField):
    """Any number of them. `none_of_these` adds a last box that excludes the others."""

    component = "checkboxes"
    default_size = "m"
    NONE = "none"

    def __init__(
        self, *, choices: Iterable[Choice] = (), none_of_these: str = "", small: bool = False, **kwargs: Any
    ) -> None:
        self.small = small
        self.none_of_these = none_of_these
        listed = [*choices, *([(self.NONE, none_of_these)] if none_of_these else [])]
        super().__init__(choices=listed, **kwargs)
        self.last = self.last or (self.NONE if none_of_these else "")
        self.error_messages["invalid_choice"] = _("Choose from the answers shown")

    @property
    def empty_answer(self) -> list[str]:  # type: ignore[override]
        return []

    def to_python(self, value: Any) -> list[str]:
        chosen = super().to_python([value] if isinstance(value, str) else value)
        return list(dict.fromkeys(chosen))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.last and self.last in value and len(value) > 1:
            label = dict(self.pairs())[self.last]
            sentence = gettext('Choose either "%(answer)s" or the other answers, not both') % {"answer": label}
            raise ValidationError(sentence, code="exclusive")

    def parameters(self, bound: DesignBoundField) -> Parameters:
        shown = self.grouped(bound)
        shown["idPrefix"] = shown.pop("id")
        given = bound.value() or []
        items = self.items([given] if isinstance(given, str) else [str(value) for value in given], "checked")
        shown["items"] = [item | {"exclusive": True} if item.get("value") == self.last else item for item in items]
        shown["classes"] = "nhsuk-checkboxes--small" if self.small else ""
        return shown
