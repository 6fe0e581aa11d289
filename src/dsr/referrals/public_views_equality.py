"""A few optional questions after the form has been sent: sending never waits for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.core import forms, reading
from dsr.core.words import later as _
from dsr.policy import queries as policy
from dsr.referrals.actions.submission import answer_equality
from dsr.referrals.form.answering import error_summary
from dsr.referrals.form.answers import CLEANED, Answers
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.base import QuestionForm
from dsr.referrals.form.door import Door
from dsr.referrals.form.easy.telling import speak
from dsr.referrals.form.forms_equality import PREFER_NOT, EthnicBackgroundForm, EthnicGroupForm, SexForm
from dsr.referrals.form.showing import show as show_page
from dsr.referrals.models import Referral
from dsr.referrals.presenters.answers import journey_as_sent
from dsr.referrals.queries import equality_answers

FORMS: dict[str, type[QuestionForm]] = {
    "sex": SexForm,
    "ethnic-group": EthnicGroupForm,
    "ethnic-background": EthnicBackgroundForm,
}
BACK = {"sex": "", "ethnic-group": "sex", "ethnic-background": "ethnic-group"}


class WillingForm(forms.Form):
    willing = forms.YesNoField(
        label=_("Will you answer 2 or 3 more questions?"),
        yes=_("Yes"),
        no=_("No, finish now"),
        missing=_("Choose yes or no"),
    )


def _referral(door: Door) -> Referral:
    if door.referral is None:
        raise LookupError("These questions come after sending.")
    return door.referral


def ask(request: HttpRequest, door: Door) -> HttpResponse:
    """Whether somebody wants to answer at all, and why we ask."""
    referral = _referral(door)
    if not policy.of_version(referral.policy_version_id).equality_questions:
        return redirect(door.url("sent"))
    form = WillingForm(request.POST if request.method == "POST" else None)
    if reading.is_easy():
        speak(form, "equality", door.voice)
    if request.method == "POST" and form.is_valid():
        willing = form.cleaned_data["willing"] == forms.YES
        return redirect(door.url("equality_question", page="sex") if willing else door.url("sent"))
    return show_page(request, "equality", {"door": door, "form": form, "referral": referral})


def question(request: HttpRequest, door: Door, page: str) -> HttpResponse:
    """One of them; each answer is kept at once."""
    referral = _referral(door)
    kind = FORMS.get(page)
    if kind is None or not policy.of_version(referral.policy_version_id).equality_questions:
        return redirect(door.url("sent"))
    asking, before = _asking(referral)
    if page == "ethnic-background" and before.get("ethnic_group") in (None, "", PREFER_NOT):
        return redirect(door.url("equality_question", page="ethnic-group"))
    form = kind(request.POST if request.method == "POST" else None, asking=asking, initial=before)
    if reading.is_easy():
        speak(form, page, door.voice)
    else:
        form.as_heading()
    if request.method == "POST" and form.is_valid():
        answer_equality(referral=referral, **form.cleaned_answers())
        return redirect(_after(door, page, form))
    context = {
        "door": door,
        "code": page,
        "form": form,
        "forms": [form],
        "heading": form.fields[form.first_field].label,
        "summary": error_summary([form]),
        "back_href": door.url("equality_question", page=BACK[page]) if BACK[page] else door.url("equality"),
    }
    return show_page(request, "equality_question", context)


def _after(door: Door, page: str, form: QuestionForm) -> str:
    if page == "sex":
        return door.url("equality_question", page="ethnic-group")
    if page == "ethnic-group" and form.cleaned_data["ethnic_group"] != PREFER_NOT:
        return door.url("equality_question", page="ethnic-background")
    return door.url("sent")


def _asking(referral: Referral) -> tuple[Asking, dict[str, str]]:
    """The form as it was sent, with the equality answers so far beside it."""
    kept = equality_answers(referral)
    fields = ("sex", "ethnic_group", "ethnic_background", "ethnic_background_other")
    before = {field: getattr(kept, field) for field in fields} if kept else {}
    sent = journey_as_sent(referral).asking
    data = dict(sent.answers.data)
    data[CLEANED] = data[CLEANED] | {"ethnic-group": {"ethnic_group": before.get("ethnic_group", "")}}
    return Asking(sent.policy, Answers(data), sent.today, sent.route, sent.version_id), before
