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
IF_YES, IF_NO, TO_KNOW = "If you say yes", "If you say no", "Good to know"
VIEW_YES, VIEW_NO = "If the answer is yes", "If the answer is no"
VIEWS = {AGREED: "I think yes", REFUSED: "I think no", NOT_SURE: "I am not sure. Talk to me first"}


@dataclass(frozen=True)
class Wording:
    """What stands on one decision page. ``organisation`` is the code of the one it is about."""

    kind: str
    question: str
    about: tuple[str, ...]
    if_yes: tuple[str, ...]
    if_no: tuple[str, ...]
    to_know: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    organisation: str = ""

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What changes, what does not, and what else holds, each under its heading."""
        is_view = self.answers[0][1] == VIEWS[AGREED]
        yes, no = (VIEW_YES, VIEW_NO) if is_view else (IF_YES, IF_NO)
        return ((yes, self.if_yes), (no, self.if_no), (TO_KNOW, self.to_know))

    def as_text(self) -> str:
        """Everything the reader saw, in order: this is kept with the answer."""
        lists = [line for heading, lines in self.lists for line in (heading, *lines)]
        return "\n".join([self.question, *self.about, *lists, *(label for _, label in self.answers)])


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
    is_child: bool

    @classmethod
    def of(cls, asking: Asking) -> Speaker:
        own = asking.answers.is_own
        return cls(own, asking.voice.name, own and asking.ages is not None and asking.ages[0] < 16)

    @property
    def you(self) -> str:
        return "you" if self.own else self.name

    def say(self, own: str, view: str) -> str:
        """The word or sentence for this reader."""
        return own if self.own else view

    def told(self, organisation: Organisation) -> tuple[str, ...]:
        """What the organisation would be told, in the policy's own words, which speak to the person."""
        if self.own:
            return (f"This is what we would tell them: {organisation.would_be_told}",)
        return (
            f"This is what we would tell them about {self.name}. The words speak to {self.name}:",
            f"“{organisation.would_be_told}”",
        )

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        return tuple((ANSWERS if self.own else VIEWS).items())

    @property
    def stays(self) -> str:
        """True of every refusal (founding page): it never changes the support somebody has."""
        return f"The support {self.you} {self.say('have', 'has')} now stays the same."

    @property
    def later(self) -> str:
        """True of every decision."""
        who = self.say("You", "You and your child")
        return f"{who} can say something different later, at any time. Tell us and we will change it."

    @property
    def who_decides(self) -> tuple[str, ...]:
        """A parent is told that this is a view; somebody under 16 that we help them to decide."""
        if self.is_child:
            return (
                "You are under 16. Tell us what you want.",
                "Then we talk with you about who decides: you, or a parent or carer.",
            )
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
        if_yes=(
            "First we contact you. No other service sees this form before that.",
            f"Then we can show this form to {listed(names)}.",
            f"They can see it for {days} days at most.",
        ),
        if_no=("We do not show this form to other services.", speaker.stays),
        to_know=(speaker.later,),
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
        if_yes=(
            f"We write down what is hard for {speaker.you}, what helps, and who is involved.",
            "A health worker, for example a nurse, looks at how urgent the help is.",
            "We look again from time to time, to see if the help works.",
            "We plan the help together with you.",
        ),
        if_no=(f"We do not put {speaker.you} on it.", speaker.stays),
        to_know=(f"{speaker.say('You', 'Your child')} can come off it at any time.", speaker.later),
        answers=speaker.answers,
    )


def share(asking: Asking, organisation: Organisation) -> Wording:
    speaker = Speaker.of(asking)
    return Wording(
        kind="share",
        organisation=organisation.code,
        question=speaker.say(
            f"Can we tell {organisation.name} about you?",
            f"What do you think about telling {organisation.name} about {speaker.name}?",
        ),
        about=(
            f"{organisation.name}: {organisation.what_it_does}",
            *speaker.who_decides,
        ),
        if_yes=(
            *speaker.told(organisation),
            f"We only do this after we have contacted you, and only if {speaker.you} "
            f"{speaker.say('join', 'joins')} {asking.policy.labels.in_a_sentence}.",
        ),
        if_no=("We do not tell them.", speaker.stays),
        to_know=(
            "We ask about each service on its own. You can say yes to one and no to another.",
            speaker.later,
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
        if_yes=(
            "We plan the meeting when it is needed, and tell you before.",
            f"{speaker.say('You', 'You and your child')} can come, bring someone, or say things in another way.",
            f"Some people in the meeting do not know {speaker.you} yet. They read about {speaker.you} before.",
            "One of them knows from their own life, or their family's, what this is like.",
        ),
        if_no=("We do not plan the meeting. We may ask you again if things get very hard.", speaker.stays),
        to_know=(speaker.later,),
        answers=speaker.answers,
    )


def _between(youngest: int, oldest: int) -> str:
    return f"from {youngest} to {oldest}" if youngest else f"up to {oldest}"


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
            f"Key workers are for people {_between(ages.minimum, ages.maximum)} years old.",
            *speaker.who_decides,
        ),
        if_yes=(
            f"If the help is urgent, we ask the key worker service to help {speaker.you}.",
            f"The service is called: {service.name}.",
            *speaker.told(service),
            "They may say yes or no. We will tell you.",
        ),
        if_no=("We do not ask them.", speaker.stays),
        to_know=(speaker.later,),
        answers=speaker.answers,
    )
