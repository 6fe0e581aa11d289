"""What a page needs to know to ask its question: the rules in force, the answers so far, who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dsr.core.reading import EASY, STANDARD
from dsr.policy.document import Policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.voice import Voice

KEYED_ROUTES = ("telephone", "paper")
ENGLISH = "en"


@dataclass(frozen=True)
class Asking:
    """One form at one moment. ``route`` is how it comes in, ``version_id`` the policy version shown.

    ``language`` and ``reading`` are those of the page; ``words_checked``: a qualified translator has checked them.
    """

    policy: Policy
    answers: Answers
    today: date
    route: str = "web"
    version_id: int = 0
    language: str = ENGLISH
    reading: str = STANDARD
    words_checked: bool = True

    @cached_property
    def voice(self) -> Voice:
        return Voice.of(self.answers)

    @property
    def is_keyed(self) -> bool:
        """Staff type what a caller says or a paper form holds."""
        return self.route in KEYED_ROUTES

    @property
    def is_easy(self) -> bool:
        return self.reading == EASY

    @property
    def is_grouped(self) -> bool:
        """Several questions a page, for those who fill in many; never in Easy Read."""
        return not self.is_easy and (self.is_keyed or self.answers.who == "work_with")

    @property
    def seen(self) -> dict[str, str]:
        """How the page was read that an answer was given on; kept beside the answer."""
        return {"language": self.language, "reading": self.reading}

    @property
    def format(self) -> str:
        """The form the words had, as it is kept with a decision."""
        by_staff = {"telephone": "spoken", "paper": "paper"}.get(self.route)
        return by_staff or ("Easy Read web page" if self.is_easy else "web page")

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
