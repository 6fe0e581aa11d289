"""The task pages: the list, one task, and one page for each thing to be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dsr.accounts import queries as accounts
from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core.errors import Refused
from dsr.core.forms import Form
from dsr.core.pagination import Capped, paginate
from dsr.people import presenters as people_presenters
from dsr.people import queries as people
from dsr.policy import queries as policies
from dsr.tasks import actions, closing, escalation, forms, presenters, queries, rules
from dsr.tasks.models import Task


@requires("task_view")
@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Everything somebody must do by a date, as far as the worker's organisation sees it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = filters(request, actor)
    chosen, covered = form.chosen(), accounts.covering(actor)
    page = paginate(request, Capped(queries.listed(actor, covered=covered, **chosen)))
    rows = presenters.rows(page.items, covered)
    audit.record_read(
        "task_list",
        by=actor,
        people=sorted({task.person.public_id for task in page.items if task.person}),
        targets=[f"task:{task.public_id}" for task in page.items],
    )
    active = sum(bool(value) for value in chosen.values())
    context = {
        "filters": form,
        "chosen": {name: value for name, value in chosen.items() if value},
        "export_query": urlencode({name: value for name, value in chosen.items() if value}),
        "page": page,
        "rows": rows,
        "active": active,
        "whose": chosen["whose"],
        "tabs": presenters.tabs(queries.own_counts(covered), chosen["whose"]),
    }
    return render(request, "tasks/task_list.jinja", context)


def filters(request: HttpRequest, actor: Actor) -> forms.FilterForm:
    """Which tasks the address asks for."""
    kinds = presenters.kinds(policies.current(actor.area_id))
    return forms.FilterForm(request.GET, kinds=kinds, colleagues=accounts.colleagues(actor.organisation.pk))


@requires("task_view")
@require_GET
def task(request: HttpRequest, pid: str) -> HttpResponse:
    """One task, what happened to it, and what may be done with it."""
    actor, found = _found(request, pid)
    _record(found, "task", actor)
    return render(request, "tasks/task.jinja", _context(found, actor) | {"back_href": "/tasks/"})


def _found(request: HttpRequest, pid: str) -> tuple[Actor, Task]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor, queries.get_visible(actor, pid)


def _record(found: Task, page: str, actor: Actor) -> None:
    audit.record_read(
        page,
        by=actor,
        people=[found.person.public_id] if found.person else [],
        targets=[f"task:{found.public_id}"],
    )


def _context(found: Task, actor: Actor) -> dict[str, Any]:
    policy = policies.current(found.area_id)
    words, colour = presenters.status(found)
    named = presenters.subjects.of([found.referral_id]) if found.referral_id else {}
    return {
        "task": found,
        "banner": _banner(found, actor),
        "about": presenters.about(found, named),
        "status": {"words": words, "colour": colour},
        "facts": presenters.facts(found, escalation.seen_by(policy, found.escalation_level)),
        "happenings": presenters.happenings(queries.events(found)),
        "may": {
            "work": rules.can_work(found, actor),
            "complete": rules.can_complete_by_hand(found, actor),
            "cancel": rules.can_cancel_by_hand(found, actor),
        },
        "not_by_hand": closing.not_by_hand(found.kind, found.closes_with),
    }


def _banner(found: Task, actor: Actor) -> Any:
    if found.person is None:
        return None
    return people_presenters.banner(found.person, people.level_of(actor, found.person))


def _act(
    request: HttpRequest,
    pid: str,
    *,
    heading: str,
    button: str,
    done: str,
    make: Callable[[Any, Task], Form],
    check: Callable[[Task], None],
    apply: Callable[[Task, Any, Actor], object],
) -> HttpResponse:
    """A page with one form that does one thing; a refusal is shown above what was typed."""
    actor, found = _found(request, pid)
    form = make(request.POST or None, found)
    refused = _refusal(lambda: (rules.check_can_work(found, actor), check(found)))
    if request.method == "POST" and refused is None and form.is_valid():
        refused = _refusal(lambda: apply(found, form, actor))
        if refused is None:
            messages.success(request, done)
            return redirect("task", pid=found.public_id)
    _record(found, "task", actor)
    context = {"form": form, "heading": heading, "button": button, "refused": refused}
    back = {"back_href": presenters.href(found)}
    return render(request, "tasks/act.jinja", _context(found, actor) | context | back)


def _refusal(attempt: Callable[[], object]) -> Refused | None:
    try:
        attempt()
    except Refused as refused:
        return refused
    return None


@requires("task_work")
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, pid: str) -> HttpResponse:
    """Done, with what shows it."""
    return _act(
        request,
        pid,
        heading="Mark this task as done",
        button="Mark as done",
        done="The task is done.",
        make=lambda typed, found: forms.CompleteForm(typed, question=closing.evidence_wanted(found.closes_with)),
        check=rules.check_can_complete_by_hand,
        apply=lambda found, form, by: actions.complete(task=found, evidence=form.cleaned_data["evidence"], by=by),
    )


@requires("task_work")
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pid: str) -> HttpResponse:
    """Ended unmet, with a reason."""
    return _act(
        request,
        pid,
        heading="End this task without doing it",
        button="End this task",
        done="The task has ended without being done.",
        make=lambda typed, found: forms.CancelForm(typed),
        check=rules.check_can_cancel_by_hand,
        apply=lambda found, form, by: actions.cancel(task=found, reason=form.cleaned_data["reason"], by=by),
    )


@requires("task_work")
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pid: str) -> HttpResponse:
    """Given to a colleague of the organisation that has it."""
    return _act(
        request,
        pid,
        heading="Give this task to somebody",
        button="Save",
        done="Saved.",
        make=lambda typed, found: forms.AssignForm(
            typed,
            colleagues=accounts.colleagues(found.organisation_id),
            initial={"worker": found.worker.public_id if found.worker else ""},
        ),
        check=lambda found: rules.check_can_assign(found, None),
        apply=lambda found, form, by: actions.assign(task=found, worker=form.chosen(), by=by),
    )


@requires("task_work")
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, pid: str) -> HttpResponse:
    """Put away until a day."""
    return _act(
        request,
        pid,
        heading="Set this task aside",
        button="Set aside",
        done="The task is set aside. Its due date has not moved.",
        make=lambda typed, found: forms.SetAsideForm(typed),
        check=lambda found: rules.check_can_set_aside(found, None, ""),
        apply=lambda found, form, by: actions.set_aside(
            task=found, until=form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=by
        ),
    )


@requires("task_work")
@require_POST
def take(request: HttpRequest, pid: str) -> HttpResponse:
    """I take it on."""
    return _at_once(
        request, pid, "You have this task now.", lambda found, by: actions.assign(task=found, worker=by.worker, by=by)
    )


@requires("task_work")
@require_POST
def bring_back(request: HttpRequest, pid: str) -> HttpResponse:
    """No longer set aside."""
    return _at_once(
        request,
        pid,
        "The task is back in the list.",
        lambda found, by: actions.set_aside(task=found, until=None, reason="", by=by),
    )


def _at_once(request: HttpRequest, pid: str, done: str, apply: Callable[[Task, Actor], object]) -> HttpResponse:
    actor, found = _found(request, pid)
    refused = _refusal(lambda: apply(found, actor))
    if refused is None:
        messages.success(request, done)
    else:
        messages.warning(request, refused.sentence)
    return redirect("task", pid=found.public_id)
