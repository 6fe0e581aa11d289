"""What staff type about a message."""

from __future__ import annotations

from typing import Any

from dsr.core import forms
from dsr.messages.models import Channel, Message

ADDRESS = {
    Channel.EMAIL: ("Email address", "Enter the email address"),
    Channel.LETTER: ("Address", "Enter the address the letter goes to"),
    Channel.TEXT: ("Mobile number", "Enter the mobile number"),
}


class WordsForm(forms.Form):
    """To whom, where to, in what words."""

    mark_optional = False
    recipient_name = forms.TextField(label="To", missing="Enter who it is for", max_length=200)
    recipient_address = forms.TextAreaField(label="Address", rows=4, max_length=500)
    subject = forms.TextField(
        label="Subject",
        hint="Everybody who sees the phone or screen can read this. Say nothing about the person here.",
        missing="Enter a subject",
        max_length=200,
    )
    body = forms.TextAreaField(label="Message", rows=20, max_length=20000, missing="Write the message")

    def __init__(self, *args: Any, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if channel != Channel.LETTER:
            self.fields["recipient_address"] = forms.TextField(max_length=500)
        field = self.fields["recipient_address"]
        field.label, field.missing = ADDRESS[Channel(channel)]  # type: ignore[attr-defined]
        if channel != Channel.EMAIL:
            del self.fields["subject"]

    @classmethod
    def of(cls, message: Message, data: Any = None) -> WordsForm:
        """Filled with what stands."""
        names = ("recipient_name", "recipient_address", "subject", "body")
        return cls(data, channel=message.channel, initial={name: getattr(message, name) for name in names})


class StopForm(forms.Form):
    """Why a message is stopped."""

    reason = forms.TextField(label="Why is it stopped?", missing="Say why it is stopped", max_length=500)


class StateFilter(forms.Form):
    """Which messages the list shows."""

    mark_optional = False
    state = forms.SelectField(
        label="Show",
        nothing="All messages",
        required=False,
        choices=[
            ("pending", "Not sent yet"),
            ("failed", "Could not be sent"),
            ("sent", "Sent"),
            ("cancelled", "Stopped"),
        ],
    )
