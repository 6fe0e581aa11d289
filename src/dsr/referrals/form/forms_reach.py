"""How somebody communicates, and the safest way to reach them."""

from __future__ import annotations

from typing import Any

from dsr.core import forms
from dsr.referrals.form.base import QuestionForm


class TalkForm(QuestionForm):
    how_to_talk = forms.TextAreaField(
        label="How should we talk to you?",
        hint="For example: use short sentences, give me time to answer, do not use jokes, write it down.",
        required=False,
    )
    them = {"how_to_talk": "How should we talk to {name}?"}
    them_hints = {"how_to_talk": "For example: use short sentences, give time to answer, use signs or pictures."}


class FormatsForm(QuestionForm):
    formats = forms.CheckboxesField(
        label="How do you like to get information?",
        hint="Choose all that help you.",
        not_known=True,
        missing="Choose at least one way, or say that you do not know",
    )
    them = {"formats": "How does {name} like to get information?"}
    them_hints = {"formats": "Choose all that help."}

    def prepare(self) -> None:
        offered = [(choice.code, choice.name) for choice in self.asking.policy.information_formats]
        self.fields["formats"].set_choices([*offered, (forms.NOT_KNOWN, "I do not know")])  # type: ignore[attr-defined]


class AdjustmentsForm(QuestionForm):
    leads = True
    adjustments = forms.CheckboxesField(
        label="What can we do to make things easier for you?",
        hint="Choose all that help.",
        choices=[
            ("more_time", "Give more time"),
            ("same_person", "Let me talk to the same person each time"),
            ("know_before", "Tell me before what will happen"),
            ("quiet", "Meet in a quiet place"),
            ("supporter", "Let me bring someone with me"),
            ("hearing", "Help with hearing"),
            ("sight", "Help with seeing"),
            ("moving", "Help with getting around"),
        ],
        none_of_these="None of these, or I do not know",
        missing="Choose what helps, or choose none of these",
    )
    adjustments_other = forms.TextAreaField(label="Is there anything else that helps?", required=False, rows=3)
    them = {"adjustments": "What can we do to make things easier for {name}?"}
    them_choices = {
        "adjustments": {
            "same_person": "The same person each time",
            "know_before": "Say before what will happen",
            "supporter": "Somebody they trust can come with them",
        }
    }


class LanguageForm(QuestionForm):
    leads = True
    language = forms.RadioField(
        label="Which language do you like to use?",
        missing="Choose a language",
    )
    language_other = forms.TextField(
        label="If another language, which one?", missing="Enter the language", max_length=60, width=20
    )
    them = {"language": "Which language does {name} like to use?"}
    only_when = {"language_other": ("language", {"other"})}

    def prepare(self) -> None:
        offered = [
            (one.code, one.name if one.name == one.own_name else f"{one.name} ({one.own_name})")
            for one in self.asking.policy.languages
        ]
        self.fields["language"].set_choices([("en", "English"), *offered, ("other", "Another language")])  # type: ignore[attr-defined]


class InterpreterForm(QuestionForm):
    leads = True
    interpreter = forms.YesNoField(
        label="Do you need an interpreter?",
        hint="An interpreter helps when two people use different languages. It costs you nothing.",
        not_known="I am not sure",
        missing="Say if an interpreter is needed",
    )
    interpreter_note = forms.TextField(
        label="Is there anything the interpreter should know?",
        hint="For example: the dialect, or if it should be a man or a woman.",
        required=False,
        max_length=300,
    )
    them = {"interpreter": "Does {name} need an interpreter?"}


class ContactFirstForm(QuestionForm):
    contact_first = forms.RadioField(
        label="Who should we contact first?",
        choices=[("filler", "Me"), ("person", "The person"), ("both", "Both of us")],
        missing="Choose who we should contact first",
    )
    them_choices = {"contact_first": {"person": "{Name}"}}


class ContactWayForm(QuestionForm):
    contact_way = forms.RadioField(
        label="What is the safest way to contact you?",
        choices=[
            ("phone", "Phone call"),
            ("text", "Text message"),
            ("email", "Email"),
            ("letter", "Letter"),
            ("somebody", "Through somebody I trust"),
        ],
        missing="Choose the safest way",
        hint="Safe means: nobody sees or hears it who should not know.",
    )
    them = {"contact_way": "What is the safest way for us to make contact?"}
    them_choices = {"contact_way": {"somebody": "Through somebody else they trust"}}


class TrustedForm(QuestionForm):
    trusted_name = forms.TextField(label="Their name", missing="Enter the name of the person")
    trusted_phone = forms.PhoneField(label="Their phone number", missing="Enter their phone number")


class ContactDetailsForm(QuestionForm):
    contact_phone = forms.PhoneField(label="Your phone number", required=False, autocomplete="tel")
    contact_email = forms.EmailField(label="Your email address", required=False, autocomplete="email")
    them = {
        "contact_phone": "Phone number of {name}",
        "contact_email": "Email address of {name}",
    }

    def prepare(self) -> None:
        if not self.asking.voice.me:
            for name in self.fields:
                self.fields[name].autocomplete = None  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        way = self.asking.answers.of("contact-way", "contact_way")
        if self.asking.voice.me:
            self._need(way)
        return self.cleaned_data

    def _need(self, way: str) -> None:
        if way in ("phone", "text") and not self._given("contact_phone"):
            self.add_error("contact_phone", "Enter a phone number, so that we can contact you this way")
        if way == "email" and not self._given("contact_email"):
            self.add_error("contact_email", "Enter an email address, so that we can contact you this way")

    def _given(self, name: str) -> bool:
        return bool(self.cleaned_data.get(name)) or name in self.errors


class ContactTimesForm(QuestionForm):
    contact_times = forms.TextField(
        label="When is a good time to contact you?",
        hint="For example: after 10am, not on Tuesdays, any time.",
        required=False,
        max_length=300,
    )
    them = {"contact_times": "When is a good time to make contact?"}

    def prepare(self) -> None:
        hours = self.asking.policy.team.hours_in_words
        self.fields["contact_times"].help_text += f" We work {hours}."


class VoicemailForm(QuestionForm):
    voicemail = forms.YesNoField(
        label="Can we leave a voice message?",
        hint="If we leave one, we do not say what it is about.",
        missing="Say if we can leave a voice message",
    )


class AddressSafeForm(QuestionForm):
    address_safe = forms.YesNoField(
        label="Is it safe to send letters to your address?",
        hint="For example: does anyone open your letters who should not?",
        not_known="I am not sure. Do not send letters",
        missing="Say if letters are safe",
    )
    them = {"address_safe": "Is it safe to send letters to the address of {name}?"}
    them_hints = {"address_safe": "For example: does anyone open the letters who should not?"}


class ContactUnsafeForm(QuestionForm):
    contact_unsafe = forms.TextAreaField(
        label="Is there anything we must not do when we contact you?",
        hint="For example: do not call when my partner is at home.",
        required=False,
        rows=3,
        max_length=1000,
    )
    them = {"contact_unsafe": "Is there anything we must not do when we make contact?"}
    them_hints = {"contact_unsafe": "For example: do not call when somebody else is at home."}
