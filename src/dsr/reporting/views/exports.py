"""Taking a list or a person out of the service: what and why is asked, the file is made when it is downloaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dsr.accounts.access import proved, requires
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import sheets
from dsr.people import presenters as people_presenters
from dsr.people import queries as people
from dsr.reporting import actions, exporting, queries
from dsr.reporting.exporting import content, register, tasks
from dsr.reporting.forms import FORMS, ExportForm
from dsr.reporting.models import Export

FILES = (Export.Form.XLSX, Export.Form.CSV)
ALL = (*FILES, Export.Form.PRINT)
#: What a file is called on the worker's own machine: nobody's name.
NAMES = {Export.What.REGISTER: "register", Export.What.TASKS: "tasks", Export.What.PERSON: "person"}
SEARCHED = "register_list"


@requires("export_make")
@require_http_methods(["GET", "HEAD", "POST"])
@proved
def export_register(request: HttpRequest) -> HttpResponse:
    """The register, with the filters of the list it was asked from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    terms = request.GET.dict()
    sid = terms.pop("search", "")
    if sid:
        terms["text"] = people.get_search(actor, sid, page=SEARCHED).terms["text"]
    form = register.form_of(actor, terms)
    chosen = {name: value for name, value in form.chosen().items() if value}
    shown = {"filters": content.filters_in_words(form), "back_href": reverse("register_list")}
    return _ask(request, Export.What.REGISTER, chosen, ALL, shown)


@requires("export_make")
@require_http_methods(["GET", "HEAD", "POST"])
@proved
def export_tasks(request: HttpRequest) -> HttpResponse:
    """The tasks, with the filters of the list it was asked from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = tasks.form_of(actor, request.GET.dict())
    chosen = {name: value for name, value in form.chosen().items() if value}
    shown = {"filters": content.filters_in_words(form), "back_href": reverse("task_list")}
    return _ask(request, Export.What.TASKS, chosen, ALL, shown)


@requires("export_make")
@require_http_methods(["GET", "HEAD", "POST"])
@proved
def export_person(request: HttpRequest, pid: str) -> HttpResponse:
    """One person, as far as the level shows them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person, level = people.with_level(actor, pid)
    audit.record_read("export_person", by=actor, people=[person.public_id], level=str(level))
    back = people_presenters.person_href(person)
    shown = {"banner": people_presenters.banner(person, level), "person": person, "filters": "", "back_href": back}
    return _ask(request, Export.What.PERSON, {"pid": person.public_id}, FILES, shown)


def _ask(
    request: HttpRequest, what: Export.What, terms: Mapping[str, Any], forms: Sequence[str], shown: dict[str, Any]
) -> HttpResponse:
    """The page that asks in which form and what for; then the export is made."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = ExportForm(request.POST if request.method == "POST" else None, forms=forms)
    if form.is_valid():
        answers = form.cleaned_data
        made = actions.make_export(what=what, form=answers["form"], terms=dict(terms), why=answers["why"], by=actor)
        return redirect("export", pid=made.public_id)
    context = {"form": form, "what": what, "is_team": actor.is_team} | shown
    return render(request, "reporting/export_ask.jinja", context)


@requires("export_make")
@require_GET
def export(request: HttpRequest, pid: str) -> HttpResponse:
    """Ready: until when, and the button. Nobody is named here."""
    _, found = _own(request, pid)
    words, _ = FORMS[found.form]
    return render(request, "reporting/export.jinja", {"export": found, "form_words": words})


@requires("export_make")
@require_GET
def export_file(request: HttpRequest, pid: str) -> HttpResponse:
    """The file, made now from what the worker may see now; everybody in it is on record as seen."""
    actor, found = _own(request, pid)
    if found.form == Export.Form.PRINT:
        raise Http404
    made = _read("export_file", found, actor)
    return sheets.response(made.sheet, found.form, NAMES[Export.What(found.what)])


@requires("export_make")
@require_GET
def export_print(request: HttpRequest, pid: str) -> HttpResponse:
    """The same as a page for paper, whatever form was asked for."""
    actor, found = _own(request, pid)
    made = _read("export_print", found, actor)
    headings, rows = made.printed()
    context = {"export": found, "sheet": made.sheet, "headings": headings, "rows": rows}
    return render(request, "reporting/export_print.jinja", context | {"back_href": reverse("export", args=[pid])})


def _own(request: HttpRequest, pid: str) -> tuple[Actor, Export]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor, queries.get_export(actor, pid)


def _read(page: str, found: Export, actor: Actor) -> content.Content:
    made = exporting.build(found, actor)
    audit.record_read(
        page,
        by=actor,
        people=made.people,
        targets=[f"export:{found.public_id}", *made.targets],
        why=found.why,
        form=found.form,
    )
    return made
