"""Saying who a referral is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.core.posting import FormPage, answer, sent
from dsr.people import actions as people_actions
from dsr.people import presenters as people_words
from dsr.people import queries as people
from dsr.people.models import Level
from dsr.people.queries import Candidate
from dsr.referrals import forms, queries, submitted
from dsr.referrals.actions import matching
from dsr.referrals.models import Referral
from dsr.referrals.presenters import comparing, offers
from dsr.referrals.presenters.staff import href
from dsr.referrals.views.parts import actor_of, form_page, read, seen, worked_on

SHOWN = ["GET", "HEAD", "POST"]
SEARCH = "referral_match"


@requires("referral_work")
@require_http_methods(SHOWN)
def candidates(request: HttpRequest, pid: str) -> HttpResponse:
    """People on record it may be about, the likest first; a search by another name; or a new person."""
    actor = actor_of(request)
    referral = queries.get_of_team(actor, pid)
    form = forms.SearchForm(sent(request))
    form.fields["wanted"].label = "Look for another name"
    if request.method == "POST" and form.is_valid():
        search = people_actions.keep_search(page=SEARCH, terms=form.cleaned_data, by=actor)
        return redirect(f"{href('referral_match', referral)}?search={search.public_id}")
    wanted = _wanted(request, actor)
    found = _candidates(referral, actor, wanted)
    read(request, "referral_match", [referral], [one.person for one in found])
    offered = [
        comparing.candidate(one, referral, href("referral_compare", referral, person=one.person.public_id))
        for one in found
    ]
    context = {
        "referral": referral,
        "said": comparing.of_referral(referral),
        "candidates": offered,
        "wanted": wanted,
        "form": form,
        "back_href": href("referral", referral),
    }
    return render(request, "referrals/staff/match.jinja", context)


def _wanted(request: HttpRequest, actor: Actor) -> str:
    """Another name the worker looked for; a search that is not theirs or too old is as if it were not."""
    search = request.GET.get("search")
    return str(people.get_search(actor, search).terms.get("wanted", "")) if search else ""


def _candidates(referral: Referral, actor: Actor, wanted: str) -> list[Candidate]:
    said = submitted.identity(referral)
    born = said.get("born_on")
    return people.candidates(
        name=wanted or referral.subject_name,
        born_on=born.earliest if born is not None and born.is_exact else None,
        nhs_number=said.get("nhs_number", ""),
        actor=actor,
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def compare(request: HttpRequest, pid: str, person: str) -> HttpResponse:
    """The referral beside one person; matching them is the worker's decision."""
    actor = actor_of(request)
    referral = queries.get_of_team(actor, pid)
    chosen = people.get_visible(actor, person, level=Level.FULL)
    read(request, "referral_compare", [referral], [chosen])
    rows = comparing.rows(referral, chosen)
    form = forms.CopyForm(sent(request), referral=referral)
    context = {
        "referral": referral,
        "person": chosen,
        "rows": rows,
        "offers": offers.of_referral(referral),
        "person_href": people_words.person_href(chosen),
        "back_href": href("referral_match", referral),
    }
    page = FormPage("referrals/staff/compare.jinja", href("referral", referral), "The referral is matched.", context)
    evidence = _evidence(rows)
    return answer(
        request,
        page,
        form,
        lambda typed: matching.match(
            referral=referral, person=chosen, by=actor, copy=typed["copy"], seen=seen(typed), **evidence
        ),
    )


def _evidence(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What agreed and what did not when the worker decided: details by name, no values."""
    return {
        "agreeing": [row["label"] for row in rows if row["verdict"] == "Same"],
        "differing": [row["label"] for row in rows if not row["verdict"]],
    }


@requires("referral_work")
@require_http_methods(SHOWN)
def new_person(request: HttpRequest, pid: str) -> HttpResponse:
    """Somebody not on record yet, filled in from the referral for the worker to check."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_new_person")
    initial = submitted.identity(referral) | {"copy": list(matching.COPIES)}
    form = forms.NewPersonForm(sent(request), referral=referral, initial=initial)
    context = {"referral": referral, "offers": offers.of_referral(referral)}
    done = "A new person is on record and the referral is matched to them."
    page = FormPage("referrals/staff/new_person.jinja", href("referral", referral), done, context)
    return answer(
        request,
        page,
        form,
        lambda typed: matching.create_person_from(
            referral=referral, identity=form.identity(), by=actor, copy=typed["copy"], seen=seen(typed)
        ),
    )


@requires("referral_work")
@require_http_methods(SHOWN)
def unmatch(request: HttpRequest, pid: str) -> HttpResponse:
    """It was somebody else."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_unmatch")
    form = forms.ReasonForm(sent(request), referral=referral)
    words = [
        "The referral will no longer be linked to this person. Its views leave their record, and a discussion ends.",
        "Anything that was copied to their record stays there. Look through it and correct what is not theirs.",
    ]
    page = form_page(referral, "Undo the match", "Undo the match", "The match is undone.", words=words, warning=True)
    return answer(
        request,
        page,
        form,
        lambda typed: matching.unmatch(referral=referral, reason=typed["reason"], by=actor, seen=seen(typed)),
    )
