"""What stands on a decision page, and who it speaks to. The words are kept with the answer exactly as shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol, Self

from django.utils.translation import gettext

from dsr.core.presenters import local
from dsr.core.words import later as _
from dsr.policy.document.organisations import Organisation
from dsr.referrals.form.asking import Asking

AGREED, REFUSED, NOT_SURE = "agreed", "refused", "not_sure"
ANSWERS = {AGREED: _("Yes"), REFUSED: _("No"), NOT_SURE: _("I am not sure. Talk to me first")}
VIEWS = {AGREED: _("I think yes"), REFUSED: _("I think no"), NOT_SURE: _("I am not sure. Talk to me first")}
WITH_INTERPRETER = _("Talk to me with an interpreter")
IF_YES, IF_NO, TO_KNOW = _("If you say yes"), _("If you say no"), _("Good to know")
VIEW_YES, VIEW_NO = _("If the answer is yes"), _("If the answer is no")
#: Said where nobody who knows both languages has checked the words.
NOT_CHECKED = (
    _("These words were translated, but no qualified translator has checked them yet."),
    _("So we do not ask you to decide here."),
    _("We will talk with you about this, with an interpreter. It costs you nothing."),
)

Choices = tuple[tuple[str, str], ...]


class Shown(Protocol):
    """A decision page's words in either reading."""

    @property
    def kind(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def answers(self) -> Choices: ...
    @property
    def is_view(self) -> bool: ...
    @property
    def interpreter_only(self) -> bool: ...
    @property
    def ask(self) -> str: ...
    @property
    def pictures(self) -> Mapping[str, str]: ...
    def as_text(self) -> str: ...
    def only_with_interpreter(self) -> Self: ...


@dataclass(frozen=True)
class Wording:
    """``organisation`` is the code of the one it is about; ``notice`` stands first, when the words are not checked."""

    kind: str
    question: str
    about: tuple[str, ...]
    if_yes: tuple[str, ...]
    if_no: tuple[str, ...]
    to_know: tuple[str, ...]
    answers: Choices
    organisation: str = ""
    is_view: bool = False
    notice: tuple[str, ...] = ()

    @property
    def interpreter_only(self) -> bool:
        return bool(self.notice)

    @property
    def ask(self) -> str:
        """The question right above the answers."""
        return gettext("What do you think?") if self.is_view else gettext("What do you want?")

    @property
    def pictures(self) -> Mapping[str, str]:
        """The picture of each answer, in Easy Read."""
        return {}

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What changes, what does not, and what else holds, each under its heading."""
        yes, no = (VIEW_YES, VIEW_NO) if self.is_view else (IF_YES, IF_NO)
        return ((str(yes), self.if_yes), (str(no), self.if_no), (str(TO_KNOW), self.to_know))

    def as_text(self) -> str:
        """Everything the reader saw, in order: this is kept with the answer."""
        lists = [line for heading, lines in self.lists for line in (heading, *lines)]
        answers = (label for _code, label in self.answers)
        return "\n".join([self.question, *self.notice, *self.about, *lists, *answers])

    def only_with_interpreter(self) -> Self:
        """The same explanation where nobody has checked the words: nothing can be decided there."""
        return replace(self, notice=tuple(str(words) for words in NOT_CHECKED), answers=interpreter_answer())


def interpreter_answer() -> Choices:
    return ((NOT_SURE, str(WITH_INTERPRETER)),)


@dataclass(frozen=True)
class Speaker:
    """The words that change when a parent reads."""

    own: bool
    name: str
    is_child: bool

    @classmethod
    def of(cls, asking: Asking) -> Speaker:
        own = asking.answers.is_own
        return cls(own, asking.voice.name, own and asking.ages is not None and asking.ages[0] < 16)

    def say(self, own: str, view: str, **parts: object) -> str:
        """The whole sentence for this reader; ``%(name)s`` stands for the child, in a parent's."""
        return (own if self.own else view) % {"name": self.name, **parts}

    def told(self, organisation: Organisation) -> tuple[str, ...]:
        """What the organisation would be told, in the policy's own words, which speak to the person."""
        words = local(organisation.would_be_told)
        if self.own:
            return (gettext("This is what we would tell them: %(words)s") % {"words": words},)
        about = gettext("This is what we would tell them about %(name)s. The words speak to %(name)s:")
        return (about % {"name": self.name}, gettext("“%(words)s”") % {"words": words})

    @property
    def answers(self) -> Choices:
        return tuple((code, str(label)) for code, label in (ANSWERS if self.own else VIEWS).items())

    @property
    def stays(self) -> str:
        """True of every refusal (founding page): it never changes the support somebody has."""
        return self.say(
            gettext("The support you have now stays the same."),
            gettext("The support %(name)s has now stays the same."),
        )

    @property
    def later(self) -> str:
        """True of every decision."""
        return self.say(
            gettext("You can say something different later, at any time. Tell us and we will change it."),
            gettext(
                "You and your child can say something different later, at any time. Tell us and we will change it."
            ),
        )

    @property
    def who_decides(self) -> tuple[str, ...]:
        """A parent is told that this is a view; somebody under 16 that we help them to decide."""
        if self.is_child:
            return (
                gettext("You are under 16. Tell us what you want."),
                gettext("Then we talk with you about who decides: you, or a parent or carer."),
            )
        if self.own:
            return ()
        return (
            gettext("This is your view. It is not the last word."),
            gettext("We will also ask %(name)s, and check with you who decides.") % {"name": self.name},
        )
