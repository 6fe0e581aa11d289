"""The organisations that may be told about a person, and what each would be told."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from dsr.policy.document.base import (
    Level,
    Name,
    OdsCode,
    OrganisationKind,
    Part,
    PlaceCode,
    ShortName,
    Slug,
    Text,
)


class Organisation(Part):
    """One organisation.

    `opened_by` names the decision that gives it sight of a person: a sharing decision made for it alone,
    or the decision to be referred to a key worker. `levels` are those such a decision may grant.
    `discussion`: whether it sees a referral while the team discusses it. `serves`: the places a council
    answers for.
    """

    code: Slug
    ods_code: OdsCode | None = None
    ods_synthetic: bool = False
    name: Name
    short_name: ShortName
    kind: OrganisationKind
    what_it_does: Text
    opened_by: Literal["share", "key_worker"] | None = None
    levels: tuple[Level, ...] = ()
    default_level: Level | None = None
    would_be_told: Text | None = None
    discussion: bool = False
    serves: tuple[PlaceCode, ...] = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        shown = (bool(self.levels), self.default_level is not None, self.would_be_told is not None)
        if any(given is not (self.opened_by is not None) for given in shown):
            raise ValueError("levels, default_level and would_be_told go with opened_by: all or none.")
        if self.default_level and self.default_level not in self.levels:
            raise ValueError("default_level must be one of levels.")
        if bool(self.serves) is not (self.kind == "council"):
            raise ValueError("A council serves places, and only a council does.")
        if self.discussion and self.kind not in {"trust", "council"}:
            raise ValueError("Only the trust and the one council see a referral in discussion.")
        return self
