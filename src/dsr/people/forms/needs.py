"""How to talk to somebody, who is around them, diagnosis and information given."""

from __future__ import annotations

from typing import Any

from dsr.core.forms import (
    NOT_KNOWN,
    CheckboxesField,
    DateField,
    EmailField,
    Form,
    PhoneField,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from dsr.people.forms import VersionedForm
from dsr.people.forms.decisions import format_choices
from dsr.people.models import Authority, CommunicationProfile, Diagnosis, DiagnosisStatus, InformationGiven
from dsr.policy.document import Policy

METHODS = [
    ("phone", "Telephone call"),
    ("text", "Text message"),
    ("email", "Email"),
    ("letter", "Letter"),
    ("in_person", "In person"),
    ("through_somebody", "Through somebody else"),
]
TRUTH = {"yes": True, "no": False}


class ProfileForm(VersionedForm):
    """How to talk to me, first on every page and print."""

    how_to_talk_to_me = TextAreaField(
        label="How to talk to me",
        hint="In the person's own words if you can. One thing on each line.",
        missing="Write how to talk to the person, or that this is not known yet",
        max_length=2000,
    )
    adjustments = TextAreaField(
        label="Changes that help me",
        hint="Reasonable adjustments, like a quiet room or a longer appointment. One on each line.",
        required=False,
        max_length=2000,
    )
    formats = CheckboxesField(label="How I like to get information", required=False)
    interpreter_needed = YesNoField(
        label="Do I need an interpreter?", missing="Choose whether an interpreter is needed", not_known=True
    )
    language = TextField(label="If yes, which language?", missing="Enter the language", max_length=60, width=20)
    interpreter_note = TextField(label="Anything an interpreter should know", required=False, max_length=300)
    contact_method = SelectField(label="The best way to reach me", choices=METHODS, required=False, nothing="Not known")
    contact_times = TextField(label="Good and bad times to reach me", required=False, max_length=300)
    contact_unsafe = TextAreaField(
        label="When or how it is not safe to contact me",
        hint="For example, who may read letters or answer the telephone.",
        required=False,
        max_length=1000,
        rows=3,
    )
    voicemail = YesNoField(label="May we leave a voicemail?", missing="Choose whether we may leave a voicemail")

    only_when = {"language": ("interpreter_needed", {"yes"}), "interpreter_note": ("interpreter_needed", {"yes"})}

    def __init__(self, policy: Policy, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["formats"].set_choices(format_choices(policy))

    @staticmethod
    def initial_of(profile: CommunicationProfile | None) -> dict[str, Any]:
        """The answers as they stand."""
        if profile is None:
            return {}
        names = ("how_to_talk_to_me", "adjustments", "formats", "language", "interpreter_note", "contact_method")
        values = {name: getattr(profile, name) for name in (*names, "contact_times", "contact_unsafe")}
        words = {True: "yes", False: "no", None: NOT_KNOWN}
        return values | {
            "interpreter_needed": words[profile.interpreter_needed],
            "voicemail": words[not profile.no_voicemail],
        }

    def profile(self) -> dict[str, Any]:
        """What `record_profile` takes."""
        given = self.fields_to_save()
        given["no_voicemail"] = given.pop("voicemail") == "no"
        return given | {"interpreter_needed": TRUTH.get(given["interpreter_needed"])}


class ContactForm(Form):
    """Somebody around the person."""

    name = TextField(label="What is their name?", missing="Enter their name")
    relationship = TextField(
        label="Who are they to the person?",
        hint="For example, mother, friend, social worker.",
        missing="Enter who they are to the person",
        max_length=120,
        width=20,
    )
    is_professional = YesNoField(
        label="Is this somebody who works with the person?", missing="Choose whether they work with the person"
    )
    organisation_name = TextField(label="If yes, which organisation?", missing="Enter the organisation")
    phone = PhoneField(label="Telephone number", required=False)
    email = EmailField(label="Email address", required=False, width=30)
    authority = RadioField(
        label="What legal authority do they hold?",
        hint="A relative or carer holds none just by being one.",
        missing="Choose what authority they hold",
        choices=Authority.choices,
    )
    authority_seen_on = DateField(
        label="When did you see proof of it?",
        hint="Leave empty if you have not seen it.",
        noun="The date",
        required=False,
        not_future=True,
    )
    note = TextAreaField(label="Anything to know when contacting them", required=False, max_length=1000, rows=3)

    only_when = {
        "organisation_name": ("is_professional", {"yes"}),
        "authority_seen_on": ("authority", {"parental_responsibility", "attorney", "deputy"}),
    }

    def contact(self) -> dict[str, Any]:
        """What `add_contact` takes."""
        return self.cleaned_data | {"is_professional": self.cleaned_data["is_professional"] == "yes"}


class EndContactForm(Form):
    """Why somebody is no longer a contact."""

    reason = TextField(
        label="Why are they no longer a contact?",
        missing="Say why they are no longer a contact",
        max_length=300,
        page_heading=True,
    )


class DiagnosisForm(VersionedForm):
    """What is known of one condition."""

    status = RadioField(label="What is known?", missing="Choose what is known", choices=DiagnosisStatus.choices)
    confirmed_by_name = TextField(
        label="If confirmed, who confirmed it?",
        hint="The clinician or the service.",
        missing="Enter who confirmed it",
    )
    confirmed_when = TextField(
        label="When was that?", hint="A year is enough.", required=False, max_length=60, width=20
    )
    evidence = TextAreaField(
        label="What have you seen?", hint="For example, a letter and its date.", required=False, max_length=1000, rows=3
    )

    only_when = {
        "confirmed_by_name": ("status", {DiagnosisStatus.CONFIRMED.value}),
        "confirmed_when": ("status", {DiagnosisStatus.CONFIRMED.value}),
    }

    @staticmethod
    def initial_of(diagnosis: Diagnosis | None) -> dict[str, Any]:
        """The answers as they stand."""
        names = ("status", "confirmed_by_name", "confirmed_when", "evidence")
        return {name: getattr(diagnosis, name) for name in names} if diagnosis else {}


class InformationForm(Form):
    """Who was told about the register, what, and how."""

    recipient = RadioField(
        label="Who was told?", missing="Choose who was told", choices=InformationGiven.Recipient.choices
    )
    there_is = YesNoField(
        label="Is there such a person or service?",
        hint="Choose no if, for example, no service supports the person. That is recorded too.",
        missing="Choose whether there is such a person or service",
        yes="Yes",
        no="No, there is none",
    )
    recipient_name = TextField(label="Their name", missing="Enter the name of who was told")
    what = TextField(
        label="What were they told or given?",
        hint="For example, the leaflet about the register.",
        missing="Enter what they were told or given",
        max_length=300,
    )
    format = SelectField(label="In which format?", missing="Choose the format")
    given_on = DateField(label="When?", noun="The date", missing="Enter the date", not_future=True)

    only_when = {
        "recipient_name": ("there_is", {"yes"}),
        "what": ("there_is", {"yes"}),
        "format": ("there_is", {"yes"}),
    }

    def __init__(self, policy: Policy, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].set_choices(format_choices(policy))

    def information(self) -> dict[str, Any]:
        """What `record_information` takes."""
        given = dict(self.cleaned_data)
        return given | {"not_applicable": given.pop("there_is") == "no"}
