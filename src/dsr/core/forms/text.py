"""Fields people type into."""

from __future__ import annotations

import unicodedata
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from markupsafe import Markup

from dsr.core.direction import has_rtl, is_rtl
from dsr.core.forms.base import DesignBoundField, DesignField, Parameters
from dsr.core.presenters import in_english

ONE_LINE = 200
MANY_LINES = 4000


class TextField(DesignField, forms.CharField):
    """One line. `width` is the number of characters it looks made for (2, 3, 4, 5, 10, 20 or 30)."""

    kind = "text"
    inputmode: str | None = None
    #: numbers and addresses: never turned round by a page from right to left
    runs_left_to_right = False

    def __init__(
        self,
        *,
        max_length: int = ONE_LINE,
        width: int | None = None,
        autocomplete: str | None = None,
        **kwargs: Any,
    ) -> None:
        self.width = width
        self.autocomplete = autocomplete
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Browsers send line ends as two characters; a person counts one."""
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        if "\x00" in text:
            raise ValidationError(
                gettext("Remove the character that cannot be shown, then try again"), code="unreadable"
            )
        return text

    def run_validators(self, value: str) -> None:
        if self.max_length and len(value) > self.max_length:
            raise ValidationError(
                gettext("Use %(most)s characters or fewer. You have used %(used)s.")
                % {"most": f"{self.max_length:,}", "used": f"{len(value):,}"},
                code="max_length",
            )
        super().run_validators(value)

    def parameters(self, bound: DesignBoundField) -> Parameters:
        shown = super().parameters(bound) | {"type": self.kind}
        optional = {"width": self.width, "autocomplete": self.autocomplete, "inputmode": self.inputmode}
        shown |= {name: value for name, value in optional.items() if value}
        value = "" if bound.value() is None else str(bound.value()).replace("\0", "")  # no page may hold it
        direction = self._direction(value)
        shown |= {"attributes": {"dir": direction}} if direction else {}
        return shown | ({"value": value} if value else {})

    def _direction(self, value: str) -> str:
        """Where the words may run the other way than the page; an empty box for words runs as the page does."""
        if self.runs_left_to_right:
            return "ltr" if is_rtl() else ""
        return "auto" if value and (is_rtl() or has_rtl(value)) else ""


class TextAreaField(TextField):
    """Several lines, with a count that speaks up at three quarters of `max_length`."""

    component = "character-count"
    widget = forms.Textarea

    def __init__(self, *, max_length: int = MANY_LINES, rows: int = 5, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(max_length=max_length, **kwargs)

    def parameters(self, bound: DesignBoundField) -> Parameters:
        own = {"rows": self.rows, "maxlength": self.max_length, "threshold": 75}
        shown = {"value": ""} | super().parameters(bound)
        own |= {} if in_english() else _count_in_words()
        return {name: value for name, value in (shown | own).items() if name not in ("type", "width", "inputmode")}


def _count_in_words() -> Parameters:
    """The count for readers of other languages; the design system has the English words."""
    left, over = gettext("Characters left: {count}"), gettext("Too many characters: {count}")
    return {
        "charactersUnderLimitText": {"other": left.replace("{count}", "%{count}")},
        "charactersAtLimitText": left.replace("{count}", "0"),
        "charactersOverLimitText": {"other": over.replace("{count}", "%{count}")},
        "textareaDescriptionText": gettext("You can enter up to {count} characters").replace("{count}", "%{count}"),
    }


class SearchField(TextField):
    kind = "search"


class PasswordField(TextField):
    """Can be shown while typing, and pasted into. It is the one answer not put back after an error."""

    component = "password-input"
    secret = True
    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def parameters(self, bound: DesignBoundField) -> Parameters:
        dropped = ("value", "type", "width", "inputmode")
        shown = super().parameters(bound) | ({} if in_english() else _show_in_words())
        return {name: value for name, value in shown.items() if name not in dropped}


def _show_in_words() -> Parameters:
    """The button beside a secret for readers of other languages; the design system has the English words."""
    return {
        "showPasswordText": gettext("Show"),
        "hidePasswordText": gettext("Hide"),
        "showPasswordAriaLabelText": gettext("Show what you typed"),
        "hidePasswordAriaLabelText": gettext("Hide what you typed"),
        "passwordShownAnnouncementText": gettext("What you typed can be seen"),
        "passwordHiddenAnnouncementText": gettext("What you typed is hidden"),
    }


class WholeNumberField(TextField):
    """A count in figures; cleaned to an int, or None when left empty."""

    runs_left_to_right = True
    inputmode = "numeric"
    empty_answer = None

    def __init__(self, *, least: int = 0, most: int = 9999, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**{"width": 4} | kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        text = unicodedata.normalize("NFKC", super().clean(value)).replace(",", "")
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9 or not self.least <= int(text) <= self.most:
            raise ValidationError(
                gettext("Enter a whole number from %(least)s to %(most)s, in figures")
                % {"least": f"{self.least:,}", "most": f"{self.most:,}"},
                code="number",
            )
        return int(text)


class EmailField(TextField):
    kind = "email"
    runs_left_to_right = True
    inputmode = "email"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 254} | kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text:
            try:
                forms.EmailField().clean(text)
            except ValidationError:
                raise ValidationError(
                    gettext("Enter an email address in the correct format, like name@example.com"), code="email"
                ) from None
        return text


class PhoneField(TextField):
    """Kept as typed. Only its length and characters are checked: the ranges kept for fiction must pass."""

    kind = "tel"
    runs_left_to_right = True
    inputmode = "tel"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "width": 20} | kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not _may_be_dialled(text):
            raise ValidationError(
                gettext("Enter a phone number in the correct format, like 01632 960 001 or 07700 900 982"),
                code="phone",
            )
        return text


def _may_be_dialled(text: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, "GB"))
    except phonenumbers.NumberParseException:
        return False


class HiddenField(TextField):
    """Carried along, not shown. Never trust it more than anything else in a form."""

    widget = forms.HiddenInput

    def render(self, bound: DesignBoundField) -> Markup:
        value = bound.value()
        return Markup('<input type="hidden" id="{}" name="{}" value="{}">').format(
            bound.auto_id, bound.html_name, "" if value is None else value
        )
