"""What the register team types about a referral."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from dsr.accounts.models import Organisation, Worker
from dsr.core import clock, forms, ids
from dsr.core.presenters import time_of_day
from dsr.messages.models import Channel
from dsr.messages.notices import STAFF_KINDS
from dsr.policy.document import Policy
from dsr.referrals.actions.matching import COPIES
from dsr.referrals.form.forms_start import clock_time
from dsr.referrals.models import TWO_WAY, ContactOutcome, ContactRoute, NeedMet, Referral, ReferralRoute
from dsr.referrals.queries import Filters
from dsr.referrals.rules import Attempt, version
from dsr.referrals.states import ReferralState


class SeenForm(forms.Form):
    """Carries how the referral was when the page was made, so that nobody overwrites what they have not seen."""

    mark_optional = False
    seen = forms.HiddenField(required=False)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = version(referral)

    def visible(self) -> list[Any]:
        """The fields to show; the hidden one stands beside them."""
        return [field for field in self if field.name != "seen"]


class FilterForm(forms.Form):
    """What the list shows."""

    mark_optional = False
    state = forms.SelectField(
        label="State",
        required=False,
        nothing="All referrals",
        choices=[("open", "All open ones"), *ReferralState.choices, ("closed", "All that have ended")],
    )
    owner = forms.SelectField(label="Owner", required=False, nothing="Anybody")
    due = forms.SelectField(
        label="Contact due",
        required=False,
        nothing="Any time",
        choices=[("overdue", "Overdue"), ("today", "Due today"), ("nearly", "Due by the end of the next working day")],
    )
    same_day = forms.SelectField(
        label="Same day", required=False, nothing="All", choices=[("yes", "Only those that ask for the same day")]
    )
    route = forms.SelectField(label="How it came", required=False, nothing="Any way", choices=ReferralRoute.choices)
    council = forms.SelectField(label="Council", required=False, nothing="Any council")

    def __init__(self, data: Any, *, colleagues: Iterable[Worker], councils: Iterable[Organisation]) -> None:
        given = {name: data.get(name, "") for name in self.base_fields if name in data}
        super().__init__({"state": "open"} | given)
        named = [(worker.public_id, worker.name) for worker in colleagues]
        own = [("me", "Me"), ("nobody", "Nobody"), ("covering", "Colleagues I cover for")]
        self.fields["owner"].set_choices([*own, *named])  # type: ignore[attr-defined]
        listed = [(council.code, council.name) for council in councils]
        self.fields["council"].set_choices([*listed, ("none", "Not known")])  # type: ignore[attr-defined]

    def chosen(self) -> Filters:
        """What was asked for; a choice that makes no sense is left out."""
        self.is_valid()
        return Filters(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class SearchForm(forms.Form):
    """One referral by its reference or a name."""

    mark_optional = False
    wanted = forms.SearchField(label="Find by reference or name", missing="Enter a reference or a name", max_length=200)


class ContactForm(forms.Form):
    """A try to make contact: quick to fill in while it is fresh."""

    mark_optional = False
    key = forms.HiddenField(required=False, max_length=40)
    route = forms.RadioField(label="How did you try?", choices=ContactRoute.choices, missing="Say how you tried")
    outcome = forms.RadioField(
        label="What came of it?",
        hint="Only the first two keep the promise of contact.",
        choices=ContactOutcome.choices,
        missing="Say what came of it",
    )
    with_whom = forms.TextField(label="Who did you try to reach?", missing="Say who you tried to reach", max_length=200)
    made_on = forms.DateField(label="On which day?", noun="The day", not_future=True, missing="Enter the day")
    made_time = forms.TextField(label="At what time?", hint="For example, 2:30pm", width=10, missing="Enter the time")
    need_met = forms.RadioField(
        label="If you spoke, was their communication need met?",
        choices=NeedMet.choices,
        missing="Say whether their communication need was met",
    )
    format_used = forms.SelectField(label="In which format?", required=False, nothing="Not recorded")
    note = forms.TextAreaField(label="Notes", required=False, rows=3, max_length=4000)

    only_when = {"need_met": ("outcome", TWO_WAY)}

    def __init__(self, *args: Any, referral: Referral, policy: Policy, **kwargs: Any) -> None:
        now = clock.now()
        initial = {"with_whom": referral.subject_name[:200], "made_on": clock.today(), "made_time": time_of_day(now)}
        initial["key"] = ids.new_public_id()
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.received_at = referral.received_at
        self.fields["format_used"].set_choices([(f.code, f.name) for f in policy.information_formats])  # type: ignore[attr-defined]

    def clean_made_time(self) -> str:
        text: str = self.cleaned_data["made_time"]
        if text not in ("midday", "midnight") and clock_time(text) is None:
            raise ValidationError("Enter a time like 2:30pm or 14:30")
        return text

    def attempt(self) -> Attempt:
        """What the rules judge and the action records."""
        data = self.cleaned_data
        same = ("key", "route", "outcome", "with_whom", "format_used", "need_met", "note")
        return Attempt(made_at=self._made_at(), **{name: data[name] for name in same})

    def _made_at(self) -> datetime:
        """A time is typed without seconds: within the minute in which the referral came, it came after it."""
        text = self.cleaned_data["made_time"]
        at = clock_time({"midday": "12:00", "midnight": "00:00"}.get(text, text))
        assert at is not None
        made_at = datetime.combine(self.cleaned_data["made_on"], at, clock.LONDON)
        return self.received_at if 0 < (self.received_at - made_at).total_seconds() < 60 else made_at


class CorrectForm(ContactForm):
    """What was wrong, and the right contact in its place, if there was one."""

    reason = forms.TextField(label="What was wrong?", missing="Say what was wrong", max_length=500)
    instead = forms.YesNoField(label="Was there a contact to record in its place?", missing="Choose yes or no")

    only_when = {
        **{name: ("instead", {"yes"}) for name in ("route", "outcome", "with_whom", "made_on", "made_time")},
        **{name: ("instead", {"yes"}) for name in ("format_used", "note")},
        "need_met": ("outcome", TWO_WAY),
    }
    field_order = ("reason", "instead")


class GiveForm(SeenForm):
    """To whom."""

    to = forms.RadioField(label="Who should have it?", missing="Choose who should have it")
    reason = forms.TextField(label="Why?", hint="Your colleague sees this.", required=False, max_length=500)

    def __init__(self, *args: Any, colleagues: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(worker.public_id, worker.name) for worker in colleagues]
        self.fields["to"].set_choices([*named, ("nobody", "Nobody: let it go")])  # type: ignore[attr-defined]


class GiveManyForm(forms.Form):
    """Several referrals, and to whom."""

    mark_optional = False
    referral = forms.CheckboxesField(label="Which referrals?", missing="Choose one or more referrals", small=True)
    to = forms.RadioField(label="Who should have them?", missing="Choose who should have them")
    reason = forms.TextField(label="Why?", hint="Your colleague sees this.", required=False, max_length=500)

    def __init__(self, *args: Any, referrals: Iterable[Referral], colleagues: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {worker.public_id: worker for worker in colleagues}
        named = [(public_id, worker.name) for public_id, worker in self.colleagues.items()]
        offered = [(one.public_id, one.subject_name or "No name given", _reference_and_owner(one)) for one in referrals]
        self.fields["referral"].set_choices(offered)  # type: ignore[attr-defined]
        self.fields["to"].set_choices([*named, ("nobody", "Nobody: let them go")])  # type: ignore[attr-defined]


def _reference_and_owner(referral: Referral) -> str:
    return f"{referral.reference}. {referral.owner.name if referral.owner else 'Nobody'} has it."


class SetAsideForm(SeenForm):
    """Until when, and why."""

    until = forms.DateField(label="Until which day?", noun="The day", missing="Enter the day it comes back")
    reason = forms.TextAreaField(label="Why?", rows=3, missing="Say why it is set aside", max_length=1900)


class ReasonForm(SeenForm):
    """Why something is done, where a reason is asked for."""

    reason = forms.TextAreaField(label="Why?", rows=3, missing="Say why", max_length=1900)


class MaybeReasonForm(SeenForm):
    """The same where a reason may be left out."""

    reason = forms.TextAreaField(label="Notes", rows=3, required=False, max_length=1900)


class WithdrawForm(SeenForm):
    """Who asked, and why."""

    asked_by = forms.TextField(label="Who asked for it?", missing="Say who asked for it", max_length=200)
    reason = forms.TextAreaField(label="Why?", rows=3, missing="Say why", max_length=1700)


class CopyForm(SeenForm):
    """What is copied from the referral to the person: nothing unless chosen."""

    copy = forms.CheckboxesField(
        label="What should be copied to the person's record?",
        hint="What was there before is kept in the history. You can change everything later.",
        required=False,
        choices=list(COPIES.items()),
    )


class NewPersonForm(CopyForm):
    """A new person, filled in from the referral for staff to check."""

    given_name = forms.TextField(label="Given name", missing="Enter the given name", max_length=100)
    family_name = forms.TextField(label="Family name", missing="Enter the family name", max_length=100)
    preferred_name = forms.TextField(label="Likes to be called", required=False, max_length=100)
    born_on = forms.DateField(
        label="Date of birth",
        hint="If only a part is known, leave the rest empty.",
        noun="Date of birth",
        required=False,
        approximate=True,
        not_future=True,
    )
    nhs_number = forms.NhsNumberField(label="NHS number", required=False)
    address = forms.TextAreaField(label="Address", rows=3, required=False, max_length=500)
    postcode = forms.PostcodeField(label="Postcode", required=False)
    phone = forms.PhoneField(label="Telephone number", required=False)
    email = forms.EmailField(label="Email address", required=False)
    gp_practice = forms.TextField(label="GP surgery", required=False, max_length=200)

    field_order = ("given_name", "family_name", "preferred_name", "born_on", "nhs_number", "address", "postcode",
                   "phone", "email", "gp_practice", "copy")  # fmt: skip

    def identity(self) -> dict[str, Any]:
        """What ``create_person`` takes."""
        given = {name: self.cleaned_data[name] for name in self.field_order if name != "copy"}
        return {name: value for name, value in given.items() if value}


class DiscussForm(SeenForm):
    """Who sees the referral, until when."""

    organisations = forms.CheckboxesField(label="Who should see the referral?", missing="Choose who sees the referral")
    until = forms.DateField(label="Until which day?", noun="The day", missing="Enter the last day")

    def __init__(self, *args: Any, offered: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.code: one for one in offered}
        self.fields["organisations"].set_choices([(one.code, one.name) for one in self.offered.values()])  # type: ignore[attr-defined]

    def chosen(self) -> list[Organisation]:
        return [self.offered[code] for code in self.cleaned_data["organisations"]]


class NotAcceptForm(forms.Form):
    """Why not: the policy's reasons."""

    mark_optional = False
    reason = forms.RadioField(label="Why is the referral not accepted?", missing="Choose why")

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(reason.code, reason.name, reason.sentence) for reason in policy.not_accepted_reasons]
        self.fields["reason"].set_choices(reasons)  # type: ignore[attr-defined]


