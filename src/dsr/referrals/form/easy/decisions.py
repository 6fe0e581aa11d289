"""The decisions in Easy Read: the same subjects in simpler words, kept with the answer exactly as shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from django.utils.translation import gettext

from dsr.core.presenters import local
from dsr.core.words import later as _
from dsr.policy.document.organisations import Organisation
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.decisions import key_worker_ages, review_name
from dsr.referrals.form.easy.parts import Said
from dsr.referrals.form.wording import (
    AGREED,
    IF_NO,
    IF_YES,
    NOT_CHECKED,
    NOT_SURE,
    REFUSED,
    TO_KNOW,
    VIEW_NO,
    VIEW_YES,
    VIEWS,
    Choices,
    Speaker,
    interpreter_answer,
)

OWN = {AGREED: _("Yes"), REFUSED: _("No"), NOT_SURE: _("I am not sure. Talk to me first")}
PICTURES = {AGREED: "yes", REFUSED: "no", NOT_SURE: "talk"}

Block = tuple[str, tuple[Said, ...]]


@dataclass(frozen=True)
class EasyWording:
    """A decision page as (heading, sentences with pictures) blocks; the first block has no heading."""

    kind: str
    question: str
    blocks: tuple[Block, ...]
    answers: Choices
    organisation: str = ""
    is_view: bool = False
    notice: tuple[str, ...] = ()

    @property
    def interpreter_only(self) -> bool:
        return bool(self.notice)

    @property
    def ask(self) -> str:
        return gettext("What do you think?") if self.is_view else gettext("What do you want?")

    @property
    def pictures(self) -> Mapping[str, str]:
        return PICTURES

    def as_text(self) -> str:
        """Everything the reader saw, in order: this is kept with the answer."""
        lines = [words for heading, said in self.blocks for words in (heading, *(words for _picture, words in said))]
        answers = (label for _code, label in self.answers)
        return "\n".join([self.question, *self.notice, *filter(None, lines), *answers])

    def only_with_interpreter(self) -> Self:
        return replace(self, notice=tuple(str(words) for words in NOT_CHECKED), answers=interpreter_answer())


def _wording(
    kind: str,
    speaker: Speaker,
    question: str,
    about: tuple[Said, ...],
    yes: tuple[Said, ...],
    no: tuple[Said, ...],
    organisation: str = "",
) -> EasyWording:
    """The frame all decisions share: what it is, if yes, if no, and that nothing is for ever."""
    headings = (IF_YES, IF_NO) if speaker.own else (VIEW_YES, VIEW_NO)
    return EasyWording(
        kind=kind,
        question=question,
        blocks=(
            ("", (*about, *_who_decides(speaker))),
            (str(headings[0]), yes),
            (str(headings[1]), (*no, ("support", _stays(speaker)))),
            (str(TO_KNOW), (("change-mind", gettext("You can change your mind at any time.")),)),
        ),
        answers=tuple((code, str(label)) for code, label in (OWN if speaker.own else VIEWS).items()),
        is_view=not speaker.own,
        organisation=organisation,
    )


def _stays(speaker: Speaker) -> str:
    return speaker.say(
        gettext("You keep all the help you have now."), gettext("%(name)s keeps all the help they have now.")
    )


def _who_decides(speaker: Speaker) -> tuple[Said, ...]:
    if speaker.is_child:
        return (
            ("young-person", gettext("You are under 16.")),
            ("tell-us", gettext("Tell us what you want.")),
            ("talk", gettext("Then we talk about who decides: you or a parent.")),
        )
    if speaker.own:
        return ()
    return (
        ("parent", gettext("This is what you think.")),
        ("child", gettext("We will also ask %(name)s.") % {"name": speaker.name}),
    )


def discuss(asking: Asking) -> EasyWording:
    speaker = Speaker.of(asking)
    told = tuple(("team", local(one.name)) for one in asking.policy.discussion_organisations(asking.council_code))
    council = () if asking.council_code else (("council", gettext("The council for the place you live in")),)
    days = gettext("They see it for %(days)s days at most.") % {"days": asking.policy.discussion_view_max_days}
    return _wording(
        "discuss",
        speaker,
        speaker.say(
            gettext("Can we talk about this form with other services?"),
            gettext("What do you think about talking about this form with other services?"),
        ),
        (
            ("support", gettext("We want to find the right help.")),
            ("question", gettext("Other services may be able to help.")),
        ),
        (
            ("phone", gettext("First we talk to you.")),
            ("share", gettext("Then we can show this form to:")),
            *told,
            *council,
            ("calendar", days),
        ),
        (("no-share", gettext("We do not show this form to other services.")),),
    )


def join(asking: Asking) -> EasyWording:
    speaker = Speaker.of(asking)
    register = local(asking.policy.labels.in_a_sentence)
    full_name = local(asking.policy.labels.register_name)
    return _wording(
        "join",
        speaker,
        speaker.say(
            gettext("Do you want to be on %(register)s?"),
            gettext("What do you think about %(name)s being on %(register)s?"),
            register=register,
        ),
        (
            ("register", gettext("Its full name is the %(register)s.") % {"register": full_name}),
            ("list", gettext("It is a list of people who may need more help.")),
            ("no-hospital", gettext("Early help can keep people out of a mental health hospital.")),
            ("no", gettext("It is not a punishment.")),
            ("happy", gettext("You did nothing wrong.")),
        ),
        (
            ("write", gettext("We write down what is hard and what helps.")),
            ("nurse", gettext("A health worker looks at how urgent the help is.")),
            ("plan", gettext("We plan the help with you.")),
            ("search", gettext("We look again later, to see if the help works.")),
        ),
        (
            (
                "not-on-the-register",
                speaker.say(gettext("We do not put you on it."), gettext("We do not put %(name)s on it.")),
            ),
        ),
    )


def share(asking: Asking, organisation: Organisation) -> EasyWording:
    speaker = Speaker.of(asking)
    name = local(organisation.name)
    return _wording(
        "share",
        speaker,
        speaker.say(
            gettext("Can we tell %(organisation)s about you?"),
            gettext("What do you think about telling %(organisation)s about %(name)s?"),
            organisation=name,
        ),
        (
            ("team", gettext("This is what they do:")),
            ("information", local(organisation.what_it_does)),
        ),
        (
            ("talk", gettext("First we talk to you.")),
            ("tell-us", gettext("Then we tell them this:")),
            ("information", local(organisation.would_be_told)),
        ),
        (
            ("no-share", gettext("We do not tell them.")),
            ("choice", gettext("You can say yes to one service and no to another.")),
            ("danger", gettext("The law may let us tell a service if someone is in serious danger.")),
        ),
        organisation=organisation.code,
    )


def cetr(asking: Asking) -> EasyWording:
    speaker = Speaker.of(asking)
    return _wording(
        "cetr",
        speaker,
        speaker.say(
            gettext("If things get very hard, do you want a review meeting?"),
            gettext("If things get very hard, what do you think about a review meeting for %(name)s?"),
        ),
        (
            ("meeting", gettext("The meeting is called a %(review)s.") % {"review": review_name(asking)}),
            (
                "safe",
                speaker.say(gettext("People ask if you are safe."), gettext("People ask if %(name)s is safe.")),
            ),
            ("no-hospital", gettext("They look for help outside hospital.")),
        ),
        (
            ("calendar", gettext("We tell you before the meeting.")),
            ("two-people", gettext("You can come, and bring someone.")),
            (
                "read",
                speaker.say(
                    gettext("New people read about you before."),
                    gettext("New people read about %(name)s before."),
                ),
            ),
            ("friend", gettext("One of them knows from their own life what this is like.")),
        ),
        (("no", gettext("We do not plan the meeting.")), ("question", gettext("We may ask you again later."))),
    )


def key_worker(asking: Asking) -> EasyWording:
    speaker = Speaker.of(asking)
    service = asking.policy.organisations_of_kind("key_worker")[0]
    return _wording(
        "key_worker",
        speaker,
        speaker.say(
            gettext("Do you want us to ask for a key worker for you?"),
            gettext("What do you think about a key worker for %(name)s?"),
        ),
        (
            ("key-worker", gettext("A key worker is one person who helps you.")),
            ("listen", gettext("They make sure that services listen to you.")),
            ("birthday", key_worker_ages(asking)),
        ),
        (
            ("phone", gettext("We ask this service, if the help is urgent:")),
            ("team", local(service.name)),
            ("tell-us", gettext("We tell them this:")),
            ("information", local(service.would_be_told)),
            ("question", gettext("They may say yes or no.")),
            ("tell-us", gettext("We will tell you what they say.")),
        ),
        (("no", gettext("We do not ask them.")),),
        organisation=service.code,
    )
