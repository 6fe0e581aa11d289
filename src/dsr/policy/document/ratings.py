"""The ratings of risk, how often each is reviewed, and the work each one starts."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import PositiveInt, StringConstraints, model_validator

from dsr.policy.document.base import (
    Age,
    Code,
    Name,
    NeededDecision,
    OrganisationKind,
    Part,
    RatingCode,
    Role,
    Text,
)
from dsr.policy.document.timing import Due

Condition = Literal["key_worker_age", "not_known_to_key_worker", "under_18", "aged_18_or_over"]
Closing = Literal[
    "partners_named",
    "meeting_or_cetr_held",
    "cetr_held",
    "referral_made",
    "visit_recorded",
    "review_written",
]


class Ages(Part):
    """Ages in whole years, both ends included: 0 to 25 ends on the day before the 26th birthday."""

    minimum: Age
    maximum: Age

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("The minimum age is above the maximum.")
        return self

    def include(self, age: int) -> bool:
        return self.minimum <= age <= self.maximum


class Owner(Part):
    """Who a task is given to: an organisation of this kind, somebody with this role in it."""

    organisation_kind: OrganisationKind
    role: Role


class LinkedTask(Part):
    """Work that a rating starts, in the same transaction as the rating.

    If it is not done when `escalate_after` has passed since the rating, the ladder's next step sees it.
    `only_if` lists conditions that must all hold; what is not known counts as holding, so that nobody
    is missed. `needs_decision`: until the person has made that decision the register team owns
    "seek the decision" instead. `repeat` makes the next one when this one is done, while the rating stands.
    """

    kind: Code
    title: Name
    description: Text
    due: Due
    owner: Owner
    escalate_after: Due
    only_if: tuple[Condition, ...] = ()
    needs_decision: NeededDecision | None = None
    closes_with: Closing
    repeat: Due | None = None


class Rating(Part):
    """One rating.

    `order` is its place from the least (1) to the most pressing; `in_hospital` sets Blue apart;
    `review_days` are calendar days from one review to the next.
    """

    code: RatingCode
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    name: Name
    meaning: Text
    definition: Text
    order: PositiveInt
    in_hospital: bool = False
    review_days: PositiveInt
    review_in_words: Text
    linked_tasks: tuple[LinkedTask, ...] = ()

    @property
    def label(self) -> str:
        """What a tag says: colour never stands alone."""
        return f"{self.name}: {self.meaning}"


class BelowGreen(Part):
    """The outcome when a rating finds no risk that belongs on the register."""

    name: Name
    meaning: Text
    definition: Text
    sentence: Text


class SeekDecision(Part):
    """The task the register team has while a person has not made a decision that linked work needs."""

    decision: NeededDecision
    title: Name
    description: Text
    due: Due
    escalate_after: Due
