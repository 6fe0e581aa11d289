"""Who sees the person, and sharing without agreement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.accounts.access import requires
from dsr.people import actions, levels, presenters, queries, rules
from dsr.people.forms.sharing import EndOverrideForm, OverrideAnswerForm, OverrideForm
from dsr.people.models import Level
from dsr.people.views.shared import actor_of, attempt, done, href, page, seen


@requires("person_view")
def person_sharing(request: HttpRequest, pid: str) -> HttpResponse:
    """Who sees what, at which level, since when, on what basis. A partner sees its own line only."""
    person = seen(request, pid)
    by = actor_of(request)
    everything = levels.shows(queries.level_of(by, person), "sharing")
    return page(
        request,
        "person_sharing",
        person,
        seers=[row for row in queries.involvements(person) if everything or row.organisation == by.organisation],
        past=queries.past_involvements(person) if everything else [],
        overrides=queries.overrides(person),
        grounds=rules.OVERRIDE_GROUNDS,
        in_words=levels.IN_WORDS,
        may_approve=lambda override: rules.allowed(rules.check_can_approve, override.requested_by_id, by),
        back_href=presenters.person_href(person),
    )


@requires("sharing_override_request")
def override_request(request: HttpRequest, pid: str) -> HttpResponse:
    """Ask the lead to share without agreement."""
    person = seen(request, pid, level=Level.FULL, team=True)
    form = OverrideForm(person.area_id, request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        organisation = form.organisations[given.pop("organisation")]
        given["until"] = actions.end_of_day(given["until"])
        given["person_told"] = given["person_told"] == "yes"
        by = actor_of(request)
        if attempt(form, lambda: actions.request_override(person=person, organisation=organisation, by=by, **given)):
            done(request, "Your request waits for the lead. Nothing is shared yet.")
            return redirect(href("person_sharing", person))
    return page(request, "override_request", person, form=form, back_href=href("person_sharing", person))


@requires("sharing_override_approve")
def override_decide(request: HttpRequest, pid: str, oid: str) -> HttpResponse:
    """The lead approves or refuses."""
    person = seen(request, pid, level=Level.FULL, team=True)
    override = queries.waiting_override(person, oid)
    form = OverrideAnswerForm(request.POST or None)
    if form.is_valid():
        approved = form.cleaned_data["answer"] == "approve"
        decide = actions.approve_override if approved else actions.refuse_override
        if attempt(form, lambda: decide(override=override, by=actor_of(request))):
            done(request, "Approved. The organisation sees the person now." if approved else "Refused.")
            return redirect(href("person_sharing", person))
    return page(
        request,
        "override_decide",
        person,
        form=form,
        override=override,
        ground=rules.OVERRIDE_GROUNDS[override.ground],
        in_words=levels.IN_WORDS,
        back_href=href("person_sharing", person),
    )


@requires("sharing_override_request")
def override_end(request: HttpRequest, pid: str, oid: str) -> HttpResponse:
    """End it before its time."""
    person = seen(request, pid, level=Level.FULL, team=True)
    override = queries.running_override(person, oid)
    form = EndOverrideForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.end_override(override=override, reason=reason, by=actor_of(request))
        done(request, f"{override.organisation.name} can no longer see the person on this basis.")
        return redirect(href("person_sharing", person))
    return page(request, "override_end", person, form=form, override=override, back_href=href("person_sharing", person))
