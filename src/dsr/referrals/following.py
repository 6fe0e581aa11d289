"""Who made a referral, how they can be reached, and what they may do with it afterwards. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dsr.referrals.form.answers import Answers
from dsr.referrals.models import Referral, WhoAbout

EMAIL, TEXT = "email", "text"
#: A British number as it is dialled from abroad.
COUNTRY = re.compile(r"^(?:\+|00)44(?:\(0\))?")


@dataclass(frozen=True)
class Way:
    """One way to the maker that they gave themselves."""

    channel: str
    address: str


def ways_to_maker(referral: Referral) -> Iterator[Way]:
    """Only what the one who made the referral gave for themselves: a code never goes to anybody else."""
    answers = Answers(referral.answers)
    page, before = ("contact-details", "contact") if is_own(referral) else ("filler-contact", "filler")
    email, phone = str(answers.of(page, f"{before}_email")), str(answers.of(page, f"{before}_phone"))
    if email:
        yield Way(EMAIL, email)
    if phone:
        yield Way(TEXT, phone)


def way_named(referral: Referral, typed: str) -> Way | None:
    """The way somebody names, if the maker gave the same; None otherwise."""
    wanted = plain_contact(typed)
    return next((way for way in ways_to_maker(referral) if wanted and plain_contact(way.address) == wanted), None)


def plain_contact(text: str) -> str:
    """An email address in lower case; a telephone number as digits from its nought on."""
    text = "".join(text.split()).casefold()
    if "@" in text:
        return text
    return re.sub(r"\D", "", COUNTRY.sub("0", text))


def is_own(referral: Referral) -> bool:
    """The person made it for themselves."""
    return referral.who_about == WhoAbout.ME


def is_professional(referral: Referral) -> bool:
    """Somebody at work made it: they learn that it came, that it is in hand, and what came of it."""
    return referral.who_about == WhoAbout.WORK_WITH