class WriteForm(forms.Form):
    """What to write to whoever is waiting; the words are shown before anything leaves."""

    mark_optional = False
    kind = forms.RadioField(
        label="What do you want to tell them?", missing="Choose what to tell them", choices=list(STAFF_KINDS.items())
    )
    channel = forms.RadioField(label="How should it go?", choices=Channel.choices, missing="Choose how it should go")
    details = forms.TextAreaField(
        label="Anything to add?",
        hint="In plain words. Do not name the service, a condition or the person: others may see it.",
        required=False,
        rows=4,
        max_length=2000,
    )


class LetterForm(SeenForm):
    """The letter, for staff to read and change before it leaves."""

    channel = forms.RadioField(
        label="How should it go?",
        choices=[(Channel.LETTER, "As a letter that you print and post"), (Channel.EMAIL, "By email")],
        missing="Choose how it should go",
    )
    recipient_name = forms.TextField(label="To", missing="Enter who it is for", max_length=200)
    recipient_address = forms.TextAreaField(
        label="Postal address or email address", rows=4, missing="Enter the address it goes to", max_length=500
    )
    subject = forms.TextField(
        label="If by email, the subject",
        hint="Everybody who sees the phone or screen can read this. Say nothing about the person here.",
        missing="Enter a subject",
        max_length=200,
    )
    body = forms.TextAreaField(label="Letter", rows=24, missing="Write the letter", max_length=20000)
    note = forms.TextAreaField(
        label="Note for the team", hint="This is not sent.", required=False, rows=3, max_length=1900
    )

    only_when = {"subject": ("channel", {Channel.EMAIL})}
