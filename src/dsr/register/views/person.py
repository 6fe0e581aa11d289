"""The person's own pages: overview, record, tasks, ratings, timeline, and all of it for print."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dsr.accounts.access import requires
from dsr.core import clock
from dsr.notices import presenters as notice_presenters
from dsr.notices import queries as notices
from dsr.people import timeline
from dsr.policy import queries as policies
from dsr.register import earlier, presenters, queries, record, rules
from dsr.register.models import EntryState
from dsr.register.views.shared import Opened, link, open_person
from dsr.tasks import presenters as task_presenters
from dsr.tasks import queries as tasks
from dsr.tasks.models import TaskState

#: Where each thing that is missing is mended; the support tool begins on the overview.
MENDED_AT = {
    "decision": "person_decisions",
    "diagnosis": "person_diagnosis",
    "area": "residence_confirm",
    "rating": "person",
    "information": "information_add",
}


@requires("person_view")
@require_GET
def person(request: HttpRequest, pid: str) -> HttpResponse:
    """Who it is and how to talk to them, the rating, and what is overdue."""
    opened = open_person(request, pid, "person")
    return render(request, "register/person.jinja", opened.context("person", **_overview(opened)))


def _overview(opened: Opened) -> dict[str, Any]:
    newest = presenters.newest_entry(opened.person)
    entry = newest if newest and newest.state == EntryState.OPEN else None
    rating = queries.newest_rating(opened.person)
    open_tasks = task_presenters.rows(tasks.to_do_for(opened.person))
    return {
        "entry": entry,
        "standing": presenters.standing(newest),
        "earlier": earlier.words(opened.person) if newest and newest.state == EntryState.TO_CONFIRM else [],
        "notices": notice_presenters.rows(notices.waiting_about(opened.actor, opened.person)),
        "late_review": presenters.lateness(entry.review_due_on) if entry else "",
        "rated": presenters.rated(rating, rating.pk if entry else None) if rating else None,
        "overdue": [row for row in open_tasks if row.late],
        "next_tasks": [row for row in open_tasks if not row.late][:5],
    }


@requires("person_view")
@require_GET
def person_joining(request: HttpRequest, pid: str) -> HttpResponse:
    """What still stands between the person and the register."""
    opened = open_person(request, pid, "person_joining", section="decisions")
    context = {
        "standing": presenters.standing(presenters.newest_entry(opened.person)),
        "missing": rules.missing_by_subject(opened.person),
        "mended_at": MENDED_AT,
        "can_mend": opened.actor.has("person_edit") and opened.shows("assessment"),
        "waiting": queries.entry_to_confirm(opened.person),
        "back_href": link("person", opened.person),
    }
    return render(request, "register/person_joining.jinja", opened.context("person_joining", **context))


@requires("person_view")
@require_GET
def person_record(request: HttpRequest, pid: str) -> HttpResponse:
    """The record's ten items."""
    opened = open_person(request, pid, "person_record")
    items = record.items(opened.person, opened.level)
    return render(request, "register/person_record.jinja", opened.context("person_record", items=items))


@requires("person_view")
@require_GET
def person_tasks(request: HttpRequest, pid: str) -> HttpResponse:
    """Everything somebody must do about the person, and what was done."""
    opened = open_person(request, pid, "person_tasks", section="own_tasks")
    return render(request, "register/person_tasks.jinja", opened.context("person_tasks", **_tasks(opened)))


def _tasks(opened: Opened) -> dict[str, Any]:
    found = list(tasks.for_person(opened.person.pk).select_related("organisation", "worker", "person", "done_by"))
    return {
        "to_do": task_presenters.rows(task for task in found if task.state == TaskState.OPEN),
        "ended": [
            {"task": task, "href": task_presenters.href(task), "status": task_presenters.status(task)}
            for task in reversed(found)
            if task.state != TaskState.OPEN
        ],
    }


@requires("person_view")
@require_GET
def person_ratings(request: HttpRequest, pid: str) -> HttpResponse:
    """Every decision about risk, with its reasons as far as the level shows them."""
    opened = open_person(request, pid, "person_ratings", section="rating")
    return render(request, "register/person_ratings.jinja", opened.context("person_ratings", **_ratings(opened)))


def _ratings(opened: Opened) -> dict[str, Any]:
    entry = queries.open_entry(opened.person)
    current = queries.current_rating(entry).pk if entry else None
    policy = policies.current(opened.person.area_id)
    titles = {need.code: need.title for need in policy.support_needs}
    found = queries.ratings(opened.person).prefetch_related("support_needs")
    return {"ratings": [presenters.rated(rating, current, titles) for rating in found]}


@requires("person_view")
@require_GET
def person_timeline(request: HttpRequest, pid: str) -> HttpResponse:
    """Everything on record, newest first."""
    opened = open_person(request, pid, "person_timeline", section="timeline")
    events = timeline.of(opened.person)
    return render(request, "register/person_timeline.jinja", opened.context("person_timeline", events=events))


@requires("person_view")
@require_GET
def person_print(request: HttpRequest, pid: str) -> HttpResponse:
    """All that the level shows on one page, with every flag."""
    opened = open_person(request, pid, "person_print")
    everything = _overview(opened) | _tasks(opened) | _ratings(opened)
    everything |= {"items": record.items(opened.person, opened.level), "printed_at": clock.now()}
    return render(request, "register/person_print.jinja", opened.context("person_print", **everything))
