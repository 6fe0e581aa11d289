"""Discussing a referral, accepting it, not accepting it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dsr.accounts.access import requires
from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.core.posting import FormPage, answer, conflict_page, finished, sent
from dsr.core.presenters import day
from dsr.policy import queries as policies
from dsr.referrals import forms, letters, rules
from dsr.referrals.actions import discussion, outcome
from dsr.referrals.models import Referral
from dsr.referrals.presenters import staff as present
from dsr.referrals.presenters.staff import href
from dsr.referrals.states import ReferralState as S
from dsr.referrals.views.parts import actor_of, form_page, seen, worked_on

SHOWN = ["GET", "HEAD", "POST"]


@requires("referral_work")
@require_http_methods(SHOWN)
def discuss(request: HttpRequest, pid: str) -> HttpResponse:
    """First who will see what; then it opens."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_discuss")
    missing = rules.missing_to_discuss(referral)
    offered = discussion.offered(referral.person) if referral.person else []
    initial = {"until": rules.latest_discussion(referral)}
    given = None if missing else sent(request)
    form = forms.DiscussForm(given, referral=referral, offered=offered, initial=initial)
    context = {
        "referral": referral,
        "missing": missing,
        "offered": offered,
        "has_council": any(one.kind == "council" for one in offered),
        "latest": rules.latest_discussion(referral),
    }
    done = "The referral is open for discussion."
    page = FormPage("referrals/staff/discuss.jinja", href("referral", referral), done, context)
    return answer(
        request,
        page,
        form,
        lambda typed: discussion.open_discussion(
            referral=referral, organisations=form.chosen(), until=typed["until"], by=actor, seen=seen(typed)
        ),
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def end_discussion(request: HttpRequest, pid: str) -> HttpResponse:
    """From now nobody outside the team sees it."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_end_discussion")
    form = forms.MaybeReasonForm(sent(request), referral=referral)
    page = form_page(referral, "End the discussion", "End the discussion", "Nobody outside the team sees it any more.")
    return answer(
        request,
        page,
        form,
        lambda typed: discussion.end_discussion(referral=referral, reason=typed["reason"], by=actor),
    )


@requires("referral_decide")
@require_http_methods(SHOWN)
def accept(request: HttpRequest, pid: str) -> HttpResponse:
    """Everything that is missing, each with where it is mended; the button only when nothing is."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_accept")
    form = forms.SeenForm(sent(request), referral=referral)
    context = {"referral": referral, "missing": present.missing(referral), "can_move": rules.can_accept(referral)}
    done = "Accepted. The person is on the register."
    page = FormPage("referrals/staff/accept.jinja", href("referral", referral), done, context)
    return answer(request, page, form, lambda typed: outcome.accept(referral=referral, by=actor, seen=seen(typed)))


@requires("referral_decide")
@require_http_methods(SHOWN)
def not_accept(request: HttpRequest, pid: str) -> HttpResponse:
    """First the reason; the letter comes next."""
    referral = worked_on(request, pid, "referral_not_accept")
    policy = policies.current(referral.area_id)
    form = forms.NotAcceptForm(sent(request), policy=policy)
    if request.method == "POST" and form.is_valid():
        return redirect(href("referral_letter", referral, reason=form.cleaned_data["reason"]))
    page = form_page(
        referral,
        "Do not accept this referral",
        "Continue to the letter",
        "",
        words=["You see and can change the letter before anything happens."],
    )
    return render(request, page.template, {"form": form, "back_href": page.back, **page.context})


@requires("referral_decide")
@require_http_methods(SHOWN)
def letter(request: HttpRequest, pid: str, reason: str) -> HttpResponse:
    """The letter: written from the policy, changed by staff, shown once more, and only then sent."""
    referral = worked_on(request, pid, "referral_letter")
    _check_reason(referral, reason)
    drafted = letters.not_accepted(referral, reason)
    form = forms.LetterForm(sent(request), referral=referral, initial=vars(drafted))
    context = _letter_context(referral, reason)
    if request.method == "POST" and form.is_valid() and "send" in request.POST:
        return _send(request, referral, reason, form, context)
    if request.method == "POST" and form.is_valid() and "preview" in request.POST:
        return render(request, "referrals/staff/letter_preview.jinja", context | _preview(form))
    return render(request, "referrals/staff/letter.jinja", context | {"form": form})


def _check_reason(referral: Referral, reason: str) -> None:
    if reason not in {one.code for one in policies.current(referral.area_id).not_accepted_reasons}:
        raise Http404


def _letter_context(referral: Referral, reason: str) -> dict[str, Any]:
    return {
        "referral": referral,
        "reason": policies.current(referral.area_id).reason(reason),
        "warnings": letters.warnings(referral),
        "can_move": rules.allowed(rules.check_can_decide_outcome, referral, S.NOT_ACCEPTED, reason),
        "back_href": href("referral_not_accept", referral),
    }


def _preview(form: forms.LetterForm) -> dict[str, Any]:
    """What leaves, and everything typed carried along unseen."""
    return {"letter": form.cleaned_data, "typed": form.typed(), "today": day(clock.today())}


def _send(
    request: HttpRequest, referral: Referral, reason: str, form: forms.LetterForm, context: dict[str, Any]
) -> HttpResponse:
    typed = form.cleaned_data
    parts = {name: typed[name] for name in ("channel", "recipient_name", "recipient_address", "body", "subject")}
    try:
        message = outcome.not_accept(
            referral=referral,
            reason_code=reason,
            letter=outcome.Letter(**parts),
            by=actor_of(request),
            note=typed["note"],
            seen=seen(typed),
        )
    except Conflict as conflict:
        return conflict_page(request, conflict, href("referral", referral))
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return render(request, "referrals/staff/letter.jinja", context | {"form": form})
    done = "Not accepted. Print the letter and post it." if typed["channel"] == "letter" else "Not accepted."
    return finished(request, done, reverse("message", kwargs={"pid": message.public_id}))
