"""Easy Read: danger, who it is about, who fills it in."""

from __future__ import annotations

from dsr.core.words import later as _
from dsr.referrals.form.easy.parts import EasyPage

YES_NO = {"yes": ("yes", ""), "no": ("no", "")}
NOT_SURE = {"not_known": ("not-sure", "")}

PAGES: dict[str, EasyPage] = {
    "danger": EasyPage(
        _("Is anyone in danger now?"),
        (
            ("danger", _("Danger means: someone is badly hurt.")),
            ("worried", _("Or someone wants to die.")),
            ("angry", _("Or someone is about to hurt another person.")),
        ),
        choices={"danger": YES_NO | NOT_SURE},
    ),
    "who": EasyPage(
        _("Who is this form about?"),
        (("form", _("This form asks for support.")), ("person", _("Tell us who needs the support."))),
        choices={
            "who": {
                "me": ("person", _("Me")),
                "care_for": ("carer", _("Someone I care for")),
                "my_child": ("parent", _("My child")),
                "work_with": ("social-worker", _("Someone I work with")),
            }
        },
    ),
    "helper": EasyPage(
        _("Is someone helping you with this form?"),
        (("two-people", _("It is good to have help.")), ("choice", _("You say what goes in the form."))),
        choices={"helped": YES_NO},
    ),
    "helper-details": EasyPage(
        _("Who is helping you?"),
        (("friend", _("Tell us about the person who helps you.")), ("talk", _("We only talk to them if you say yes."))),
        labels={
            "helper_name": _("What is their name?"),
            "helper_relationship": _("How do you know them? For example: my sister"),
            "helper_may_talk": _("Can we talk to them about this form?"),
        },
        choices={"helper_may_talk": YES_NO | NOT_SURE},
    ),
    "filler": EasyPage(
        _("What is your name?"),
        (("write", _("You fill in this form for someone else.")), ("person", _("Write your own name here."))),
    ),
    "filler-work": EasyPage(
        _("What is your work?"),
        (("social-worker", _("Tell us about your job.")), ("team", _("Then tell us where you work."))),
        labels={"filler_job": _("What is your job?"), "filler_organisation": _("Where do you work?")},
    ),
    "filler-contact": EasyPage(
        _("How can we contact you?"),
        (
            ("phone", _("Write your phone number.")),
            ("email", _("Or write your email address.")),
            ("choice", _("You can give both.")),
        ),
        labels={"filler_phone": _("Your phone number"), "filler_email": _("Your email address")},
    ),
    "relationship": EasyPage(
        _("How do you know the person?"),
        (("two-people", _("For example: I am her brother.")), ("carer", _("Or: I am his carer."))),
    ),
    "authority": EasyPage(
        _("Do you have a legal right to decide for them?"),
        (
            ("law", _("A court can give someone this right.")),
            ("parent", _("Parents have it for their children.")),
            ("carer", _("Being a carer does not give you this right.")),
            ("support", _("You can still ask for support.")),
        ),
        choices={
            "authority": {
                "parental_responsibility": ("parent", ""),
                "attorney": ("health", ""),
                "deputy": ("law", ""),
                "none": ("no", ""),
            }
        },
    ),
    "knows": EasyPage(
        _("Do they know that you ask for support?"),
        (("private", _("We tell other services nothing yet.")), ("talk", _("First we talk to the person."))),
        them_title=_("Does {name} know that you ask for support?"),
        choices={
            "knows": {
                "yes": ("yes", ""),
                "partly": ("information", ""),
                "no": ("no", ""),
                "not_known": ("not-sure", ""),
            }
        },
    ),
    "says": EasyPage(
        _("What do they say about it?"),
        (
            ("talk", _("Write what they say.")),
            ("no", _("Write it too if they say no.")),
            ("choice", _("You can leave this empty.")),
        ),
        them_title=_("What does {name} say about it?"),
    ),
}
