"""Easy Read: what is happening, what helps, who helps, and what a professional adds."""

from __future__ import annotations

from dsr.core.words import later as _
from dsr.referrals.form.easy.asked_start import NOT_SURE, YES_NO
from dsr.referrals.form.easy.parts import EasyPage

EMPTY = ("choice", _("You can leave this empty."))

PAGES: dict[str, EasyPage] = {
    "now": EasyPage(
        _("What worries you now?"),
        (
            ("worried", _("Tell us what is hard for you.")),
            ("write", _("Use your own words.")),
            ("help", _("Someone can write it for you.")),
        ),
        them_said=(("worried", _("Tell us what is hard at the moment.")), ("write", _("Use your own words."))),
    ),
    "tried": EasyPage(
        _("What have people tried to help?"),
        (
            ("medicine", _("For example: medicine.")),
            ("support", _("Or a support worker.")),
            ("school", _("Or a change at school.")),
            EMPTY,
        ),
    ),
    "helps": EasyPage(
        _("What helps you to have a good day?"),
        (("happy", _("For example: people and places you like.")), ("mind", _("Or ways to calm down.")), EMPTY),
        them_title=_("What helps {name} to have a good day?"),
        them_said=(("happy", _("For example: people and places they like.")), EMPTY),
    ),
    "could-help": EasyPage(
        _("What could make things better?"),
        (
            ("think", _("Tell us what you would like to happen.")),
            ("not-sure", _("It is fine if you do not know.")),
            EMPTY,
        ),
    ),
    "services": EasyPage(
        _("Which services help the person now?"),
        (
            ("team", _("For example: a community team or a school.")),
            ("calendar", _("Write how often, and since when.")),
            EMPTY,
        ),
    ),
    "concerns": EasyPage(
        _("What worries you about the person?"),
        (("tick-list", _("Choose all that are true.")), ("clock", _("This shows us what is urgent."))),
        labels={"concerns": _("What worries you?"), "concerns_when": _("How soon could it happen?")},
        choices={
            "concerns": {
                "admission": ("in-hospital", _("They may have to go into a mental health hospital")),
                "placement": ("house", _("They may lose their home or their school place")),
                "family": ("family", _("The family cannot go on like this")),
                "self_harm": ("sad", _("They may hurt themselves")),
                "harm_to_others": ("angry", _("They may hurt other people")),
                "exploitation": ("danger", _("Somebody may use or abuse them")),
                "justice": ("law", _("The police or a court is involved")),
                "restraint": ("stop", _("They are held, locked in or given medicine to control them")),
                "health": ("medicine", _("Their health is getting worse")),
                "none": ("no", ""),
            },
            "concerns_when": {
                "days": ("day", ""),
                "weeks": ("calendar", ""),
                "months": ("calendar", ""),
                "not_known": ("not-sure", ""),
            },
        },
    ),
    "capacity": EasyPage(
        _("Can the person decide for themselves?"),
        (
            ("decide", _("It is about joining the register only.")),
            ("person", _("From 16, people decide for themselves.")),
            ("law", _("An assessment can show that someone cannot.")),
        ),
        labels={
            "capacity": _("Can the person decide for themselves?"),
            "capacity_evidence": _("What shows this?"),
            "best_interests": _("Does somebody decide for them by law?"),
        },
        choices={
            "capacity": {
                "has": ("yes", _("Yes, they can decide this")),
                "lacks": ("no", _("No, an assessment showed it")),
                "doubt": ("question", _("There is doubt, and no assessment yet")),
                "under_16": ("child", _("They are under 16")),
                "not_known": ("not-sure", ""),
            }
        },
    ),
    "consent-talks": EasyPage(
        _("What have you told the person?"),
        (("talk", _("Tell us what you explained, and how.")), ("listen", _("Then tell us what they said.")), EMPTY),
        labels={"explained": _("What did you tell them?"), "consent_said": _("What did they say?")},
    ),
    "people": EasyPage(
        _("Does anyone help you now?"),
        (
            ("family", _("For example: your family or a friend.")),
            ("nurse", _("Or a nurse, a teacher or a social worker.")),
        ),
        them_title=_("Does anyone help {name} now?"),
        them_said=(
            ("family", _("For example: family or a friend.")),
            ("nurse", _("Or a nurse, a teacher or a social worker.")),
        ),
        choices={
            "people": {
                "yes": ("yes", _("Yes, I can tell you who")),
                "no": ("no", ""),
                "not_known": ("private", _("I do not want to say here")),
            }
        },
    ),
    "people-list": EasyPage(
        _("The people you told us about"),
        (("two-people", _("These people help now.")), ("add-information", _("You can add another person."))),
        labels={"another": _("Do you want to add another person?")},
        choices={"another": YES_NO},
    ),
    "person": EasyPage(
        _("A person who helps"),
        (("friend", _("Tell us what you know.")), ("choice", _("You can leave the phone and the email empty."))),
        labels={
            "involved_name": _("Their name"),
            "involved_role": _("Who are they? For example: my mum"),
            "involved_organisation": _("Where do they work?"),
            "involved_phone": _("Their phone number"),
            "involved_email": _("Their email address"),
            "involved_may_talk": _("Can we talk to them?"),
        },
        them_labels={"involved_role": _("Who are they? For example: their mum")},
        choices={"involved_may_talk": YES_NO | NOT_SURE},
    ),
}
