"""How dates, times, ages, counts and numbers are written for people: plain words, London time.

Days are as the NHS service manual writes them ("Tuesday 29 December 2026"), times as it writes
them ("5pm", "4:30pm", "midday", "midnight").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import phonenumbers
from django.utils import translation
from django.utils.translation import gettext
from markupsafe import Markup, escape

from dsr.core import clock
from dsr.core.direction import set_apart
from dsr.core.nhs_number import format_nhs_number
from dsr.core.partial_dates import PartialDate
from dsr.core.words import later as _

NO_BREAK = "\u00a0"
MONTHS = [
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
]
WEEKDAYS = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
SMALL_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def in_english() -> bool:
    return (translation.get_language() or "en").startswith("en")


def local(text: object) -> str:
    """A local fact in the policy's own words, in the language of the page."""
    return gettext(str(text)) if text else ""


def london_day(value: date | datetime) -> date:
    """The day in London: an instant of 23:30 UTC in July is already tomorrow there."""
    return clock.london_day(value) if isinstance(value, datetime) else value


def day(value: date | datetime | PartialDate | None) -> str:
    """ "29 December 2026"; of a date known in part, the part that is known."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return _partial_day(value)
    on = london_day(value)
    parts = {"day": on.day, "month": MONTHS[on.month - 1], "year": on.year}
    return gettext("%(day)s %(month)s %(year)s") % parts


def _partial_day(value: PartialDate) -> str:
    if value.is_exact:
        return day(value.earliest)
    if value.month is None:
        return str(value.year)
    return gettext("%(month)s %(year)s") % {"month": MONTHS[value.month - 1], "year": value.year}


def weekday(value: date | datetime | None) -> str:
    """ "Tuesday 29 December 2026"."""
    if value is None:
        return ""
    return gettext("%(weekday)s %(date)s") % {"weekday": WEEKDAYS[london_day(value).weekday()], "date": day(value)}


def short_day(value: date | datetime | None) -> str:
    """ "29 Dec 2026", for tables."""
    if value is None:
        return ""
    on = london_day(value)
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}".replace(" ", NO_BREAK)


def time_of_day(value: datetime | time | None) -> str:
    """ "5pm", "4:59pm", "midday", "midnight", in London; in other languages "17:00"."""
    if value is None:
        return ""
    at = clock.to_london(value).time() if isinstance(value, datetime) else value
    if not in_english():
        return f"{at.hour:02d}:{at.minute:02d}"
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """ "Tuesday 29 December 2026 at 5pm"."""
    return gettext("%(day)s at %(time)s") % {"day": weekday(value), "time": time_of_day(value)} if value else ""


def short_moment(value: datetime | None) -> str:
    """ "29 Dec 2026, 5pm", for tables and timelines."""
    return f"{short_day(value)}, {time_of_day(value)}" if value else ""


def iso(value: date | datetime | PartialDate) -> str:
    """For the `datetime` attribute of a `time` element."""
    return (value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat()


def when(value: date | datetime | None, words: str = "") -> Markup:
    """A `time` element: the words people read, the instant machines read."""
    if value is None:
        return Markup("")
    words = words or (moment(value) if isinstance(value, datetime) else day(value))
    return Markup('<time datetime="{}">{}</time>').format(iso(value), words)


def age_in_years(born_on: date, on: date | None = None) -> int:
    """Whole years; somebody born on 29 February has their birthday on 1 March in other years (England)."""
    on = on or clock.today()
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def age(born_on: date | PartialDate | None, on: date | None = None) -> str:
    """ "17 years old", "8 months old", "about 40 years old" where the birth date is known only in part."""
    if born_on is None:
        return "age not known"
    on = on or clock.today()
    if isinstance(born_on, PartialDate) and not born_on.is_exact:
        return f"about {plural(max(0, age_in_years(born_on.latest, on)), 'year')} old"
    exact = born_on.earliest if isinstance(born_on, PartialDate) else born_on
    years = age_in_years(exact, on)
    if years < 2:
        return f"{plural(_whole_months(exact, on), 'month')} old"
    return f"{years} years old"


def _whole_months(since: date, until: date) -> int:
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months - (until.day < since.day))


def due(due_on: date | None, today: date | None = None) -> str:
    """ "due in 3 days", "due tomorrow", "due today", "1 day overdue"."""
    if due_on is None:
        return "no date set"
    days = (due_on - (today or clock.today())).days
    if days < 0:
        return f"{plural(-days, 'day')} overdue"
    return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {days} days")


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 referral", "2 referrals", "1,204 people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def in_words(count: int) -> str:
    """Small numbers in words, as in running text: "three"; from ten on, and in other languages, in figures."""
    return SMALL_NUMBERS[count] if 0 <= count < 10 and in_english() else f"{count:,}"


def listed(items: Iterable[object], last: str = "and") -> str:
    """ "Coventry, Rugby and Warwick"."""
    *first, final = [str(item) for item in items] or [""]
    if not first:
        return final
    if last != "and":
        return f"{', '.join(first)} {last} {final}"
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(first), "last": final}


def nhs_number(value: str | None) -> str:
    """3-3-4 on one line: "999 123 4567", with spaces that do not break."""
    if not value:
        return "Not known"
    return format_nhs_number(value)


def phone(value: str | None) -> str:
    """As people dial it in Britain; what cannot be a number is shown as it was written."""
    try:
        number = phonenumbers.parse(value or "", "GB")
    except phonenumbers.NumberParseException:
        return value or ""
    style = phonenumbers.PhoneNumberFormat
    home = number.country_code == 44
    return phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL)


def lines(value: str | None) -> Markup:
    """Text as it was typed, line by line, escaped, in its own direction."""
    return set_apart(Markup("<br>").join(escape(line) for line in (value or "").strip().splitlines()))


def yes_no(value: bool | None) -> str:
    return "Not known" if value is None else ("Yes" if value else "No")


@dataclass(frozen=True)
class Rating:
    """How one rating is shown: `colour` picks the tint only; the three words say it all without colour."""

    letter: str
    word: str
    meaning: str
    colour: str


@dataclass(frozen=True)
class PersonBanner:
    """What stands at the top of every page about a person. How to talk to them comes first.

    `flags` are short words that must never be missed ("Interpreter: Polish", "Do not leave voicemail");
    they are printed too.
    """

    name: str
    href: str
    called: str = ""
    born: str = "Date of birth not known"
    nhs_number: str = "Not known"
    how_to_talk: Sequence[str] = ()
    flags: Sequence[str] = ()
    rating: Rating | None = None


def born(born_on: date | PartialDate | None, on: date | None = None) -> str:
    """ "14 March 2009 (17 years old)"."""
    return f"{day(born_on)} ({age(born_on, on)})" if born_on else "Date of birth not known"


FILTERS: dict[str, Callable[..., Any]] = {
    "age": age,
    "born": born,
    "day": day,
    "due": due,
    "in_words": in_words,
    "iso": iso,
    "lines": lines,
    "listed": listed,
    "local": local,
    "moment": moment,
    "nhs_number": nhs_number,
    "phone": phone,
    "plural": plural,
    "short_day": short_day,
    "short_moment": short_moment,
    "time_of_day": time_of_day,
    "weekday": weekday,
    "when": when,
    "yes_no": yes_no,
}
