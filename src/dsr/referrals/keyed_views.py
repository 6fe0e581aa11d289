"""Staff key in a paper or telephone referral: the same pages, signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dsr.accounts.access import requires
from dsr.core import forms
from dsr.referrals.actions import drafts
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.door import Door
from dsr.referrals.models import ReferralRoute
from dsr.referrals.queries import keyed_drafts


class RouteForm(forms.Form):
    route = forms.RadioField(
        label="How did it come?",
        choices=[(ReferralRoute.TELEPHONE, "By telephone"), (ReferralRoute.PAPER, "On paper")],
        missing="Choose how it came",
    )


@requires("referral_key")
def start(request: HttpRequest) -> HttpResponse:
    """Begin a new one, or go on with one begun before."""
    actor = request.actor  # type: ignore[attr-defined]
    form = RouteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        route = form.cleaned_data["route"]
        draft, token = drafts.start_draft(area_id=actor.area_id, route=route, worker=actor.worker)
        return redirect(Door(token, draft, None, actor).url("question", page="danger"))
    unfinished = [
        {"name": Answers(draft.answers).full_name or "No name yet", "draft": draft} for draft in keyed_drafts(actor)
    ]
    return render(request, "referrals/public/key_start.jinja", {"form": form, "unfinished": unfinished})


@require_POST
@requires("referral_key")
def go_on(request: HttpRequest) -> HttpResponse:
    """Open one of my unfinished forms again, under a new secret address."""
    actor = request.actor  # type: ignore[attr-defined]
    found = [draft for draft in keyed_drafts(actor) if str(draft.pk) == request.POST.get("draft")]
    if not found:
        return redirect("key_start")
    token = drafts.reissue_link(draft=found[0], by=actor)
    return redirect(Door(token, found[0], None, actor).url("resume"))
