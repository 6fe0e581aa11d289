"""Several tasks given to a colleague at once: those ticked in the list, or all that its filters show."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dsr.accounts import queries as accounts
from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.accounts.models import Worker
from dsr.audit import actions as audit
from dsr.core.errors import Refused
from dsr.core.posting import sent
from dsr.core.presenters import plural
from dsr.tasks import actions, forms, presenters, queries
from dsr.tasks.models import Task
from dsr.tasks.views import filters

#: How many can be given in one go.
MOST = 200


@requires("task_work")
@require_http_methods(["GET", "HEAD", "POST"])
def give_many(request: HttpRequest) -> HttpResponse:
    """Choose who takes them on; what somebody ended meanwhile is left as it is and named."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    tasks = _wanted(request, actor)
    form = _form(request, actor, tasks)
    if request.method == "POST" and form.is_valid():
        chosen = [task for task in tasks if task.public_id in form.cleaned_data["task"]]
        left = actions.assign_many(tasks=chosen, worker=form.chosen(), by=actor)
        _tell(request, form.chosen(), len(chosen) - len(left), left)
        return redirect("task_list")
    _record(tasks, actor)
    context = {"form": form, "tasks": tasks, "most": MOST, "back_href": reverse("task_list")}
    return render(request, "tasks/give_many.jinja", context)


def _wanted(request: HttpRequest, actor: Actor) -> list[Task]:
    """The tasks ticked in the list, or all of the list when that was asked for; on this page those it offered."""
    if request.method == "POST":
        return queries.to_give(actor, request.POST.getlist("offered"), MOST)
    if "all" in request.GET:
        listed = queries.listed(actor, covered=accounts.covering(actor), **filters(request, actor).chosen())
        return list(listed.filter(organisation=actor.organisation)[:MOST])
    return queries.to_give(actor, request.GET.getlist("task"), MOST)


def _form(request: HttpRequest, actor: Actor, tasks: Collection[Task]) -> forms.GiveManyForm:
    return forms.GiveManyForm(
        sent(request) if tasks else None,
        tasks=[row.choice for row in presenters.rows(tasks)],
        colleagues=accounts.colleagues(actor.organisation.pk),
        initial={"task": [task.public_id for task in tasks]},
    )


def _tell(request: HttpRequest, worker: Worker | None, given: int, left: list[tuple[Task, Refused]]) -> None:
    if given:
        messages.success(request, f"{plural(given, 'task')} given to {worker.name if worker else 'nobody for now'}.")
    for task, refused in left:
        messages.warning(request, f"{task.title}: not given. {refused.sentence}")


def _record(tasks: Collection[Task], actor: Actor) -> None:
    audit.record_read(
        "task_give_many",
        by=actor,
        people=sorted({task.person.public_id for task in tasks if task.person}),
        targets=[f"task:{task.public_id}" for task in tasks],
    )
