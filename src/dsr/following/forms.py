"""What is asked on the pages for following."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsr.core import forms, ids


class AskForCodeForm(forms.Form):
    """The reference, and a way to reach whoever made the referral."""

    reference = forms.TextField(
        label=gettext_lazy("Your reference"),
        hint=gettext_lazy("It has letters and numbers, like CW-7F3K-9QXD."),
        missing=gettext_lazy("Enter your reference"),
        max_length=40,
        width=20,
        autocomplete="off",
    )
    contact = forms.TextField(
        label=gettext_lazy("Your email address or mobile number"),
        hint=gettext_lazy("Use the one you gave us in the form."),
        missing=gettext_lazy("Enter your email address or mobile number"),
        max_length=254,
        autocomplete="email",
    )

    def clean_reference(self) -> str:
        """Only how it is written is checked here: whether it exists, this page never looks."""
        try:
            return ids.normalise_reference(self.cleaned_data["reference"])
        except ids.InvalidReference as error:
            raise ValidationError(_("That reference is not right. Check each letter and number.")) from error


class AddForm(forms.Form):
    """Something more."""

    words = forms.TextAreaField(
        label=gettext_lazy("What do you want to tell us?"),
        hint=gettext_lazy("Your form stays as you sent it. We keep this next to it."),
        missing=gettext_lazy("Write what you want to tell us"),
        max_length=4000,
    )


class ContactForm(forms.Form):
    """Other ways to reach somebody, and what is no longer safe."""

    phone = forms.PhoneField(label=gettext_lazy("New phone number"), required=False, autocomplete="tel")
    email = forms.EmailField(label=gettext_lazy("New email address"), required=False, autocomplete="email")
    safety = forms.YesNoField(
        label=gettext_lazy("Has it changed how we can contact you safely?"),
        hint=gettext_lazy("For example: somebody else reads your messages, or hears your calls."),
        missing=gettext_lazy("Choose if it has changed how we can contact you safely"),
        not_known=gettext_lazy("I am not sure"),
    )
    words = forms.TextAreaField(
        label=gettext_lazy("What else must we know about contacting you?"),
        required=False,
        max_length=1000,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        said = (given.get("phone"), given.get("email"), given.get("words"))
        if not any(said) and given.get("safety") == forms.NO and not self.errors:
            self.add_error("phone", _("Enter what has changed"))
        return given


class StopForm(forms.Form):
    """Stopping, with a reason if they want to give one."""

    words = forms.TextAreaField(
        label=gettext_lazy("Why do you want to stop?"),
        hint=gettext_lazy("You do not have to tell us."),
        required=False,
        max_length=1000,
    )


class ProofForm(forms.Form):
    """The second proof."""

    proof = forms.PasswordField(
        label=gettext_lazy("The word or number you agreed with us"),
        missing=gettext_lazy("Enter the word or number you agreed with us"),
        autocomplete="off",
    )


class AskForm(forms.Form):
    """What somebody asks of the team."""

    words = forms.TextAreaField(
        label=gettext_lazy("What do you want to tell us?"),
        missing=gettext_lazy("Write what you want to tell us"),
        max_length=4000,
    )

    def __init__(self, what: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = {
            "correct": _("What is wrong, and what is right?"),
            "copy": _("Is there something special you want to see?"),
            "talk": _("What do you want to talk about? When is a good time?"),
            "decision": _("Is there something you want to tell us about it?"),
        }[what]
        self.fields["words"].required = what == "correct"
