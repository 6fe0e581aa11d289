"""Easy Read: who the person is, where they live, their doctor and their diagnosis."""

from __future__ import annotations

from dsr.core.words import later as _
from dsr.referrals.form.easy.parts import EasyPage

STATUSES = {
    "confirmed": ("yes", _("Yes. A doctor or another expert said so")),
    "awaiting_assessment": ("wait", _("Not yet. I wait for a test")),
    "considered": ("think", _("Maybe. An expert thinks so")),
    "not_diagnosed": ("no", _("No")),
    "not_known": ("not-sure", _("I do not know")),
}
THEIR_STATUSES = {"awaiting_assessment": ("wait", _("Not yet. They wait for a test"))}
EMPTY = ("choice", _("If you do not know, leave it empty."))

PAGES: dict[str, EasyPage] = {
    "name": EasyPage(
        _("What is your name?"),
        (
            ("person", _("Write your first name and your last name.")),
            ("talk", _("Then tell us what we should call you.")),
        ),
        them_title=_("What is the name of the person?"),
        them_said=(("person", _("Write the name of the person who needs support.")),),
        labels={
            "given_name": _("First name"),
            "family_name": _("Last name"),
            "called": _("What name do you like?"),
        },
        them_labels={"called": _("What name do they like?")},
    ),
    "born": EasyPage(
        _("When were you born?"),
        (
            ("birthday", _("Write the day, the month and the year.")),
            ("calendar", _("For example: 31 3 2009.")),
            ("not-sure", _("If you are not sure, the year is enough.")),
        ),
        them_title=_("When was {name} born?"),
        labels={"born_on": _("Date of birth")},
    ),
    "about-age": EasyPage(
        _("About how old are you?"),
        (("birthday", _("You do not have to be exact.")),),
        them_title=_("About how old is {name}?"),
        choices={
            "about_age": {
                "under_16": ("child", ""),
                "16_17": ("young-person", ""),
                "18_25": ("young-person", ""),
                "over_25": ("person", ""),
                "not_known": ("not-sure", ""),
            }
        },
    ),
    "nhs-number": EasyPage(
        _("What is your NHS number?"),
        (
            ("health", _("It has 10 numbers.")),
            ("letter", _("It is on letters from the NHS.")),
            EMPTY,
        ),
        them_title=_("What is the NHS number of {name}?"),
    ),
    "lives": EasyPage(
        _("Where do you live?"),
        (("council", _("This tells us which council can help.")),),
        them_title=_("Where does {name} live?"),
        choices={
            "lives": {
                "address": ("house", _("At an address")),
                "no_fixed": ("move", _("I have no fixed address")),
                "not_known": ("private", _("I do not want to say here")),
            }
        },
        them_choices={"lives": {"no_fixed": ("move", _("They have no fixed address"))}},
    ),
    "address": EasyPage(
        _("What is your address?"),
        (("address", _("Write the number and the street first.")), EMPTY),
        them_title=_("What is the address of {name}?"),
        labels={
            "address_line_1": _("House number and street"),
            "address_line_2": _("More about the address"),
            "town": _("Town or city"),
            "postcode": _("Postcode"),
        },
    ),
    "gp": EasyPage(
        _("Which doctor do you go to?"),
        (
            ("doctor", _("This doctor is called your GP.")),
            ("hospital", _("Write the name of the place and the town.")),
            EMPTY,
        ),
        them_title=_("Which doctor does {name} go to?"),
        them_said=(("doctor", _("This doctor is called a GP.")), EMPTY),
    ),
    "learning-disability": EasyPage(
        _("Do you have a learning disability?"),
        (
            ("learning-disability", _("It makes learning and everyday things harder.")),
            ("clock", _("It is there all through life.")),
        ),
        them_title=_("Does {name} have a learning disability?"),
        choices={"learning_disability": STATUSES},
        them_choices={"learning_disability": THEIR_STATUSES},
    ),
    "autism": EasyPage(
        _("Are you autistic?"),
        (("autism", _("Autistic people feel and see the world in their own way.")),),
        them_title=_("Is {name} autistic?"),
        choices={"autism": STATUSES},
        them_choices={"autism": THEIR_STATUSES},
    ),
    "diagnosis-by": EasyPage(
        _("Who said so, and when?"),
        (("doctor", _("For example: the name of a doctor or a clinic.")), ("calendar", _("A year is enough.")), EMPTY),
        labels={"diagnosed_by": _("Who said so?"), "diagnosed_when": _("When was that?")},
    ),
}
