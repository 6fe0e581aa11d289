"""The worker's own account: where they act, their sessions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dsr.accounts import queries, session
from dsr.accounts.access import requires, signed_in
from dsr.accounts.actions import emails, sessions
from dsr.accounts.actor import Actor
from dsr.accounts.forms.own import EmailsForm, OrganisationForm
from dsr.accounts.navigation import home_href
from dsr.accounts.presenters import browser
from dsr.core.posting import finished, sent


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """A worker acts for one organisation at a time."""
    grants = queries.grants_in_force(request.user.pk)
    typed = request.POST if request.method == "POST" else None
    form = OrganisationForm(typed, grants=grants, initial={"organisation": _acting(request)})
    if request.method == "POST" and form.is_valid():
        session.choose(request, form.cleaned_data["organisation"])
        return redirect(_next(request))
    if request.method != "POST" and request.actor and request.places == 1:  # type: ignore[attr-defined]
        return redirect(_next(request))
    template = "choose_organisation" if grants else "no_role"
    return render(request, f"accounts/{template}.jinja", {"form": form, "next": request.GET.get("next", "")})


def _acting(request: HttpRequest) -> str:
    actor = request.actor  # type: ignore[attr-defined]
    return actor.organisation.public_id if actor else ""


def _next(request: HttpRequest) -> str:
    back = request.POST.get("next") or request.GET.get("next") or ""
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else home_href()


@signed_in
@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what keeps my account safe."""
    context = {
        "grants": queries.grants_in_force(request.user.pk),
        "codes_left": len(queries.recovery_codes(request.user.pk)),
        "has_factor": queries.has_second_factor(request.user.pk),
    }
    return render(request, "accounts/my_account.jinja", context)


@requires("account_manage_own")
@require_http_methods(["GET", "HEAD", "POST"])
def my_emails(request: HttpRequest) -> HttpResponse:
    """Which emails about my work I get."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    offered = queries.offered(actor)
    chosen = queries.emails_of(actor.worker)
    form = EmailsForm(sent(request), offered=offered, initial={"emails": [one for one in offered if one in chosen]})
    if request.method == "POST" and form.is_valid():
        emails.choose_emails(chosen=form.cleaned_data["emails"], by=actor)
        return finished(request, "Saved.", reverse("my_account"))
    return render(request, "accounts/my_emails.jinja", {"form": form, "offered": offered})


@signed_in
@require_GET
def my_sessions(request: HttpRequest) -> HttpResponse:
    """Every place where I am signed in."""
    return render(request, "accounts/my_sessions.jinja", {"sessions": queries.sessions(request), "browser": browser})


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Everywhere but here."""
    sessions.end_others(request=request)
    messages.success(request, "Your other sessions have ended.")
    return redirect("usersessions_list")
