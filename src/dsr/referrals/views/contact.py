"""Trying to make contact."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dsr.accounts.access import requires
from dsr.core import clock
from dsr.core.posting import answer, sent
from dsr.core.presenters import time_of_day
from dsr.policy import queries as policies
from dsr.referrals import forms, queries, rules
from dsr.referrals.actions import contact
from dsr.referrals.models import ContactAttempt
from dsr.referrals.views.parts import actor_of, form_page, seen, worked_on

SHOWN = ["GET", "HEAD", "POST"]


@requires("referral_work")
@require_http_methods(SHOWN)
def log(request: HttpRequest, pid: str) -> HttpResponse:
    """A try, now or earlier; on the referral's page the same form stands ready."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_contact")
    form = forms.ContactForm(sent(request), referral=referral, policy=policies.current(referral.area_id))
    page = form_page(referral, "Log a contact", "Save", "The contact is on record.")
    return answer(
        request, page, form, lambda _: contact.log_attempt(referral=referral, attempt=form.attempt(), by=actor)
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def correct(request: HttpRequest, pid: str, aid: str) -> HttpResponse:
    """An entry that was wrong stays, marked, with the right one beside it."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "attempt_correct")
    attempt = queries.get_attempt(referral, aid)
    policy = policies.current(referral.area_id)
    form = forms.CorrectForm(sent(request), referral=referral, policy=policy, initial=_as_it_stands(attempt))
    page = form_page(
        referral,
        "Correct a contact",
        "Save the correction",
        "The contact is corrected.",
        words=["What was recorded stays in the log, marked as entered in error."],
    )
    return answer(
        request,
        page,
        form,
        lambda typed: contact.correct_attempt(
            attempt=attempt,
            reason=typed["reason"],
            by=actor,
            instead=form.attempt() if typed["instead"] == "yes" else None,
        ),
    )


def _as_it_stands(attempt: ContactAttempt) -> dict[str, Any]:
    same = ("route", "outcome", "with_whom", "format_used", "need_met", "note")
    made = {"made_on": clock.london_day(attempt.made_at), "made_time": time_of_day(attempt.made_at)}
    return {name: getattr(attempt, name) for name in same} | made


@requires("referral_work")
@require_http_methods(SHOWN)
def give_up(request: HttpRequest, pid: str) -> HttpResponse:
    """Only after the attempts and ways the policy asks for."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_give_up")
    promise = policies.current(referral.area_id).contact
    words = [
        f"The policy asks for at least {promise.minimum_attempts} attempts"
        f" by at least {promise.minimum_distinct_routes} different ways.",
        *rules.missing_to_give_up(referral, queries.standing_attempts(referral)),
    ]
    form = forms.MaybeReasonForm(sent(request), referral=referral)
    page = form_page(
        referral, "We could not make contact", "Record that contact was not possible", "Recorded.", words=words
    )
    return answer(
        request,
        page,
        form,
        lambda typed: contact.give_up_contact(referral=referral, reason=typed["reason"], by=actor, seen=seen(typed)),
    )
