"""A lost second factor: asked for by one worker, agreed by another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from dsr.accounts import queries, rules
from dsr.accounts.access import proved, requires
from dsr.accounts.actions import resets as actions
from dsr.accounts.forms.administration import ReasonForm
from dsr.accounts.views.workers import done, form_page, sent
from dsr.core.errors import Refused


@requires("accounts_manage")
@form_page
@proved
def request_reset(request: HttpRequest, pid: str) -> HttpResponse:
    """Ask for a lost authenticator app to be taken off an account."""
    actor = request.actor  # type: ignore[attr-defined]
    person = queries.find_worker(actor, pid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    about = {"worker": person, "by": actor}
    if sent(request, form) and done(form, actions.request_reset, reason=form.cleaned_data["reason"], **about):
        messages.success(request, "Asked. It is done when a second person agrees.")
        return redirect("worker", pid=pid)
    return render(request, "accounts/reset_new.jinja", {"form": form, "person": person})


@requires("second_factor_agree")
@require_GET
def reset_list(request: HttpRequest) -> HttpResponse:
    """What waits for a second person's agreement."""
    waiting = queries.resets_to_agree(request.actor.area_id)  # type: ignore[attr-defined]
    return render(request, "accounts/resets.jinja", {"waiting": waiting})


@requires("second_factor_agree")
@form_page
@proved
def reset(request: HttpRequest, pid: str) -> HttpResponse:
    """Agree or refuse, after having made sure by another way that it is the worker who asks."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.find_reset(actor, pid)
    refused = None
    if request.method == "POST":
        try:
            sentence = _answer(request, found, actor)
        except Refused as error:
            refused = error
        else:
            messages.success(request, sentence)
            return redirect("reset_list")
    can_agree = rules.allowed(rules.check_can_agree_reset, reset=found, by=actor)
    context = {"reset": found, "refused": refused, "can_agree": can_agree, "own": actor.worker == found.requested_by}
    return render(request, "accounts/reset.jinja", context)


def _answer(request: HttpRequest, found: Any, actor: Any) -> str:
    if request.POST.get("answer") == "agree":
        actions.agree_reset(reset=found, by=actor)
        return f"Done. {found.worker.name} is signed out and sets up a new app at the next sign-in."
    actions.refuse_reset(reset=found, by=actor)
    return "Nothing was changed."
