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


def pictured(asking: Asking) -> tuple[tuple[str, str], ...]:
    """What is true, with pictures, said to somebody who answered right, wrong or not at all."""
    voice = asking.voice
    own = gettext("If you say no, you keep all the help you have now.")
    theirs = gettext("If the answer is no, {name} keeps all the help they have now.")
    return (
        *_first(answered(asking)),
        ("support", voice.choose(own, theirs)),
        ("safe", gettext("Nobody takes it away.")),
        ("choice", gettext("You can say yes to one thing and no to another.")),
        ("change-mind", gettext("You can change your mind later, at any time.")),
    )


def _first(given: str) -> tuple[tuple[str, str], ...]:
    """A kind word first: whoever was misled was misled by our words."""
    if given == KEEP:
        return (("yes", gettext("Yes, that is right.")),)
    if given == LOSE:
        return (
            ("two-people", gettext("Many people think that.")),
            ("no", gettext("It is not so.")),
            ("information", gettext("We did not say it clearly enough.")),
        )
    if given == NOT_SURE:
        return (("information", gettext("That is fine. Here is what happens.")),)
    return ()


def truth(asking: Asking) -> tuple[str, ...]:
    """The same in words alone."""
    return tuple(words for _picture, words in pictured(asking))


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
