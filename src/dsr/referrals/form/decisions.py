"""The decisions of the person's own form: each alone, in plain words, with what changes and what does not.

The parent of a child under 16 sees the same subjects and is asked what they think: a view, which staff confirm.
Nothing chosen here opens sight to anybody: that comes after somebody has spoken to the person.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsr.core import forms
from dsr.core.presenters import listed
from dsr.policy.document.organisations import Organisation
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.base import QuestionForm

AGREED, REFUSED, NOT_SURE = "agreed", "refused", "not_sure"
ANSWERS = {AGREED: "Yes", REFUSED: "No", NOT_SURE: "I am not sure. Talk to me first"}
VIEWS = {AGREED: "I think yes", REFUSED: "I think no", NOT_SURE: "I am not sure. Talk to me first"}


@dataclass(frozen=True)
class Wording:
    """What stands on one decision page. ``organisation`` is the code of the one it is about."""

    kind: str
    question: str
    about: tuple[str, ...]
    changes: tuple[str, ...]
    stays: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    organisation: str = ""

    def as_text(self) -> str:
        """Everything the reader saw, in order: this is kept with the answer."""
        parts = [
            self.question,
            *self.about,
            "If you say yes",
            *self.changes,
            "What stays the same",
            *self.stays,
            *(label for _, label in self.answers),
        ]
        return "\n".join(parts)


class DecisionForm(QuestionForm):
    """One decision; nothing is chosen beforehand."""

    decision = forms.RadioField(label="", missing="Choose yes, no or I am not sure")

    def use(self, wording: Wording) -> None:
        field = self.fields["decision"]
        field.label = "What do you think?" if wording.answers[0][1] == VIEWS[AGREED] else "What do you want?"
        field.set_choices(wording.answers)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Speaker:
    """The words that change when a parent reads."""

    own: bool
    name: str

    @classmethod
    def of(cls, asking: Asking) -> Speaker:
        return cls(asking.answers.is_own, asking.voice.name)

    @property
    def you(self) -> str:
        return "you" if self.own else self.name

    def say(self, own: str, view: str) -> str:
        """The word or sentence for this reader."""
        return own if self.own else view

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        return tuple((ANSWERS if self.own else VIEWS).items())

    @property
    def stays(self) -> tuple[str, ...]:
        """True of every decision."""
        who = "You" if self.own else "You and your child"
        return (
            f"The support {self.you} {self.say('have', 'has')} now does not change if you say no.",
            f"{who} can say something different later, at any time. Tell us and we will change it.",
        )

    @property
    def who_decides(self) -> tuple[str, ...]:
        """A parent is told that this is a view."""
        if self.own:
            return ()
        return (
            "This is your view. It is not the last word.",
            f"We will also ask {self.name}, and check with you who decides.",
        )


def discuss(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    told = asking.policy.discussion_organisations(asking.council_code)
    names = [one.name for one in told]
    if not asking.council_code:
        names.append("the council that is responsible where " + ("you live" if speaker.own else "they live"))
    days = asking.policy.discussion_view_max_days
    return Wording(
        kind="discuss",
        question=speaker.say(
            "Can we talk about this form with other services?",
            "What do you think about talking about this form with other services?",
        ),
        about=(
            f"We want to find the right help for {speaker.you}.",
            "Sometimes we need to ask other services what they can do.",
            *speaker.who_decides,
        ),
        changes=(
            "First we contact you. Nothing is shown to anyone before that.",
            f"Then we can show this form to {listed(names)}.",
            f"They can see it for {days} days at most.",
            "No one else will see it.",
        ),
        stays=speaker.stays,
        answers=speaker.answers,
    )


def join(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    labels = asking.policy.labels
    return Wording(
        kind="join",
        question=speaker.say(
            f"Do you want to be on {labels.in_a_sentence}?",
            f"What do you think about {speaker.name} being on {labels.in_a_sentence}?",
        ),
        about=(
            f"Its full name is the {labels.register_name}.",
            "It is a list of people who may need more help soon.",
            "The help should come early, so that people do not have to go into a mental health hospital.",
            "It is not a punishment. Being on it does not mean that anyone did something wrong.",
            *speaker.who_decides,
        ),
        changes=(
            f"We write down what is hard for {speaker.you}, what helps, and who is involved.",
            "A clinician, such as a nurse, looks at how urgent the help is. This is called a rating.",
            "We look at it again and again, to see if the help works.",
            "We plan the help together with you.",
        ),
        stays=(
            *speaker.stays,
            "You can come off it at any time." if speaker.own else "Your child can come off it at any time.",
        ),
        answers=speaker.answers,
    )


def share(asking: Asking, organisation: Organisation) -> Wording:
    speaker = Speaker.of(asking)
    told = f"This is what we would tell them: {organisation.would_be_told}"
    return Wording(
        kind="share",
        organisation=organisation.code,
        question=speaker.say(
            f"Can we tell {organisation.name} about you?",
            f"What do you think about telling {organisation.name} about {speaker.name}?",
        ),
        about=(
            f"{organisation.name}: {organisation.what_it_does}",
            *(() if speaker.own else ("Where the words below say “you”, they mean your child.",)),
            *speaker.who_decides,
        ),
        changes=(
            told,
            f"We only do this after we have contacted you, and only if {speaker.you} "
            f"{speaker.say('join', 'joins')} {asking.policy.labels.in_a_sentence}.",
        ),
        stays=(
            "If you say no, we do not tell them.",
            *speaker.stays,
            "We ask about each organisation on its own. You can say yes to one and no to another.",
            "There is one exception. If someone is in serious danger, the law may let us tell a service "
            "without asking. We tell you if we do that, unless it is not safe to tell you.",
        ),
        answers=speaker.answers,
    )


def review_name(asking: Asking) -> str:
    """CETR for anyone under 18, CTR for most adults; both when the age is not known."""
    if asking.ages is not None and asking.ages[1] < 18:
        return "Care, Education and Treatment Review (CETR)"
    if asking.ages is not None and asking.ages[0] > 25:
        return "Care and Treatment Review (CTR)"
    return "Care (Education) and Treatment Review"


def cetr(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    return Wording(
        kind="cetr",
        question=speaker.say(
            "If things get very hard, do you want a review meeting?",
            f"If things get very hard, what do you think about a review meeting for {speaker.name}?",
        ),
        about=(
            f"The meeting is called a {review_name(asking)}.",
            f"People ask if {speaker.you} {speaker.say('are', 'is')} safe and if the care is good.",
            f"They look for help, so that {speaker.you} {speaker.say('do', 'does')} not have to go into hospital.",
            *speaker.who_decides,
        ),
        changes=(
            "We plan the meeting when it is needed, and tell you before.",
            f"Some people in the meeting do not know {speaker.you} yet.",
            "One of them knows from their own life, or their family's, what this is like.",
            f"They read about {speaker.you} before the meeting.",
            f"{speaker.say('You', 'You and your child')} can come, bring someone, or say things in another way.",
        ),
        stays=speaker.stays,
        answers=speaker.answers,
    )


def key_worker(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    ages = asking.policy.key_worker_ages
    service = asking.policy.organisations_of_kind("key_worker")[0]
    return Wording(
        kind="key_worker",
        organisation=service.code,
        question=speaker.say(
            "Do you want us to ask for a key worker for you?",
            f"What do you think about a key worker for {speaker.name}?",
        ),
        about=(
            f"A key worker is one person who helps {speaker.you} and the family.",
            "They make sure that services listen to you and work together.",
            f"Key workers are for people from {ages.minimum} to {ages.maximum} years old.",
            *(() if speaker.own else ("Where the words below say “you”, they mean your child.",)),
            *speaker.who_decides,
        ),
        changes=(
            f"If the help is urgent, we ask the key worker service to help {speaker.you}. Its name is {service.name}.",
            f"This is what we would tell them: {service.would_be_told}",
            "They may say yes or no. We will tell you.",
        ),
        stays=speaker.stays,
        answers=speaker.answers,
    )
