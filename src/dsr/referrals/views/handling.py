"""Owning a referral, setting it aside, stopping it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from dsr.accounts.access import requires
from dsr.core.posting import answer, press, sent
from dsr.core.presenters import day
from dsr.referrals import forms, queries, rules
from dsr.referrals.actions import handling
from dsr.referrals.presenters.staff import href
from dsr.referrals.views.parts import actor_of, form_page, seen, worked_on

SHOWN = ["GET", "HEAD", "POST"]


@requires("referral_work")
@require_POST
def take(request: HttpRequest, pid: str) -> HttpResponse:
    """It is mine now."""
    actor = actor_of(request)
    referral = queries.get_of_team(actor, pid)
    was = request.POST.get("seen") or None
    done = f"Referral {referral.reference} is yours."
    return press(
        request,
        lambda: handling.take(referral=referral, by=actor, seen=was),
        done=done,
        back=href("referral", referral),
    )


@requires("referral_work")
@require_POST
def same_day(request: HttpRequest, pid: str) -> HttpResponse:
    """I have read what asks for the same day."""
    actor = actor_of(request)
    referral = queries.get_of_team(actor, pid)
    return press(
        request,
        lambda: handling.mark_same_day_seen(referral=referral, by=actor),
        done="Marked. Make contact today.",
        back=href("referral", referral),
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def give(request: HttpRequest, pid: str) -> HttpResponse:
    """To a colleague, or to nobody."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_give")
    colleagues = list(queries.colleagues(actor).exclude(pk=referral.owner_id))
    form = forms.GiveForm(sent(request), referral=referral, colleagues=colleagues)
    by_id = {worker.public_id: worker for worker in colleagues}
    page = form_page(referral, "Give this referral to a colleague", "Give it", "The referral has a new owner.")
    return answer(
        request,
        page,
        form,
        lambda typed: handling.give(
            referral=referral, to=by_id.get(typed["to"]), reason=typed["reason"], by=actor, seen=seen(typed)
        ),
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def set_aside(request: HttpRequest, pid: str) -> HttpResponse:
    """Until a day."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_set_aside")
    form = forms.SetAsideForm(sent(request), referral=referral)
    words = [
        f"It comes back by itself on the day you choose, {day(rules.latest_set_aside(referral))} at the latest.",
        "The clock of the contact promise keeps running.",
    ]
    page = form_page(referral, "Set this referral aside", "Set aside", "The referral is set aside.", words=words)
    return answer(
        request,
        page,
        form,
        lambda typed: handling.set_aside(
            referral=referral, until=typed["until"], reason=typed["reason"], by=actor, seen=seen(typed)
        ),
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def resume(request: HttpRequest, pid: str) -> HttpResponse:
    """Before its day."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_resume")
    form = forms.MaybeReasonForm(sent(request), referral=referral)
    page = form_page(referral, "Bring this referral back now", "Bring back", "The referral is back.")
    return answer(
        request,
        page,
        form,
        lambda typed: handling.resume(referral=referral, reason=typed["reason"], by=actor, seen=seen(typed)),
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def withdraw(request: HttpRequest, pid: str) -> HttpResponse:
    """Somebody asked us to stop."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_withdraw")
    form = forms.WithdrawForm(sent(request), referral=referral)
    words = ["It ends now and cannot be opened again. A new referral can be made at any time."]
    page = form_page(
        referral, "Stop this referral", "Stop the referral", "The referral is stopped.", words=words, warning=True
    )
    return answer(
        request,
        page,
        form,
        lambda typed: handling.withdraw(
            referral=referral, asked_by=typed["asked_by"], reason=typed["reason"], by=actor, seen=seen(typed)
        ),
    )
