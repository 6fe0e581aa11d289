"""Easy Read: how somebody communicates, and the safest way to reach them."""

from __future__ import annotations

from dsr.core.words import later as _
from dsr.referrals.form.easy.asked_start import NOT_SURE, YES_NO
from dsr.referrals.form.easy.parts import EasyPage

EMPTY = ("choice", _("You can leave this empty."))

PAGES: dict[str, EasyPage] = {
    "talk": EasyPage(
        _("How should we talk to you?"),
        (
            ("talk", _("For example: use short sentences.")),
            ("wait", _("Or: give me time to answer.")),
            ("write", _("Or: write it down for me.")),
            EMPTY,
        ),
        them_title=_("How should we talk to {name}?"),
        them_said=(
            ("talk", _("For example: use short sentences.")),
            ("wait", _("Or: give them time to answer.")),
            EMPTY,
        ),
    ),
    "formats": EasyPage(
        _("How do you like to get information?"),
        (("tick-list", _("Choose all that help you.")),),
        them_title=_("How does {name} like to get information?"),
        them_said=(("tick-list", _("Choose all that help.")),),
        choices={
            "formats": {
                "standard": ("letter", ""),
                "easy_read": ("easy-read", ""),
                "large_print": ("large-print", ""),
                "audio": ("listen", ""),
                "bsl": ("talk", ""),
                "braille": ("read", ""),
                "spoken": ("two-people", ""),
                "not_known": ("not-sure", ""),
            }
        },
    ),
    "adjustments": EasyPage(
        _("What makes things easier for you?"),
        (("tick-list", _("Choose all that help.")), ("free", _("It costs you nothing."))),
        them_title=_("What makes things easier for {name}?"),
        labels={"adjustments": _("What helps?"), "adjustments_other": _("Does something else help?")},
        choices={
            "adjustments": {
                "more_time": ("clock", ""),
                "same_person": ("person", _("Talk to the same person each time")),
                "know_before": ("information", _("Know before what will happen")),
                "quiet": ("mind", _("A quiet place")),
                "supporter": ("two-people", _("Someone comes with me")),
                "hearing": ("listen", ""),
                "sight": ("read", ""),
                "moving": ("move", ""),
                "none": ("not-sure", ""),
            }
        },
        them_choices={"adjustments": {"supporter": ("two-people", _("Someone comes with them"))}},
    ),
    "language": EasyPage(
        _("Which language do you like to use?"),
        (("language", _("We can get someone who speaks it.")), ("free", _("It costs you nothing."))),
        them_title=_("Which language does {name} like to use?"),
        labels={"language": _("Which language?"), "language_other": _("If another language, which one?")},
        choices={"language": {"other": ("language", "")}},
    ),
    "interpreter": EasyPage(
        _("Do you need an interpreter?"),
        (
            ("interpreter", _("An interpreter helps when people use different languages.")),
            ("free", _("It costs you nothing.")),
        ),
        them_title=_("Does {name} need an interpreter?"),
        labels={
            "interpreter": _("Is an interpreter needed?"),
            "interpreter_note": _("What should the interpreter know?"),
        },
        choices={"interpreter": YES_NO | NOT_SURE},
    ),
    "contact-first": EasyPage(
        _("Who should we contact first?"),
        (("phone", _("We contact this person first.")),),
        choices={"contact_first": {"filler": ("person", ""), "person": ("person", ""), "both": ("two-people", "")}},
    ),
    "contact-way": EasyPage(
        _("What is the safest way to contact you?"),
        (("safe", _("Safe means: only the right people see or hear it.")),),
        them_title=_("What is the safest way to make contact?"),
        choices={
            "contact_way": {
                "phone": ("phone", ""),
                "text": ("text-message", ""),
                "email": ("email", ""),
                "letter": ("letter", ""),
                "somebody": ("friend", _("Through somebody I trust")),
            }
        },
        them_choices={"contact_way": {"somebody": ("friend", _("Through somebody they trust"))}},
    ),
    "trusted": EasyPage(
        _("Who is the person you trust?"),
        (("friend", _("We contact this person.")), ("phone", _("We need their phone number."))),
        them_title=_("Who is the person they trust?"),
        labels={"trusted_name": _("Their name"), "trusted_phone": _("Their phone number")},
    ),
    "contact-details": EasyPage(
        _("How can we reach you?"),
        (("private", _("We only use this to talk about this form.")),),
        them_title=_("How can we reach {name}?"),
        labels={"contact_phone": _("Phone number"), "contact_email": _("Email address")},
    ),
    "contact-times": EasyPage(
        _("When is a good time to contact you?"),
        (("clock", _("For example: after 10am, or any time.")), EMPTY),
        them_title=_("When is a good time to make contact?"),
    ),
    "voicemail": EasyPage(
        _("Can we leave a voice message?"),
        (("mobile", _("You can hear it later on the phone.")), ("private", _("We do not say what it is about."))),
        choices={"voicemail": YES_NO},
    ),
    "address-safe": EasyPage(
        _("Is it safe to send letters to your address?"),
        (
            ("letter", _("Think: who opens your letters?")),
            ("safe", _("Say no if the wrong person may read them.")),
        ),
        them_title=_("Is it safe to send letters to {name}?"),
        them_said=(
            ("letter", _("Think: who opens the letters?")),
            ("safe", _("Say no if the wrong person may read them.")),
        ),
        choices={"address_safe": YES_NO | NOT_SURE},
    ),
    "contact-unsafe": EasyPage(
        _("What must we not do when we contact you?"),
        (("stop", _("For example: do not call in the evening.")), EMPTY),
        them_title=_("What must we not do when we make contact?"),
    ),
    "say-no": EasyPage(
        _("Before you choose: what happens if you say no?"),
        (("question", _("This is not a test.")), ("information", _("It shows us if our words are clear.")), EMPTY),
        them_title=_("Before you choose: what happens if the answer is no?"),
        choices={
            "say_no": {
                "keep": ("support", _("I keep the help I have now")),
                "lose": ("stop", _("I lose the help I have now")),
                "not_sure": ("not-sure", _("I am not sure")),
            }
        },
        them_choices={
            "say_no": {
                "keep": ("support", _("{Name} keeps the help they have now")),
                "lose": ("stop", _("{Name} loses the help they have now")),
            }
        },
    ),
    "say-no-answer": EasyPage(
        _("What happens if you say no"),
        them_title=_("What happens if the answer is no"),
    ),
}
