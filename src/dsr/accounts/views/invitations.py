"""Inviting workers, and accepting an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dsr.accounts import queries
from dsr.accounts.access import proved, requires, with_next
from dsr.accounts.actions import invitations as actions
from dsr.accounts.forms.administration import ROLE_HINTS, AcceptForm, InvitationForm
from dsr.accounts.models import Invitation, Worker
from dsr.accounts.views.workers import done, form_page, sent
from dsr.core import clock
from dsr.core.access import public
from dsr.core.errors import Refused
from dsr.core.pagination import paginate


@requires("accounts_manage")
@require_GET
def invitation_list(request: HttpRequest) -> HttpResponse:
    """Invitations nobody has accepted yet."""
    page = paginate(request, queries.invitations(request.actor.area_id))  # type: ignore[attr-defined]
    return render(request, "accounts/invitations.jinja", {"page": page, "at": clock.now()})


@requires("accounts_manage")
@form_page
@proved
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody new."""
    actor = request.actor  # type: ignore[attr-defined]
    typed = request.POST if request.method == "POST" else None
    form = InvitationForm(typed, organisations=queries.organisations(actor.area_id))
    if sent(request, form):
        answers = form.cleaned_data | {"organisation": form.organisation_chosen()}
        if done(form, actions.invite, by=actor, **answers):
            messages.success(request, f"We have emailed an invitation to {answers['email']}.")
            return redirect("invitation_list")
    return render(request, "accounts/invitation_new.jinja", {"form": form, "hints": ROLE_HINTS})


@requires("accounts_manage")
@require_POST
def resend(request: HttpRequest, pid: str) -> HttpResponse:
    """A new link."""
    return _change(request, pid, actions.resend, "We have sent the invitation again. The link sent before has stopped.")


@requires("accounts_manage")
@require_POST
def cancel(request: HttpRequest, pid: str) -> HttpResponse:
    """The link stops working."""
    return _change(request, pid, actions.cancel, "The invitation is cancelled. Its link has stopped working.")


def _change(request: HttpRequest, pid: str, action: Any, sentence: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    try:
        action(invitation=queries.find_invitation(actor, pid), by=actor)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, sentence)
    return redirect("invitation_list")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the emailed link: a new worker makes the account, a known one adds the role."""
    found = queries.open_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_over.jinja", status=404)
    known = queries.with_email(found.email)
    if known is not None:
        return _accept_known(request, found, known)
    return _accept_new(request, found)


def _accept_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = AcceptForm(typed, email=found.email, initial={"name": found.name})
    if request.user.is_authenticated:
        return render(request, "accounts/invitation_other.jinja", {"invitation": found})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, actions.accept, invitation=found, **form.cleaned_data)
    ):
        worker = queries.with_email(found.email)
        credentials = {"email": found.email}
        return perform_password_login(request, credentials, Login(user=worker, email=found.email))
    return render(request, "accounts/invitation.jinja", {"form": form, "invitation": found})


def _accept_known(request: HttpRequest, found: Invitation, known: Worker) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect(with_next("account_login", request.path))
    if request.user.pk != known.pk:
        return render(request, "accounts/invitation_other.jinja", {"invitation": found})
    if request.method == "POST":
        actions.accept(invitation=found, worker=known)
        messages.success(request, "You have the new role.")
        return redirect("choose_organisation")
    return render(request, "accounts/invitation_known.jinja", {"invitation": found})
