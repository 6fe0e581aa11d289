"""The check of understanding before the decisions: asked kindly, never in the way, its answer kept for staff."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from dsr.core import forms
from dsr.core.words import later as _
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.base import QuestionForm

ASK, TELL = "say-no", "say-no-answer"
KEEP, LOSE, NOT_SURE = "keep", "lose", "not_sure"


class SayNoForm(QuestionForm):
    """May be skipped: whoever wants to go straight on leaves it empty."""

    leads = True
    mark_optional = False
    say_no = forms.RadioField(
        label=_("Before you choose: what happens if you say no?"),
        hint=_("This is not a test. It shows us if our words are clear. You can leave it empty."),
        choices=[
            (KEEP, _("I keep the help I have now")),
            (LOSE, _("I lose the help I have now")),
            (NOT_SURE, _("I am not sure")),
        ],
        required=False,
    )
    them = {"say_no": _("Before you choose: what happens if the answer is no?")}
    them_choices = {
        "say_no": {KEEP: _("{Name} keeps the help they have now"), LOSE: _("{Name} loses the help they have now")}
    }


class ToldForm(QuestionForm):
    """Nothing to answer: the page says what is true."""


def answered(asking: Asking) -> str:
    return str(asking.answers.of(ASK, "say_no"))


def truth(asking: Asking) -> tuple[str, ...]:
    """What is true, said to somebody who answered right, wrong or not at all."""
    first = {
        KEEP: gettext("Yes, that is right."),
        LOSE: gettext("Many people think that. It is not so. We did not say it clearly enough."),
        NOT_SURE: gettext("That is fine. Here is what happens."),
    }.get(answered(asking))
    voice = asking.voice
    own = gettext("If you say no, you keep all the help you have now. Nobody takes it away.")
    theirs = gettext("If the answer is no, {name} keeps all the help they have now. Nobody takes it away.")
    return (
        *((first,) if first else ()),
        voice.choose(own, theirs),
        gettext("You can say yes to one thing and no to another."),
        gettext("You can change your mind later, at any time."),
    )


def pictured(asking: Asking) -> tuple[tuple[str, str], ...]:
    """The same with a picture beside each sentence."""
    pictures = ("support", "choice", "change-mind")
    words = truth(asking)
    first = ("yes",) if answered(asking) == KEEP else ("information",)
    return tuple(zip((first + pictures)[-len(words) :], words, strict=True))


@dataclass(frozen=True)
class Check:
    """For staff: what was answered, and whether they seem not to have understood."""

    answer: str
    misunderstood: bool


WORDS = {
    KEEP: "They keep the help they have now. This is right.",
    LOSE: "They lose the help they have now. This is wrong.",
    NOT_SURE: "They were not sure.",
    "": "They left this question empty.",
}


def check_of(answers: Answers) -> Check | None:
    """None where it was not asked."""
    if ASK not in answers.data:
        return None
    given = str(answers.of(ASK, "say_no"))
    return Check(WORDS.get(given, WORDS[""]), given in (LOSE, NOT_SURE))
