"""Who the person is, where they live, their doctor and their diagnosis."""

from __future__ import annotations

from typing import Any

from dsr.core import forms
from dsr.core.words import later as _
from dsr.referrals.form.base import QuestionForm


class NameForm(QuestionForm):
    given_name = forms.TextField(
        label=_("First name"), missing=_("Enter a first name"), max_length=100, autocomplete="given-name"
    )
    family_name = forms.TextField(
        label=_("Last name"), missing=_("Enter a last name"), max_length=100, autocomplete="family-name"
    )
    called = forms.TextField(
        label=_("What name do you like to be called?"), required=False, max_length=100, autocomplete="nickname"
    )

    def prepare(self) -> None:
        if not self.asking.voice.me:
            self.fields["called"].label = _("What name do they like to be called?")
            for name in self.fields:
                self.fields[name].autocomplete = None  # type: ignore[attr-defined]


class BornForm(QuestionForm):
    leads = True
    mark_optional = False
    born_on = forms.DateField(
        label=_("What is your date of birth?"),
        noun=_("Date of birth"),
        hint=_("For example, 31 3 2009. If you are not sure, the year is enough."),
        approximate=True,
        not_future=True,
        required=False,
        autocomplete="bday",
    )
    born_not_known = forms.CheckboxesField(
        label=_("If you do not know it"),
        hidden_label=True,
        required=False,
        choices=[("not_known", _("I do not know the date of birth"))],
    )
    them = {"born_on": _("When was {name} born?")}

    def prepare(self) -> None:
        if not self.asking.voice.me:
            self.fields["born_on"].autocomplete = ""  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data.get("born_on") or self.cleaned_data.get("born_not_known")
        if not given and "born_on" not in self.errors:
            self.add_error("born_on", _("Enter the date of birth, or say that you do not know it"))
        return self.cleaned_data


class AboutAgeForm(QuestionForm):
    about_age = forms.RadioField(
        label=_("About how old are you?"),
        choices=[
            ("under_16", _("Under 16")),
            ("16_17", _("16 or 17")),
            ("18_25", _("18 to 25")),
            ("over_25", _("Over 25")),
        ],
        not_known=True,
        missing=_("Choose an age, or say that you do not know"),
    )
    them = {"about_age": _("About how old is {name}?")}


class NhsNumberForm(QuestionForm):
    nhs_number = forms.NhsNumberField(
        label=_("Do you know your NHS number?"),
        hint=_(
            "It has 10 numbers, like 999 123 4567. You can find it on a letter from the NHS. "
            "If you do not know it, leave the box empty."
        ),
        required=False,
    )
    them = {"nhs_number": _("Do you know the NHS number of {name}?")}


class LivesForm(QuestionForm):
    lives = forms.RadioField(
        label=_("Where do you live?"),
        choices=[
            ("address", _("At an address"), _("A house, a flat, a care home, a school or a hospital")),
            (
                "no_fixed",
                _("I have no fixed address"),
                _("For example: staying with different people, or on the street"),
            ),
        ],
        not_known=_("I do not want to say here"),
        missing=_("Choose where you live, or choose that you do not want to say"),
        hint=_("This tells us which council can help."),
    )
    them = {"lives": _("Where does {name} live?")}
    them_choices = {"lives": {"no_fixed": _("They have no fixed address")}}

    def prepare(self) -> None:
        if not self.asking.voice.me:
            self.fields["lives"].missing = _("Choose where they live, or choose that you do not want to say")  # type: ignore[attr-defined]


class AddressForm(QuestionForm):
    address_line_1 = forms.TextField(
        label=_("Address line 1"), missing=_("Enter the first line of the address"), autocomplete="address-line1"
    )
    address_line_2 = forms.TextField(label=_("Address line 2"), required=False, autocomplete="address-line2")
    town = forms.TextField(label=_("Town or city"), required=False, width=20, autocomplete="address-level2")
    postcode = forms.PostcodeField(
        label=_("Postcode"),
        hint=_("If you do not know it, leave the box empty."),
        required=False,
        autocomplete="postal-code",
    )

    def prepare(self) -> None:
        if not self.asking.voice.me:
            for name in self.fields:
                self.fields[name].autocomplete = None  # type: ignore[attr-defined]


class GpForm(QuestionForm):
    gp = forms.TextField(
        label=_("Which doctor's surgery do you go to?"),
        hint=_("This is your GP. Write the name of the surgery and the town. If you do not know, leave the box empty."),
        required=False,
    )
    them = {"gp": _("Which doctor's surgery does {name} go to?")}
    them_hints = {
        "gp": _(
            "This is their GP. Write the name of the surgery and the town. If you do not know, leave the box empty."
        )
    }


STATUSES = [
    ("confirmed", _("Yes, a professional has confirmed it")),
    ("awaiting_assessment", _("Not yet. Waiting for an assessment")),
    ("considered", _("Maybe. A professional thinks so, but there was no assessment")),
    ("not_diagnosed", _("No")),
]


class LearningDisabilityForm(QuestionForm):
    learning_disability = forms.RadioField(
        label=_("Do you have a learning disability?"),
        hint=_("A learning disability makes it harder to learn and do everyday things, all through life."),
        choices=STATUSES,
        not_known=True,
        missing=_("Choose an answer about learning disability"),
    )
    them = {"learning_disability": _("Does {name} have a learning disability?")}


class AutismForm(QuestionForm):
    autism = forms.RadioField(
        label=_("Are you autistic?"),
        hint=_("Autistic people experience the world in a different way from other people."),
        choices=STATUSES,
        not_known=True,
        missing=_("Choose an answer about autism"),
    )
    them = {"autism": _("Is {name} autistic?")}


class DiagnosisByForm(QuestionForm):
    diagnosed_by = forms.TextField(
        label=_("Who confirmed it?"),
        hint=_("For example: the name of a doctor, a clinic or a school. If you do not know, leave the box empty."),
        required=False,
    )
    diagnosed_when = forms.TextField(
        label=_("When was that?"),
        hint=_("A year is enough, for example 2019."),
        required=False,
        width=20,
        max_length=60,
    )
