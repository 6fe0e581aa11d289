"""How somebody communicates, and the safest way to reach them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from dsr.core import forms
from dsr.core.words import later as _
from dsr.referrals.form.base import QuestionForm


class TalkForm(QuestionForm):
    how_to_talk = forms.TextAreaField(
        label=_("How should we talk to you?"),
        hint=_("For example: use short sentences, give me time to answer, do not use jokes, write it down."),
        required=False,
    )
    them = {"how_to_talk": _("How should we talk to {name}?")}
    them_hints = {"how_to_talk": _("For example: use short sentences, give time to answer, use signs or pictures.")}


class FormatsForm(QuestionForm):
    formats = forms.CheckboxesField(
        label=_("How do you like to get information?"),
        hint=_("Choose all that help you."),
        not_known=True,
        missing=_("Choose at least one way, or say that you do not know"),
    )
    them = {"formats": _("How does {name} like to get information?")}
    them_hints = {"formats": _("Choose all that help.")}

    def prepare(self) -> None:
        offered = [(choice.code, gettext(choice.name)) for choice in self.asking.policy.information_formats]
        self.fields["formats"].set_choices([*offered, (forms.NOT_KNOWN, gettext("I do not know"))])  # type: ignore[attr-defined]


class AdjustmentsForm(QuestionForm):
    leads = True
    adjustments = forms.CheckboxesField(
        label=_("What can we do to make things easier for you?"),
        hint=_("Choose all that help."),
        choices=[
            ("more_time", _("Give more time")),
            ("same_person", _("Let me talk to the same person each time")),
            ("know_before", _("Tell me before what will happen")),
            ("quiet", _("Meet in a quiet place")),
            ("supporter", _("Let me bring someone with me")),
            ("hearing", _("Help with hearing")),
            ("sight", _("Help with seeing")),
            ("moving", _("Help with getting around")),
        ],
        none_of_these=_("None of these, or I do not know"),
        missing=_("Choose what helps, or choose none of these"),
    )
    adjustments_other = forms.TextAreaField(label=_("Is there anything else that helps?"), required=False, rows=3)
    them = {"adjustments": _("What can we do to make things easier for {name}?")}
    them_choices = {
        "adjustments": {
            "same_person": _("The same person each time"),
            "know_before": _("Say before what will happen"),
            "supporter": _("Somebody they trust can come with them"),
        }
    }


class LanguageForm(QuestionForm):
    leads = True
    language = forms.RadioField(
        label=_("Which language do you like to use?"),
        missing=_("Choose a language"),
    )
    language_other = forms.TextField(
        label=_("If another language, which one?"), missing=_("Enter the language"), max_length=60, width=20
    )
    them = {"language": _("Which language does {name} like to use?")}
    only_when = {"language_other": ("language", {"other"})}

    def prepare(self) -> None:
        offered = [(one.code, _both_names(gettext(one.name), one.own_name)) for one in self.asking.policy.languages]
        choices = [("en", gettext("English")), *offered, ("other", gettext("Another language"))]
        self.fields["language"].set_choices(choices)  # type: ignore[attr-defined]


def _both_names(name: str, own_name: str) -> str:
    return name if own_name in name else f"{name} ({own_name})"


class InterpreterForm(QuestionForm):
    leads = True
    interpreter = forms.YesNoField(
        label=_("Do you need an interpreter?"),
        hint=_("An interpreter helps when two people use different languages. It costs you nothing."),
        not_known=_("I am not sure"),
        missing=_("Say if an interpreter is needed"),
    )
    interpreter_note = forms.TextField(
        label=_("Is there anything the interpreter should know?"),
        hint=_("For example: the dialect, or if it should be a man or a woman."),
        required=False,
        max_length=300,
    )
    them = {"interpreter": _("Does {name} need an interpreter?")}


class ContactFirstForm(QuestionForm):
    contact_first = forms.RadioField(
        label=_("Who should we contact first?"),
        choices=[("filler", _("Me")), ("person", _("The person")), ("both", _("Both of us"))],
        missing=_("Choose who we should contact first"),
    )
    them_choices = {"contact_first": {"person": "{Name}"}}


class ContactWayForm(QuestionForm):
    contact_way = forms.RadioField(
        label=_("What is the safest way to contact you?"),
        choices=[
            ("phone", _("Phone call")),
            ("text", _("Text message")),
            ("email", _("Email")),
            ("letter", _("Letter")),
            ("somebody", _("Through somebody I trust")),
        ],
        missing=_("Choose the safest way"),
        hint=_("Safe means: nobody sees or hears it who should not know."),
    )
    them = {"contact_way": _("What is the safest way for us to make contact?")}
    them_choices = {"contact_way": {"somebody": _("Through somebody else they trust")}}


class TrustedForm(QuestionForm):
    trusted_name = forms.TextField(label=_("Their name"), missing=_("Enter the name of the person"))
    trusted_phone = forms.PhoneField(label=_("Their phone number"), missing=_("Enter their phone number"))


class ContactDetailsForm(QuestionForm):
    contact_phone = forms.PhoneField(label=_("Your phone number"), required=False, autocomplete="tel")
    contact_email = forms.EmailField(label=_("Your email address"), required=False, autocomplete="email")
    them = {
        "contact_phone": _("Phone number of {name}"),
        "contact_email": _("Email address of {name}"),
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
            self.add_error("contact_phone", _("Enter a phone number, so that we can contact you this way"))
        if way == "email" and not self._given("contact_email"):
            self.add_error("contact_email", _("Enter an email address, so that we can contact you this way"))

    def _given(self, name: str) -> bool:
        return bool(self.cleaned_data.get(name)) or name in self.errors


class ContactTimesForm(QuestionForm):
    contact_times = forms.TextField(
        label=_("When is a good time to contact you?"),
        required=False,
        max_length=300,
    )
    them = {"contact_times": _("When is a good time to make contact?")}

    def prepare(self) -> None:
        hours = gettext(self.asking.policy.team.hours_in_words)
        example = gettext("For example: after 10am, not on Tuesdays, any time. We work %(hours)s.")
        self.fields["contact_times"].help_text = example % {"hours": hours}


class VoicemailForm(QuestionForm):
    voicemail = forms.YesNoField(
        label=_("Can we leave a voice message?"),
        hint=_("If we leave one, we do not say what it is about."),
        missing=_("Say if we can leave a voice message"),
    )


class AddressSafeForm(QuestionForm):
    address_safe = forms.YesNoField(
        label=_("Is it safe to send letters to your address?"),
        hint=_("For example: does anyone open your letters who should not?"),
        not_known=_("I am not sure. Do not send letters"),
        missing=_("Say if letters are safe"),
    )
    them = {"address_safe": _("Is it safe to send letters to the address of {name}?")}
    them_hints = {"address_safe": _("For example: does anyone open the letters who should not?")}


class ContactUnsafeForm(QuestionForm):
    contact_unsafe = forms.TextAreaField(
        label=_("Is there anything we must not do when we contact you?"),
        hint=_("For example: do not call when my partner is at home."),
        required=False,
        rows=3,
        max_length=1000,
    )
    them = {"contact_unsafe": _("Is there anything we must not do when we make contact?")}
    them_hints = {"contact_unsafe": _("For example: do not call when somebody else is at home.")}
