"""The first questions: danger, who it is about, who fills it in."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError

from dsr.core import clock, forms
from dsr.core.words import later as _
from dsr.referrals.form.base import QuestionForm


class DangerForm(QuestionForm):
    danger = forms.YesNoField(
        label=_("Is anyone in danger now?"),
        hint=_("For example: somebody is badly hurt, wants to die, or is about to hurt someone."),
        not_known=_("I am not sure"),
        missing=_("Choose yes, no or I am not sure"),
    )


class WhoForm(QuestionForm):
    who = forms.RadioField(
        label=_("Who is this form about?"),
        missing=_("Choose who this form is about"),
        choices=[
            ("me", _("Me"), _("I am asking for support for myself")),
            ("care_for", _("Someone I care for"), _("For example: a family member or a friend")),
            (
                "my_child",
                _("My child"),
                _("I have parental responsibility. This means I have a legal duty to look after them"),
            ),
            ("work_with", _("Someone I work with"), _("For example: I am a GP, a teacher or a social worker")),
        ],
    )


def clock_time(text: str) -> time | None:
    """ "14:30", "2.30pm", "9am" as a time of day; None when it is none of these."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", text.strip().lower())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 and (half or found[2]) else None


class ReceivedForm(QuestionForm):
    """Only for staff who key a form: the clock starts when the call or the paper came."""

    received_on = forms.DateField(
        label="When did the call or the paper form come?",
        hint="For example, 16 11 2026",
        noun="The day it came",
        not_future=True,
        missing="Enter the day the call or the paper form came",
    )
    received_time = forms.TextField(
        label="At what time?",
        hint="For example, 2:30pm. The promise of contact counts from this moment.",
        width=10,
        missing="Enter the time the call or the paper form came",
    )

    def clean_received_time(self) -> str:
        text: str = self.cleaned_data["received_time"]
        if clock_time(text) is None:
            raise ValidationError("Enter a time like 2:30pm or 14:30")
        return text

    def clean(self) -> dict[str, Any]:
        at = received_at(self.cleaned_data.get("received_on"), self.cleaned_data.get("received_time", ""))
        if at is not None and at > clock.now():
            self.add_error("received_time", "The time it came must not be in the future")
        return self.cleaned_data


def received_at(day: Any, text: str) -> datetime | None:
    """The London day and time as an instant; None while either is missing."""
    at = clock_time(text)
    return datetime.combine(day, at, clock.LONDON) if day and at else None


class HelperForm(QuestionForm):
    helped = forms.YesNoField(
        label=_("Is someone helping you to fill in this form?"),
        missing=_("Say if someone is helping you"),
    )


class HelperDetailsForm(QuestionForm):
    helper_name = forms.TextField(label=_("Their name"), missing=_("Enter the name of the person who helps you"))
    helper_relationship = forms.TextField(
        label=_("How do you know them?"),
        hint=_("For example: my sister, my support worker"),
        missing=_("Say how you know the person who helps you"),
    )
    helper_may_talk = forms.YesNoField(
        label=_("Can we talk to them about this form?"),
        not_known=_("I am not sure. Ask me first"),
        missing=_("Say if we can talk to them"),
    )


class FillerForm(QuestionForm):
    filler_name = forms.TextField(
        label=_("What is your name?"),
        hint=_("The name of the person who fills in this form."),
        missing=_("Enter your name"),
        autocomplete="name",
    )


class FillerWorkForm(QuestionForm):
    filler_job = forms.TextField(
        label=_("What is your job?"), missing=_("Enter your job"), autocomplete="organization-title"
    )
    filler_organisation = forms.TextField(
        label=_("Where do you work?"),
        hint=_("The name of your organisation and team"),
        missing=_("Enter the organisation you work for"),
        autocomplete="organization",
    )


class FillerContactForm(QuestionForm):
    filler_phone = forms.PhoneField(label=_("Your phone number"), required=False, autocomplete="tel")
    filler_email = forms.EmailField(label=_("Your email address"), required=False, autocomplete="email")
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data.get("filler_phone") or self.cleaned_data.get("filler_email")
        if not given and not self.errors:
            self.add_error("filler_phone", _("Enter a phone number or an email address"))
        return self.cleaned_data


class RelationshipForm(QuestionForm):
    filler_relationship = forms.TextField(
        label=_("How do you know the person?"),
        missing=_("Say how you know the person"),
        hint=_("For example: I am her brother, I am his foster carer"),
    )

    def prepare(self) -> None:
        words = {
            "my_child": (_("How are you related to your child?"), _("For example: mother, adoptive father, guardian")),
            "work_with": (_("How do you work with the person?"), _("For example: I am their care coordinator")),
        }
        field = self.fields["filler_relationship"]
        field.label, field.help_text = words.get(self.asking.answers.who, (field.label, field.help_text))


class AuthorityForm(QuestionForm):
    authority = forms.CheckboxesField(
        label=_("Has a court or the person given you a legal right to decide for them?"),
        hint=_("Being a carer does not give a legal right. You can still ask for support. Choose all that are true."),
        choices=[
            ("parental_responsibility", _("I have parental responsibility")),
            ("attorney", _("I have lasting power of attorney for health and welfare")),
            ("deputy", _("A court made me a deputy for health and welfare")),
        ],
        none_of_these=_("No, or I do not know"),
        missing=_("Choose what is true, or choose no"),
    )


class KnowsForm(QuestionForm):
    knows = forms.RadioField(
        label=_("Do they know that you are asking for support?"),
        choices=[("yes", _("Yes")), ("partly", _("They know a little")), ("no", _("No"))],
        not_known=_("I am not sure"),
        missing=_("Say if they know"),
        hint=_("We tell other services nothing before we have spoken to them, or to someone who can speak for them."),
    )
    them = {"knows": _("Does {name} know that you are asking for support?")}


class SaysForm(QuestionForm):
    says = forms.TextAreaField(
        label=_("What do they say about it?"),
        hint=_("Use their own words if you can. Write if they do not want this."),
        required=False,
    )
    them = {"says": _("What does {name} say about it?")}
