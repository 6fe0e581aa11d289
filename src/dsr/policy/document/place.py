"""The area, its labels, and the team that keeps its register."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from dsr.core.working_days import Calendar
from dsr.policy.document.base import (
    ClockTime,
    EmailAddress,
    Name,
    OdsCode,
    Part,
    PhoneNumber,
    PlaceCode,
    ShortName,
    Slug,
    Text,
)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class LocalAuthority(Part):
    """A place the area covers, by its government statistical code (a unitary, a borough or a district)."""

    code: PlaceCode
    name: Name


class Area(Part):
    """The integrated care board area whose register this is."""

    code: Slug
    name: Name
    icb_ods_code: OdsCode
    icb_name: Name
    local_authorities: tuple[LocalAuthority, ...]
    postcode_table: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.txt\.gz$")]

    def local_authority(self, code: str) -> LocalAuthority:
        """Raises KeyError for a place outside the area."""
        places = {place.code: place for place in self.local_authorities}
        return places[code]


class Labels(Part):
    """What the public calls things here; other areas say pathway or database where this one says register."""

    register_name: Name
    short_name: ShortName
    in_a_sentence: Name
    service_name: Name
    reference_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]


class Team(Part):
    """The register team: when it works, how it is reached, how it introduces itself on the telephone.

    ``duty_email`` is read by whoever of the team is on duty, and never shown to the public: alerts go there too.
    """

    name: Name
    opens: ClockTime
    closes: ClockTime
    days: tuple[Weekday, ...]
    hours_in_words: Text
    phone: PhoneNumber | None = None
    email: EmailAddress | None = None
    duty_email: EmailAddress | None = None
    caller_name: Text
    caller_number: PhoneNumber | None = None
    caller_number_in_words: Text
    extra_holidays: tuple[date, ...] = ()
    removed_holidays: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _makes_a_calendar(self) -> Self:
        self.calendar()
        return self

    def calendar(self) -> Calendar:
        """The working days and hours of the team."""
        return Calendar(
            opens=self.opens,
            closes=self.closes,
            weekdays=frozenset(_WEEKDAYS.index(day) for day in self.days),
            extra_holidays=frozenset(self.extra_holidays),
            removed_holidays=frozenset(self.removed_holidays),
        )


class DataProtection(Part):
    """Who answers for the information (UK GDPR, Article 4(7)), and how to reach its data protection officer.

    A privacy notice names both (Article 13(1)). Unverified: neither is shown, and the notice says whom to ask.
    """

    controller: Name
    officer_phone: PhoneNumber | None = None
    officer_email: EmailAddress | None = None

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.verified and not (self.officer_phone or self.officer_email):
            raise ValueError("Verified data protection has a telephone number or an email address of the officer.")
        return self
