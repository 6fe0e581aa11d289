"""What every part of a policy document has in common."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
ShortName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=40)]
OdsCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{3,10}$")]
PlaceCode = Annotated[str, StringConstraints(pattern=r"^[EWSN][0-9]{8}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")]
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9 ]{2,19}$")]
EmailAddress = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Age = Annotated[int, Field(ge=0, le=130)]

RatingCode = Literal["green", "amber", "red", "blue"]
Level = Literal["referral", "summary", "plan", "full"]
OrganisationKind = Literal["register_team", "trust", "council", "icb", "voluntary", "key_worker"]
Role = Literal[
    "coordinator",
    "lead",
    "clinician",
    "partner",
    "commissioner",
    "keyworker",
    "panel_member",
    "privacy_officer",
    "administrator",
]
DiagnosisStatus = Literal["confirmed", "awaiting_assessment", "considered"]
NeededDecision = Literal["cetr", "key_worker"]


def _clock_time(value: Any) -> Any:
    """YAML reads an unquoted 17:00 as the number 1020, so only text is taken."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    if isinstance(value, str) and re.fullmatch("[0-9]{2}:[0-9]{2}(:[0-9]{2})?", value):
        return value
    raise ValueError('Write a time in quotation marks, like "17:00".')


ClockTime = Annotated[time, BeforeValidator(_clock_time)]


class Part(BaseModel):
    """A piece of the document. Unknown keys are refused, nothing can be changed after loading.

    `verified` is false for anything no responsible person has confirmed: it then needs a `note` that says
    what is missing. The administrator's page lists them all (`Policy.unverified`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    verified: bool = True
    note: Text | None = None
