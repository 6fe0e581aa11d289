"""Support, outcomes and places to turn to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import PositiveInt, StringConstraints, model_validator

from dsr.policy.document.base import Code, Name, OrganisationKind, Part, PhoneNumber, Role, Text, WebAddress
from dsr.policy.document.timing import Due


class SupportNeed(Part):
    """Support a clinician may record as needed now; each becomes a task of ours or a request to a partner."""

    code: Code
    title: Name
    description: Text
    becomes: Literal["task", "support_request"]
    owner_kind: OrganisationKind
    owner_role: Role = "partner"
    due: Due


class ReferralOutcome(Part):
    """How a referral ended, in a word for staff and a sentence for the person."""

    code: Literal["accepted", "not_at_risk", "not_accepted", "unable_to_contact", "withdrawn"]
    name: Name
    sentence: Text


class NotAcceptedReason(Part):
    """Why a referral was not accepted: a name for staff, sentences for the letter, where to turn instead."""

    code: Code
    name: Name
    sentence: Text
    ask_again: Text
    signposts: tuple[Code, ...] = ()


class Signpost(Part):
    """Somewhere else that may help."""

    code: Code
    name: Name
    text: Text
    phone: PhoneNumber | None = None
    url: WebAddress | None = None


class CrisisContact(Part):
    """Help now. `owner` answers for it, `checked_on` is when that was last done. Unverified: never shown."""

    code: Code
    name: Name
    what_for: Text
    phone: PhoneNumber | None = None
    text: PhoneNumber | None = None
    url: WebAddress | None = None
    hours: Name
    owner: Text
    checked_on: date | None = None

    @model_validator(mode="after")
    def _can_be_shown(self) -> Self:
        if self.verified and not (self.checked_on and (self.phone or self.text or self.url)):
            raise ValueError("A verified contact has a number or address, and the day it was checked.")
        return self

    @property
    def status(self) -> Literal["verified", "unverified"]:
        return "verified" if self.verified else "unverified"


class Retention(Part):
    """How long something is kept. Where several rules fit one record the longest holds."""

    code: Code
    covers: Text
    starts: Literal["last_contact", "death", "birth", "decision", "last_saved", "event"]
    years: PositiveInt | None = None
    days: PositiveInt | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.years is None) is (self.days is None):
            raise ValueError("Give years or days.")
        return self


class InformationFormat(Part):
    """A form in which information can be given."""

    code: Code
    name: Name


class Language(Part):
    """A language an interpreter can be asked for, named in English and in its own script."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]
    name: Name
    own_name: Name
    direction: Literal["ltr", "rtl"] = "ltr"
