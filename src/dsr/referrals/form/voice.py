"""Who a question speaks to: "Where do you live?" or "Where does Sam live?"."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from dsr.referrals.form.answers import Answers


@dataclass(frozen=True)
class Voice:
    """``me`` when somebody fills the form in for themselves; else the words for the other person."""

    me: bool
    name: str

    @classmethod
    def of(cls, answers: Answers) -> Voice:
        fallback = gettext("your child") if answers.who == "my_child" else gettext("the person")
        return cls(answers.who in ("", "me"), answers.name or fallback)

    def choose(self, me: str, them: str) -> str:
        """The words for this reader; ``{name}`` and ``{Name}`` stand for the person."""
        if self.me or not them:
            return str(me)
        return str(them).replace("{name}", self.name).replace("{Name}", self.name[:1].upper() + self.name[1:])
