"""The answers of one form, as typed and as read. Pure: a dictionary in, words and values out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dsr.core.partial_dates import PartialDate

CLEANED = "_cleaned"
FORM = "_form"
#: What one field may hold of something typed too long: far more than is accepted, so that nothing typed is lost.
MOST_KEPT = 40_000

Data = dict[str, Any]


class Answers:
    """Reads the stored answers; ``of(page, field)`` gives the cleaned value, or nothing."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data: Data = dict(data)

    def typed(self, page: str) -> Data:
        """Right or wrong, as the page was last left."""
        return dict(self.data.get(page, {}))

    def cleaned(self, page: str) -> Data:
        return dict(self.data.get(CLEANED, {}).get(page, {}))

    def of(self, page: str, field: str, default: Any = "") -> Any:
        value = self.data.get(CLEANED, {}).get(page, {}).get(field)
        return default if value is None else value

    def is_complete(self, page: str) -> bool:
        """The page was left without an error."""
        return page in self.data.get(CLEANED, {})

    @property
    def pages(self) -> list[str]:
        return [page for page in self.data if not page.startswith("_")]

    @property
    def about_form(self) -> Data:
        """How the form was filled in: wording shown, people added, signs of a machine."""
        return dict(self.data.get(FORM, {}))

    @property
    def who(self) -> str:
        return str(self.of("who", "who"))

    @property
    def is_own(self) -> bool:
        """The person fills it in for themselves."""
        return self.who == "me"

    @property
    def born_on(self) -> PartialDate | None:
        written = self.of("born", "born_on")
        return PartialDate.parse(written) if written else None

    def ages(self, today: date) -> tuple[int, int] | None:
        """The youngest and the oldest the person can be today; None when nothing is known."""
        born = self.born_on
        if born is not None:
            return years_between(born.latest, today), years_between(born.earliest, today)
        return ABOUT.get(str(self.of("about-age", "about_age")))

    @property
    def name(self) -> str:
        """What to call the person in a question: the name they like, or the first name, if it is short."""
        name = str(self.of("name", "called") or self.of("name", "given_name"))
        return name if len(name) <= 40 else ""

    @property
    def full_name(self) -> str:
        parts = (str(self.of("name", field)).strip() for field in ("given_name", "family_name"))
        return " ".join(part for part in parts if part)

    @property
    def people(self) -> list[Data]:
        """Who else is involved, in the order they were added."""
        return list(self.data.get("people-list", {}).get("people", []))


#: the rough ages offered to somebody who does not know a date of birth
ABOUT: dict[str, tuple[int, int]] = {
    "under_16": (0, 15),
    "16_17": (16, 17),
    "18_25": (18, 25),
    "over_25": (26, 130),
}


def years_between(born_on: date, today: date) -> int:
    before_birthday = (today.month, today.day) < (born_on.month, born_on.day)
    return max(0, today.year - born_on.year - before_birthday)


def storable(value: Any) -> Any:
    """The same value as JSON the database takes: no null characters, dates as text, nothing endless."""
    if isinstance(value, str):
        return value.replace("\x00", "")[:MOST_KEPT]
    if isinstance(value, Mapping):
        return {str(key): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value.isoformat() if isinstance(value, date | PartialDate) else value
