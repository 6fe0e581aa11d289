"""Cover for an absence: one's own, or anybody's in the organisation for the lead."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dsr.accounts import queries
from dsr.accounts.access import requires
from dsr.accounts.actions import cover as actions
from dsr.accounts.actor import Actor
from dsr.accounts.forms.administration import CoverForm
from dsr.accounts.views.workers import done, form_page
from dsr.core.errors import Refused


@requires("account_manage_own")
@form_page
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away, who answers for them, and a form for more."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = _form(request, actor)
    if request.method == "POST" and form.is_valid() and _arranged(form, actor):
        messages.success(request, "Cover is arranged.")
        return redirect("absences")
    listed = queries.absences(actor.organisation.pk)
    return render(request, "accounts/absences.jinja", {"form": form, "absences": listed, "lead": "lead" in actor.roles})


def _form(request: HttpRequest, actor: Actor) -> CoverForm:
    colleagues = list(queries.colleagues(actor.organisation.pk))
    away = colleagues if "lead" in actor.roles else [actor.worker]
    typed = request.POST if request.method == "POST" else None
    return CoverForm(typed, away=away, colleagues=colleagues, initial={"worker": actor.worker.public_id})


def _arranged(form: CoverForm, actor: Actor) -> bool:
    answers: dict[str, Any] = form.cleaned_data | {
        name: form.people[form.cleaned_data[name]] for name in ("worker", "covered_by")
    }
    return done(form, actions.arrange_cover, by=actor, **answers)


@requires("account_manage_own")
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Back early, or not going after all."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = queries.absences(actor.organisation.pk).filter(pk=number).first()
    if found is None:
        raise Http404
    try:
        actions.end_cover(cover=found, by=actor)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Cover has ended.")
    return redirect("absences")
