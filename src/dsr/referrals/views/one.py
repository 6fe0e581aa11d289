"""One referral: the team's working page, its print, and what a partner sees of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.evidence import presenters as evidence_words
from dsr.evidence import queries as evidence_files
from dsr.messages import presenters as message_words
from dsr.messages import queries as messages
from dsr.people import presenters as people_words
from dsr.people import queries as people
from dsr.policy import queries as policies
from dsr.referrals import queries, rules
from dsr.referrals.forms import ContactForm
from dsr.referrals.models import Referral
from dsr.referrals.presenters import staff as present
from dsr.referrals.presenters.answers import answers_view, checks_of, understanding, written_in
from dsr.referrals.views.parts import actor_of, read


@requires("referral_view")
@require_safe
def referral(request: HttpRequest, pid: str) -> HttpResponse:
    """The referral as sent beside what we know and did; outside the team only as sent."""
    actor = actor_of(request)
    found = queries.get_visible(actor, pid)
    read(request, "referral", [found])
    if not actor.is_team:
        return render(request, "referrals/staff/discussion.jinja", _as_sent(found))
    return render(request, "referrals/staff/referral.jinja", _context(found, actor))


def _as_sent(found: Referral) -> dict[str, Any]:
    return {
        "referral": found,
        "sections": answers_view(found),
        "written": written_in(found),
        "understanding": understanding(found),
        "ends": None,
    }


def _context(found: Referral, actor: Actor) -> dict[str, Any]:
    words, colour = present.state(found)
    return {
        **_as_sent(found),
        "banner": people_words.banner(found.person, people.level_of(actor, found.person)) if found.person else None,
        "state": words,
        "colour": colour,
        "clock": present.clock_of(found),
        "facts": present.facts(found),
        "steps": present.steps(found, actor),
        "version": rules.version(found),
        "person_href": people_words.person_href(found.person) if found.person else "",
        "checks": checks_of(found),
        "attempts": [present.attempt_row(one, found) for one in queries.attempts(found)],
        "discussion": list(queries.open_discussion(found)),
        "messages_sent": [message_words.row(one) for one in messages.for_referral(found.pk)],
        "history": present.history(queries.moves(found), queries.owner_changes(found), queries.matches(found)),
        "missing": present.missing(found) if rules.can_accept(found) else [],
        "may_end_discussion": actor.has("referral_work"),
        "quick": _quick_contact(found, actor),
        "evidence": [evidence_words.row(one) for one in evidence_files.of_referral(found.pk)],
        "may_see_evidence": actor.has("evidence_view"),
        "additions": [present.addition_row(one) for one in queries.additions(found)],
        "back_href": reverse("referral_list"),
    }


def _quick_contact(found: Referral, actor: Actor) -> ContactForm | None:
    if not (rules.can_log(found) and actor.has("referral_work")):
        return None
    return ContactForm(referral=found, policy=policies.current(found.area_id))


@requires("referral_view")
@require_safe
def referral_print(request: HttpRequest, pid: str) -> HttpResponse:
    """The referral as sent, on paper, with what was done about it for the team."""
    actor = actor_of(request)
    found = queries.get_visible(actor, pid)
    read(request, "referral_print", [found])
    context = _context(found, actor) if actor.is_team else _as_sent(found)
    extra = {"printed_by": actor.worker.name, "back_href": present.href("referral", found), "is_team": actor.is_team}
    return render(request, "referrals/staff/print.jinja", context | extra)


@requires("discussion_view")
@require_safe
def discussion(request: HttpRequest, pid: str) -> HttpResponse:
    """The referral as sent, and nothing else, until the discussion ends."""
    found, view = queries.get_discussed(actor_of(request), pid)
    read(request, "discussion", [found])
    context = _as_sent(found) | {"ends": view.ends_at, "back_href": reverse("discussion_list")}
    return render(request, "referrals/staff/discussion.jinja", context)
