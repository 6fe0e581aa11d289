"""The decisions of the person's own form: each alone, in plain words, with what changes and what does not.

The parent of a child under 16 sees the same subjects and is asked what they think: a view, which staff confirm.
Nothing chosen here opens sight to anybody: that comes after somebody has spoken to the person.
"""

from __future__ import annotations

from django.utils.translation import gettext

from dsr.core import forms
from dsr.core.presenters import listed
from dsr.core.words import later as _
from dsr.policy.document.organisations import Organisation
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.base import QuestionForm
from dsr.referrals.form.wording import Shown, Speaker, Wording


class DecisionForm(QuestionForm):
    """One decision; nothing is chosen beforehand."""

    decision = forms.RadioField(label="", missing=_("Choose yes, no or I am not sure"))

    def use(self, wording: Shown) -> None:
        field = self.fields["decision"]
        field.label = wording.ask
        field.set_choices(wording.answers)  # type: ignore[attr-defined]
        field.pictures = wording.pictures  # type: ignore[attr-defined]


def discuss(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    days = asking.policy.discussion_view_max_days
    return Wording(
        kind="discuss",
        question=speaker.say(
            gettext("Can we talk about this form with other services?"),
            gettext("What do you think about talking about this form with other services?"),
        ),
        about=(
            speaker.say(
                gettext("We want to find the right help for you."),
                gettext("We want to find the right help for %(name)s."),
            ),
            gettext("Sometimes we need to ask other services what they can do."),
            *speaker.who_decides,
        ),
        if_yes=(
            gettext("First we contact you. No other service sees this form before that."),
            gettext("Then we can show this form to %(services)s.") % {"services": listed(_told(asking, speaker))},
            gettext("They can see it for %(days)s days at most.") % {"days": days},
        ),
        if_no=(gettext("We do not show this form to other services."), speaker.stays),
        to_know=(speaker.later,),
        answers=speaker.answers,
        is_view=not speaker.own,
    )


def _told(asking: Asking, speaker: Speaker) -> list[str]:
    """Who is asked; the council in words while nobody knows which it is."""
    names = [gettext(one.name) for one in asking.policy.discussion_organisations(asking.council_code)]
    if not asking.council_code:
        names.append(
            speaker.say(
                gettext("the council that is responsible where you live"),
                gettext("the council that is responsible where they live"),
            )
        )
    return names


def join(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    register = gettext(asking.policy.labels.in_a_sentence)
    full_name = gettext(asking.policy.labels.register_name)
    return Wording(
        kind="join",
        question=speaker.say(
            gettext("Do you want to be on %(register)s?"),
            gettext("What do you think about %(name)s being on %(register)s?"),
            register=register,
        ),
        about=(
            gettext("Its full name is the %(register)s.") % {"register": full_name},
            gettext("It is a list of people who may need more help soon."),
            gettext("The help should come early, so that people do not have to go into a mental health hospital."),
            gettext("It is not a punishment. Being on it does not mean that anyone did something wrong."),
            *speaker.who_decides,
        ),
        if_yes=(
            speaker.say(
                gettext("We write down what is hard for you, what helps, and who is involved."),
                gettext("We write down what is hard for %(name)s, what helps, and who is involved."),
            ),
            gettext("A health worker, for example a nurse, looks at how urgent the help is."),
            gettext("We look again from time to time, to see if the help works."),
            gettext("We plan the help together with you."),
        ),
        if_no=(
            speaker.say(gettext("We do not put you on it."), gettext("We do not put %(name)s on it.")),
            speaker.stays,
        ),
        to_know=(
            speaker.say(
                gettext("You can come off it at any time."), gettext("Your child can come off it at any time.")
            ),
            speaker.later,
        ),
        answers=speaker.answers,
        is_view=not speaker.own,
    )


def share(asking: Asking, organisation: Organisation) -> Wording:
    speaker = Speaker.of(asking)
    name = gettext(organisation.name)
    return Wording(
        kind="share",
        organisation=organisation.code,
        question=speaker.say(
            gettext("Can we tell %(organisation)s about you?"),
            gettext("What do you think about telling %(organisation)s about %(name)s?"),
            organisation=name,
        ),
        about=(f"{name}: {gettext(organisation.what_it_does)}", *speaker.who_decides),
        if_yes=(
            *speaker.told(organisation),
            speaker.say(
                gettext("We only do this after we have contacted you, and only if you join %(register)s."),
                gettext("We only do this after we have contacted you, and only if %(name)s joins %(register)s."),
                register=gettext(asking.policy.labels.in_a_sentence),
            ),
        ),
        if_no=(gettext("We do not tell them."), speaker.stays),
        to_know=(
            gettext("We ask about each service on its own. You can say yes to one and no to another."),
            speaker.later,
            gettext(
                "There is one exception. If someone is in serious danger, the law may let us tell a service "
                "without asking. We tell you if we do that, unless it is not safe to tell you."
            ),
        ),
        answers=speaker.answers,
        is_view=not speaker.own,
    )


def review_name(asking: Asking) -> str:
    """CETR for anyone under 18, CTR for most adults; both when the age is not known."""
    if asking.ages is not None and asking.ages[1] < 18:
        return gettext("Care, Education and Treatment Review (CETR)")
    if asking.ages is not None and asking.ages[0] > 25:
        return gettext("Care and Treatment Review (CTR)")
    return gettext("Care (Education) and Treatment Review")


def cetr(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    return Wording(
        kind="cetr",
        question=speaker.say(
            gettext("If things get very hard, do you want a review meeting?"),
            gettext("If things get very hard, what do you think about a review meeting for %(name)s?"),
        ),
        about=(
            gettext("The meeting is called a %(review)s.") % {"review": review_name(asking)},
            speaker.say(
                gettext("People ask if you are safe and if the care is good."),
                gettext("People ask if %(name)s is safe and if the care is good."),
            ),
            speaker.say(
                gettext("They look for help, so that you do not have to go into hospital."),
                gettext("They look for help, so that %(name)s does not have to go into hospital."),
            ),
            *speaker.who_decides,
        ),
        if_yes=_in_the_meeting(speaker),
        if_no=(gettext("We do not plan the meeting. We may ask you again if things get very hard."), speaker.stays),
        to_know=(speaker.later,),
        answers=speaker.answers,
        is_view=not speaker.own,
    )


def _in_the_meeting(speaker: Speaker) -> tuple[str, ...]:
    return (
        gettext("We plan the meeting when it is needed, and tell you before."),
        speaker.say(
            gettext("You can come, bring someone, or say things in another way."),
            gettext("You and your child can come, bring someone, or say things in another way."),
        ),
        speaker.say(
            gettext("Some people in the meeting do not know you yet. They read about you before."),
            gettext("Some people in the meeting do not know %(name)s yet. They read about %(name)s before."),
        ),
        gettext("One of them knows from their own life, or their family's, what this is like."),
    )


def key_worker_ages(asking: Asking) -> str:
    """Whom key workers are for, as a sentence."""
    ages = asking.policy.key_worker_ages
    if not ages.minimum:
        return gettext("Key workers are for people up to %(oldest)s years old.") % {"oldest": ages.maximum}
    sentence = gettext("Key workers are for people from %(youngest)s to %(oldest)s years old.")
    return sentence % {"youngest": ages.minimum, "oldest": ages.maximum}


def key_worker(asking: Asking) -> Wording:
    speaker = Speaker.of(asking)
    service = asking.policy.organisations_of_kind("key_worker")[0]
    return Wording(
        kind="key_worker",
        organisation=service.code,
        question=speaker.say(
            gettext("Do you want us to ask for a key worker for you?"),
            gettext("What do you think about a key worker for %(name)s?"),
        ),
        about=(
            speaker.say(
                gettext("A key worker is one person who helps you and the family."),
                gettext("A key worker is one person who helps %(name)s and the family."),
            ),
            gettext("They make sure that services listen to you and work together."),
            key_worker_ages(asking),
            *speaker.who_decides,
        ),
        if_yes=(
            speaker.say(
                gettext("If the help is urgent, we ask the key worker service to help you."),
                gettext("If the help is urgent, we ask the key worker service to help %(name)s."),
            ),
            gettext("The service is called: %(service)s.") % {"service": gettext(service.name)},
            *speaker.told(service),
            gettext("They may say yes or no. We will tell you."),
        ),
        if_no=(gettext("We do not ask them."), speaker.stays),
        to_know=(speaker.later,),
        answers=speaker.answers,
        is_view=not speaker.own,
    )
