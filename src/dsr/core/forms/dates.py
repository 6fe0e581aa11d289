"""A date in three boxes, as the service manual has it; in part, where people do not know all of it."""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError

from dsr.core import clock, months
from dsr.core.forms.base import DesignBoundField, DesignField, Parameters
from dsr.core.partial_dates import PartialDate
from dsr.core.presenters import day
from dsr.core.words import later as _

BOXES = ("day", "month", "year")
LABELS = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
#: By the boxes left empty.
LACKING = {
    ("day",): _("%(noun)s must include a day"),
    ("month",): _("%(noun)s must include a month"),
    ("year",): _("%(noun)s must include a year"),
    ("day", "month"): _("%(noun)s must include a day and a month"),
    ("day", "year"): _("%(noun)s must include a day and a year"),
    ("month", "year"): _("%(noun)s must include a month and a year"),
}
FIRST_YEAR = 1900

Typed = dict[str, str]


class DateBoxes(forms.Widget):
    """Reads the three boxes and keeps them as typed, wrong or not."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed | None:
        if all(f"{name}_{box}" not in data for box in BOXES):
            return None
        return {box: data.get(f"{name}_{box}", "") for box in BOXES}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return self.value_from_datadict(data, files, name) is None

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-day"


def boxes_of(value: Any) -> Typed:
    """The three texts for a date, a partial date, its ISO text, or what was typed."""
    if isinstance(value, Mapping):
        return {box: str(value.get(box) or "") for box in BOXES}
    if isinstance(value, str) and value:
        value = PartialDate.parse(value)
    return {box: str(getattr(value, box, None) or "") for box in BOXES}


class DateField(DesignField):
    """Cleans to a `date`, or with `approximate=True` to a `PartialDate` (year, or month and year, is enough).

    `noun` starts the error sentences ("Date of birth must include a year").
    """

    component = "date-input"
    default_size = "m"
    widget = DateBoxes
    empty_answer = None

    def __init__(
        self,
        *,
        noun: str = _("The date"),
        approximate: bool = False,
        not_future: bool = False,
        not_past: bool = False,
        earliest: date = date(FIRST_YEAR, 1, 1),
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        self.noun = noun
        self.approximate = approximate
        self.not_future = not_future
        self.not_past = not_past
        self.earliest = earliest
        self.autocomplete = autocomplete
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | PartialDate | None:
        typed = {box: tidy(text) for box, text in boxes_of(value).items()}
        if not any(typed.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        self._check_complete(typed)
        found = self._real(typed)
        self._check_limits(found)
        return found if self.approximate else found.earliest

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and boxes_of(initial) != boxes_of(data)

    def _check_complete(self, typed: Typed) -> None:
        needed: tuple[str, ...] = BOXES
        if self.approximate:
            needed = ("month", "year") if typed["day"] else ("year",)
        lacking = [box for box in needed if not typed[box]]
        if lacking:
            self._refuse(LACKING[tuple(lacking)], *lacking)

    def _real(self, typed: Typed) -> PartialDate:
        year, month, on = whole(typed["year"], 4), month_number(typed["month"]), whole(typed["day"], 2)
        if year is None or len(typed["year"]) != 4:
            self._refuse(_("%(noun)s must include a year with 4 numbers, like 2009"), "year")
        if typed["month"] and month is None:
            self._refuse(_("%(noun)s must include a month from 1 to 12"), "month")
        if typed["day"] and not 1 <= (on or 0) <= days_in(year, month):
            self._refuse(_("%(noun)s must be a real date"), "day")
        if year == 0:
            self._refuse(_("%(noun)s must be a real date"), "year")
        return PartialDate(year, month, on)

    def _check_limits(self, found: PartialDate) -> None:
        today = clock.today()
        if self.not_future and found.earliest > today:
            self._refuse(_("%(noun)s must be today or in the past"), *BOXES)
        if self.not_past and found.latest < today:
            self._refuse(_("%(noun)s must be today or in the future"), *BOXES)
        if found.latest < self.earliest:
            self._refuse(_("%(noun)s must be %(earliest)s or later"), "year")

    def _refuse(self, sentence: str, *boxes: str) -> NoReturn:
        words = str(sentence) % {"noun": self.noun, "earliest": day(self.earliest)}
        raise ValidationError(words.replace("%", "%%"), code="date", params={"boxes": boxes})

    def wrong_boxes(self, bound: DesignBoundField) -> tuple[str, ...]:
        """The boxes an error points at; all of them when it does not say."""
        if not bound.errors:
            return ()
        error = bound.errors.as_data()[0]
        return tuple((error.params or {}).get("boxes") or BOXES)

    def anchor(self, bound: DesignBoundField) -> str:
        return f"{bound.auto_id}-{(self.wrong_boxes(bound) or BOXES)[0]}"

    def parameters(self, bound: DesignBoundField) -> Parameters:
        shown = self.grouped(bound)
        wrong = self.wrong_boxes(bound)
        values = boxes_of(bound.value())
        shown["items"] = [self._box(bound, box, values[box], wrong) for box in BOXES]
        return shown

    def _box(self, bound: DesignBoundField, box: str, value: str, wrong: tuple[str, ...]) -> Parameters:
        shown: Parameters = {
            "id": f"{bound.auto_id}-{box}",
            "name": f"{bound.html_name}_{box}",
            "label": str(LABELS[box]),
            "width": 4 if box == "year" else 2,
            "error": box in wrong,
        }
        if value:
            shown["value"] = value
        if self.autocomplete:
            shown["autocomplete"] = f"{self.autocomplete}-{box}"
        return shown


def tidy(text: str) -> str:
    """Full-width and other figures as plain ones, without spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def whole(text: str, most_digits: int) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= most_digits else None


def month_number(text: str) -> int | None:
    """Figures, or a month's name or its first three letters or more."""
    number = whole(text, 2)
    if number is None:
        return months.numbered(text) if text else None
    return number if 1 <= number <= 12 else None


def days_in(year: int, month: int | None) -> int:
    return calendar.monthrange(max(1, year), month)[1] if month else 31
