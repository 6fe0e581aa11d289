"""Several referrals given to a colleague at once: those ticked in the list, or all that its filters show."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dsr.accounts.access import requires
from dsr.core.posting import sent
from dsr.core.presenters import plural
from dsr.referrals import queries
from dsr.referrals.actions import handling
from dsr.referrals.forms import GiveManyForm
from dsr.referrals.models import Referral
from dsr.referrals.states import OPEN
from dsr.referrals.views.lists import filters_of
from dsr.referrals.views.parts import actor_of, read

#: How many can be given in one go.
MOST = 200


@requires("referral_work")
@require_http_methods(["GET", "HEAD", "POST"])
def give_many(request: HttpRequest) -> HttpResponse:
    """Choose who has them from now on; what cannot be given is left as it is and named."""
    wanted = _wanted(request)
    form = GiveManyForm(
        sent(request) if wanted else None,
        referrals=wanted,
        colleagues=queries.colleagues(actor_of(request)),
        initial={"referral": [referral.public_id for referral in wanted]},
    )
    if request.method == "POST" and form.is_valid():
        _give(request, form, wanted)
        return redirect("referral_list")
    read(request, "referral_give_many", wanted)
    context = {"form": form, "referrals": wanted, "most": MOST, "back_href": reverse("referral_list")}
    return render(request, "referrals/staff/give_many.jinja", context)


def _wanted(request: HttpRequest) -> list[Referral]:
    """The referrals ticked in the list, or all of the list when that was asked for; on this page those it offered."""
    actor = actor_of(request)
    if request.method == "POST":
        return queries.to_give(actor, request.POST.getlist("offered"), MOST)
    if "all" in request.GET and actor.is_team:
        return list(queries.listed(actor, filters_of(request).chosen()).filter(state__in=OPEN)[:MOST])
    return queries.to_give(actor, request.GET.getlist("referral"), MOST)


def _give(request: HttpRequest, form: GiveManyForm, wanted: Sequence[Referral]) -> None:
    typed = form.cleaned_data
    chosen = [referral for referral in wanted if referral.public_id in typed["referral"]]
    to = form.colleagues.get(typed["to"])
    left = handling.give_many(referrals=chosen, to=to, by=actor_of(request), reason=typed["reason"])
    if given := len(chosen) - len(left):
        messages.success(request, f"{plural(given, 'referral')} given to {to.name if to else 'nobody for now'}.")
    for referral, refused in left:
        messages.warning(request, f"{referral.reference}: not given. {refused.sentence}")
