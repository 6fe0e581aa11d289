"""One import: its columns, what the check found, bringing in, undoing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dsr.accounts.access import requires
from dsr.core.errors import Refused
from dsr.core.pagination import paginate
from dsr.core.posting import conflict_page, finished, press, sent
from dsr.core.presenters import plural
from dsr.imports import actions, forms, presenters, queries, rules
from dsr.imports.models import Import, ImportRow, ImportState
from dsr.imports.states import SENTENCE
from dsr.imports.views.shared import AT_ONCE_BROUGHT, AT_ONCE_CHECKED, link, opened, read, set_to_work

SAMPLES, LOOKED_AT = 3, 30
PER_PAGE = 50


@requires("import_manage")
@require_safe
def import_one(request: HttpRequest, pid: str) -> HttpResponse:
    """How far it is, and what happens with each row."""
    actor, importing = opened(request, pid)
    if importing.state == ImportState.UPLOADED:
        return redirect("import_columns", pid=pid)
    found = queries.counts(importing)
    show = request.GET.get("show", "")
    page = paginate(request, queries.filtered(importing, show), per_page=PER_PAGE)
    read("import", actor, importing, page.items)
    context = {
        "importing": importing,
        "sentence": SENTENCE[ImportState(importing.state)],
        "colour": presenters.STATES[ImportState(importing.state)],
        "same": queries.same_file(actor.area_id, importing.sha256, importing.pk),
        "counts": presenters.counts(importing, found, show),
        "found": found,
        "ready": presenters.ready(found),
        "shown_as": presenters.shown_as(show),
        "page": page,
        "rows": presenters.rows(importing, page.items),
        "may": {state.value: rules.can_move(importing, state) for state in ImportState},
        "at_work": importing.state in (ImportState.CHECKING, ImportState.RUNNING),
        "progress": _progress(importing, found),
        "back_href": reverse("import_list"),
    }
    return render(request, "imports/import.jinja", context)


def _progress(importing: Import, found: dict[str, int]) -> tuple[int, int]:
    """Rows done, of how many."""
    if importing.state == ImportState.CHECKING:
        return importing.rows_checked, importing.rows_total
    done = found.get("done", 0)
    return done, done + presenters.ready(found)


@requires("import_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, pid: str) -> HttpResponse:
    """What each column holds: guessed, or as it was said last of such a sheet."""
    actor, importing = opened(request, pid)
    first = list(queries.rows(importing)[:LOOKED_AT])
    read("import_columns", actor, importing, first)
    form = forms.ColumnsForm(sent(request), importing=importing, samples=_samples(importing, first))
    if request.method == "POST" and form.is_valid():
        try:
            begun = actions.save_mapping(importing=importing, mapping=form.mapping(), by=actor)
        except Refused as refused:
            for sentence in refused.reasons or [refused.sentence]:
                form.add_error(None, sentence)
        else:
            set_to_work(begun, actor, rows=begun.rows_total, at_once=AT_ONCE_CHECKED)
            return redirect(link("import", importing))
    return render(request, "imports/import_columns.jinja", _columns_context(importing, form))


def _columns_context(importing: Import, form: forms.ColumnsForm) -> dict[str, Any]:
    other = importing.state == ImportState.UPLOADED and len(importing.sheet_names) > 1
    return {
        "form": form,
        "importing": importing,
        "same": queries.same_file(importing.area_id, importing.sha256, importing.pk),
        "sheet_form": forms.SheetForm(importing=importing) if other else None,
        "may_drop": rules.can_move(importing, ImportState.DROPPED),
        "back_href": reverse("import_list") if importing.state == ImportState.UPLOADED else link("import", importing),
    }


def _samples(importing: Import, first: list[ImportRow]) -> list[list[str]]:
    """The first words of each column."""
    return [
        list(dict.fromkeys(row.cells[place] for row in first if place < len(row.cells) and row.cells[place]))[:SAMPLES]
        for place in range(len(importing.headings))
    ]


@requires("import_manage")
@require_POST
def import_sheet(request: HttpRequest, pid: str) -> HttpResponse:
    """Another sheet of the same file."""
    actor, importing = opened(request, pid)
    name = request.POST.get("name", "")
    back = link("import_columns", importing)
    return press(
        request,
        lambda: actions.choose_sheet(importing=importing, name=name, by=actor),
        done="Another sheet of the file is read now.",
        back=back,
    )


@requires("import_manage")
@require_POST
def import_check(request: HttpRequest, pid: str) -> HttpResponse:
    """All rows again, against what is on record now."""
    actor, importing = opened(request, pid)
    try:
        begun = actions.start_checking(importing=importing, by=actor)
    except Refused as refused:
        return conflict_page(request, refused, link("import", importing))
    set_to_work(begun, actor, rows=begun.rows_total, at_once=AT_ONCE_CHECKED)
    return redirect(link("import", importing))


@requires("import_manage")
@require_POST
def import_run(request: HttpRequest, pid: str) -> HttpResponse:
    """Bring in what is ready."""
    actor, importing = opened(request, pid)
    number = presenters.ready(queries.counts(importing))
    try:
        begun = actions.start_running(importing=importing, by=actor)
    except Refused as refused:
        return conflict_page(request, refused, link("import", importing))
    set_to_work(begun, actor, rows=number, at_once=AT_ONCE_BROUGHT)
    done = f"{plural(number, 'row')} brought in." if number <= AT_ONCE_BROUGHT else ""
    return finished(request, done, link("import", importing))


@requires("import_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def import_drop(request: HttpRequest, pid: str) -> HttpResponse:
    """The sheet goes; nothing was brought in. What is lost is shown first."""
    actor, importing = opened(request, pid)
    if request.method == "POST":
        return press(
            request,
            lambda: actions.drop(importing=importing, by=actor),
            done="The sheet is deleted. Nothing of it was brought in.",
            back=link("import", importing),
            done_href=reverse("import_list"),
        )
    context = {
        "heading": "Delete this sheet",
        "effects": presenters.drop_effects(queries.mended(importing)),
        "button": f"Delete {importing.file_name}",
        "otherwise": "This sheet cannot be deleted: people were brought in from it, or it is gone already.",
        "may": rules.can_move(importing, ImportState.DROPPED),
    }
    return _sure(request, importing, context)


@requires("import_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, pid: str) -> HttpResponse:
    """What undoing takes back is shown first."""
    actor, importing = opened(request, pid)
    if request.method == "POST":
        return press(
            request,
            lambda: actions.undo(importing=importing, by=actor),
            done="What this sheet had brought in is taken back.",
            back=link("import", importing),
        )
    context = {
        "heading": "Undo this import",
        "effects": presenters.undo_effects(queries.counts(importing)),
        "button": f"Undo the import of {importing.file_name}",
        "otherwise": "There is nothing to undo: this sheet has brought nobody in.",
        "may": rules.can_move(importing, ImportState.UNDONE),
    }
    return _sure(request, importing, context)


def _sure(request: HttpRequest, importing: Import, context: dict[str, Any]) -> HttpResponse:
    places = {"here": request.path, "back_href": link("import", importing)}
    return render(request, "imports/import_sure.jinja", context | places)
