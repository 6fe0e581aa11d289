"""What a page needs to know to ask its question: the rules in force, the answers so far, who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dsr.policy.document import Policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.voice import Voice

KEYED_ROUTES = ("telephone", "paper")


@dataclass(frozen=True)
class Asking:
    """One form at one moment. ``route`` is how it comes in, ``version_id`` the policy version shown."""

    policy: Policy
    answers: Answers
    today: date
    route: str = "web"
    version_id: int = 0

    @cached_property
    def voice(self) -> Voice:
        return Voice.of(self.answers)

    @property
    def is_keyed(self) -> bool:
        """Staff type what a caller says or a paper form holds."""
        return self.route in KEYED_ROUTES

    @property
    def is_grouped(self) -> bool:
        """Several questions a page, for those who fill in many."""
        return self.is_keyed or self.answers.who == "work_with"

    @cached_property
    def council_code(self) -> str | None:
        """The council the postcode suggests; a person confirms it before anything is shared."""
        if self.answers.of("lives", "lives") != "address":
            return None
        postcode = self.answers.of("address", "postcode")
        council = self.policy.council_for_postcode(postcode) if postcode else None
        return council.code if council else None

    @cached_property
    def ages(self) -> tuple[int, int] | None:
        return self.answers.ages(self.today)
