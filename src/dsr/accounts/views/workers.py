"""Administration of workers: their roles, their accounts. No person of the register is named here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dsr.accounts import queries, rules
from dsr.accounts.access import proved, requires
from dsr.accounts.actions import workers as actions
from dsr.accounts.forms.administration import GrantForm, ReasonForm, WorkersForm
from dsr.accounts.models import Role, Worker
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.core.pagination import paginate

FILTERS = "dsr_worker_filters"
form_page = require_http_methods(["GET", "HEAD", "POST"])


@requires("accounts_manage")
@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations of the area; they follow the policy in force."""
    organisations = queries.organisations_with_counts(request.actor.area_id)  # type: ignore[attr-defined]
    return render(request, "accounts/organisations.jinja", {"organisations": organisations})


@requires("accounts_manage")
@form_page
def worker_list(request: HttpRequest) -> HttpResponse:
    """Filters are sent, not put into the address: no name stands in an address."""
    actor = request.actor  # type: ignore[attr-defined]
    organisations = list(queries.organisations(actor.area_id))
    typed = request.POST if request.method == "POST" else request.session.get(FILTERS, {})
    form = WorkersForm(typed, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        request.session[FILTERS] = {name: value for name, value in form.cleaned_data.items() if value}
        return redirect("worker_list")
    chosen = form.cleaned_data if form.is_valid() else {}
    page = paginate(request, queries.workers(actor, **chosen))
    return render(request, "accounts/workers.jinja", _list_context(form, chosen, page, actor))


def _list_context(form: WorkersForm, chosen: dict[str, str], page: Any, actor: Any) -> dict[str, Any]:
    return {
        "form": form,
        "active": sum(1 for value in chosen.values() if value),
        "page": page,
        "waiting": queries.resets_to_agree(actor.area_id).count(),
    }


@requires("accounts_manage")
@require_POST
def clear_filters(request: HttpRequest) -> HttpResponse:
    request.session.pop(FILTERS, None)
    return redirect("worker_list")


@requires("accounts_manage")
@require_GET
def worker(request: HttpRequest, pid: str) -> HttpResponse:
    """One worker: roles with who gave them, the state of the account, what may be done."""
    actor = request.actor  # type: ignore[attr-defined]
    person = queries.find_worker(actor, pid)
    context = {
        "person": person,
        "today": clock.today(),
        "grants": list(queries.roles_of(person, actor.area_id)),
        "has_factor": queries.has_second_factor(person.pk),
        "reset": queries.open_reset(person),
        "can_disable": rules.allowed(rules.check_can_disable, worker=person, by=actor),
        "can_enable": rules.allowed(rules.check_can_enable, worker=person, by=actor),
        "can_reset": rules.allowed(rules.check_can_request_reset, worker=person, by=actor),
    }
    return render(request, "accounts/worker.jinja", context)


@requires("accounts_manage")
@form_page
@proved
def grant_role(request: HttpRequest, pid: str) -> HttpResponse:
    """Give a role."""
    actor = request.actor  # type: ignore[attr-defined]
    person = queries.find_worker(actor, pid)
    organisations = queries.organisations(actor.area_id)
    typed = request.POST if request.method == "POST" else None
    form = GrantForm(typed, organisations=organisations, initial={"starts_on": clock.today()})
    if sent(request, form):
        answers = form.cleaned_data | {"organisation": form.organisation_chosen()}
        if done(form, actions.grant_role, worker=person, by=actor, **answers):
            messages.success(request, f"{person.name} has the role: {Role(answers['role']).label}.")
            return redirect("worker", pid=pid)
    return render(request, "accounts/role_new.jinja", {"form": form, "person": person})


@requires("accounts_manage")
@form_page
@proved
def end_role(request: HttpRequest, pid: str, organisation: str, role: str) -> HttpResponse:
    """End a role, after a page that says what that does."""
    actor = request.actor  # type: ignore[attr-defined]
    person = queries.find_worker(actor, pid)
    grant = queries.find_grant(actor, person, organisation, role)
    refused = None
    if request.method == "POST":
        try:
            actions.end_role(grant=grant, by=actor)
        except Refused as error:
            refused = error
        else:
            messages.success(request, f"The role of {person.name} has ended.")
            return redirect("worker", pid=pid)
    return render(request, "accounts/role_end.jinja", {"person": person, "grant": grant, "refused": refused})


@requires("accounts_manage")
@form_page
@proved
def disable(request: HttpRequest, pid: str) -> HttpResponse:
    """Close the account at once."""
    return _with_reason(request, pid, actions.disable, "accounts/worker_disable.jinja", "is disabled")


@requires("accounts_manage")
@form_page
@proved
def enable(request: HttpRequest, pid: str) -> HttpResponse:
    """Open it again."""
    return _with_reason(request, pid, actions.enable, "accounts/worker_enable.jinja", "is enabled")


@requires("accounts_manage")
@require_POST
def end_sessions(request: HttpRequest, pid: str) -> HttpResponse:
    """Sign the worker out everywhere."""
    person = queries.find_worker(request.actor, pid)  # type: ignore[attr-defined]
    actions.end_sessions(worker=person, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, f"{person.name} is signed out everywhere.")
    return redirect("worker", pid=pid)


def _with_reason(request: HttpRequest, pid: str, action: Any, template: str, outcome: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    person: Worker = queries.find_worker(actor, pid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    about = {"worker": person, "by": actor}
    if sent(request, form) and done(form, action, reason=form.cleaned_data["reason"], **about):
        messages.success(request, f"The account of {person.name} {outcome}.")
        return redirect("worker", pid=pid)
    return render(request, template, {"form": form, "person": person})


def sent(request: HttpRequest, form: Any) -> bool:
    """The form was sent, and nothing in it is wrong."""
    return request.method == "POST" and form.is_valid()


def done(form: Any, action: Any, **about: Any) -> bool:
    """Do it; a refusal becomes an error of the form."""
    try:
        action(**about)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    return True
