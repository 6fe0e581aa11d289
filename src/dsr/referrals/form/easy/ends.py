"""Easy Read: the pages around the questions, by the name of their template."""

from __future__ import annotations

from dsr.core.words import later as _
from dsr.referrals.form.easy.parts import EasyPage

PAGES: dict[str, EasyPage] = {
    "start": EasyPage(
        _("Ask for support"),
        (
            ("form", _("You can use this form to ask for support.")),
            ("person", _("It can be for you.")),
            ("two-people", _("Or it can be for someone else.")),
            ("learning-disability", _("It is for people with a learning disability.")),
            ("autism", _("And it is for autistic people.")),
            ("clock", _("It takes about 30 minutes.")),
            ("save", _("You can stop and come back.")),
            ("help", _("Someone can help you.")),
            ("phone", _("Then we contact you within %(days)s working days.")),
            ("private", _("We tell other services nothing before we talk to you.")),
        ),
    ),
    "danger-help": EasyPage(
        _("Get help now"),
        (("danger", _("Do not wait for us.")), ("phone", _("Contact one of these now."))),
    ),
    "danger-after": EasyPage(
        _("Your answers are safe"),
        (("save", _("We kept what you wrote.")), ("form", _("You can come back to this form later."))),
    ),
    "leave": EasyPage(
        _("Do you want to leave the form?"),
        (("save", _("You can save your answers and come back.")), ("bin", _("Or you can delete your answers."))),
    ),
    "save": EasyPage(
        _("Your answers are saved"),
        (
            ("form", _("You have not sent the form yet.")),
            ("calendar", _("You can come back until %(day)s.")),
            ("bin", _("After that day we delete your answers.")),
        ),
    ),
    "save-link": EasyPage(
        _("Your link"),
        (
            ("computer", _("Use this link to come back.")),
            ("safe", _("Keep it safe.")),
            ("key", _("It is secret.")),
            ("private", _("Anyone who has it can read your answers.")),
        ),
    ),
    "save-email": EasyPage(
        _("Send the link by email"),
        (("email", _("The email does not say what the form is about.")),),
    ),
    "delete": EasyPage(
        _("Do you want to delete all your answers?"),
        (
            ("bin", _("We keep nothing.")),
            ("no", _("You cannot get your answers back.")),
            ("form", _("You can start a new form at any time.")),
        ),
    ),
    "deleted": EasyPage(
        _("Your answers are deleted"),
        (("bin", _("We kept nothing.")), ("computer", _("You can also delete the history on this device."))),
    ),
    "person_remove": EasyPage(
        _("Do you want to remove %(person)s from this form?"),
        (("two-people", _("We then do not know about this person.")),),
    ),
    "check": EasyPage(
        _("Check your answers"),
        (
            ("form", _("You have not sent the form yet.")),
            ("read", _("Read your answers.")),
            ("change-mind", _("You can change each one.")),
        ),
    ),
    "check-send": EasyPage(
        _("Send the form"),
        (
            ("team", _("When you send it, our team reads it.")),
            ("private", _("We tell other services nothing before we talk to you.")),
        ),
    ),
    "equality": EasyPage(
        _("Your form has been sent"),
        (
            ("yes", _("Your number is %(reference)s.")),
            ("question", _("We have 2 or 3 more questions.")),
            ("equal", _("They help us to treat everyone fairly.")),
            ("choice", _("You do not have to answer.")),
            ("support", _("Your answers do not change your support.")),
        ),
        choices={"willing": {"yes": ("yes", ""), "no": ("no", "")}},
    ),
    "sex": EasyPage(
        _("What is your sex?"),
        (("choice", _("You do not have to answer.")),),
        them_title=_("What is the sex of {name}?"),
        choices={"sex": {"prefer_not_to_say": ("private", "")}},
    ),
    "ethnic-group": EasyPage(
        _("What is your ethnic group?"),
        (("family", _("This is about where your family comes from.")), ("choice", _("You do not have to answer."))),
        them_title=_("What is the ethnic group of {name}?"),
        them_said=(
            ("family", _("This is about where the family comes from.")),
            ("choice", _("You do not have to answer.")),
        ),
        choices={"ethnic_group": {"prefer_not_to_say": ("private", "")}},
    ),
    "ethnic-background": EasyPage(
        _("Which background is yours?"),
        (("choice", _("You do not have to answer.")),),
        them_title=_("Which background has {name}?"),
        labels={
            "ethnic_background": _("Choose one"),
            "ethnic_background_other": _("If another, you can say which"),
        },
        choices={"ethnic_background": {"prefer_not_to_say": ("private", "")}},
    ),
    "sent": EasyPage(
        _("Your form has been sent"),
        (("yes", _("Your number is %(reference)s.")), ("write", _("Write this number down."))),
    ),
    "sent-contact": EasyPage(_("When we contact you")),
    "sent-next": EasyPage(
        _("What happens next"),
        (
            ("read", _("We read what you told us.")),
            ("talk", _("We talk about what you want.")),
            ("nurse", _("A health worker looks at how urgent the help is.")),
            ("on-the-register", _("Then we tell you if we can put you on %(register)s.")),
            ("help", _("If not, we tell you why, and who can help.")),
        ),
        them_said=(
            ("read", _("We read what you told us.")),
            ("talk", _("We talk about what {name} wants.")),
            ("nurse", _("A health worker looks at how urgent the help is.")),
            ("on-the-register", _("Then we say if {name} can be on %(register)s.")),
            ("help", _("If not, we tell you why, and who can help.")),
        ),
    ),
    "help": EasyPage(
        _("Help me with this"),
        (
            ("friend", _("You can ask someone you trust.")),
            ("not-sure", _("You can say that you do not know.")),
            ("save", _("You can save and come back later.")),
        ),
    ),
}
