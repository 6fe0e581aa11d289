"""One row: mend its cells, or decide whom it is about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.core.errors import Refused
from dsr.core.posting import conflict_page, finished, press
from dsr.imports import actions, forms, presenters, queries, rules
from dsr.imports.models import Import, ImportRow, Outcome
from dsr.imports.views.shared import link, opened, read


@requires("import_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def import_row(request: HttpRequest, pid: str, number: int) -> HttpResponse:
    """The cells of a row with what is wrong at each; sent, the row is checked again at once."""
    actor, importing = opened(request, pid)
    row = queries.get_row(importing, number)
    if request.method == "POST":
        read("import_row", actor, importing, [row])  # what the sheet said stands on the page again
        return _mend(request, actor, importing, row)
    return _shown(request, actor, importing, row)


def _mend(request: HttpRequest, actor: Actor, importing: Import, row: ImportRow) -> HttpResponse:
    form = forms.RowForm(request.POST, importing=importing, row=row)
    if not form.is_valid():
        return _shown(request, actor, importing, row, form)
    try:
        row = actions.correct(importing=importing, row=row, texts=form.texts(row), by=actor)
    except Refused as refused:
        return conflict_page(request, refused, link("import", importing))
    if row.outcome in (Outcome.WRONG, Outcome.ASK):
        return _shown(request, actor, importing, queries.get_row(importing, row.number))
    return _onward(request, importing, row)


def _onward(request: HttpRequest, importing: Import, row: ImportRow) -> HttpResponse:
    """To the next row that waits for somebody, or back to all of them."""
    done = f"Row {row.number}: {Outcome(row.outcome).label.lower()}."
    following = queries.next_to_mend(importing, row.number)
    if following is None:
        return finished(request, done, link("import", importing))
    return finished(request, done, link("import_row", importing, number=following.number))


def _shown(
    request: HttpRequest,
    actor: Actor,
    importing: Import,
    row: ImportRow,
    form: forms.RowForm | None = None,
    decide: forms.DecideForm | None = None,
) -> HttpResponse:
    read("import_row", actor, importing, [row])
    if form is None:
        texts = {f"cell-{place}": text for place, text in enumerate(row.texts())}
        form = forms.RowForm(texts, importing=importing, row=row)
        form.show_problems(row)
    may_change = rules.can_change_rows(importing) and row.done_at is None
    context = {
        "form": (decide or form) if may_change else None,
        "cells": form,
        "importing": importing,
        "row": row,
        "shown": presenters.rows(importing, [row])[0],
        "decide": decide or _decide_form(actor, row),
        "may_change": may_change,
        "asks": row.outcome == Outcome.ASK,
        "back_href": link("import", importing),
    }
    return render(request, "imports/import_row.jinja", context)


def _decide_form(actor: Actor, row: ImportRow, typed: QueryDict | None = None) -> forms.DecideForm:
    candidates = [presenters.Candidate(person, why) for person, why in queries.candidates(actor, row)]
    return forms.DecideForm(typed, choices=presenters.choices(row, candidates), initial={"choice": row.choice})


@requires("import_manage")
@require_POST
def import_decide(request: HttpRequest, pid: str, number: int) -> HttpResponse:
    """Whom a row is about, or that it stays out."""
    actor, importing = opened(request, pid)
    row = queries.get_row(importing, number)
    form = _decide_form(actor, row, request.POST)
    if not form.is_valid():
        return _shown(request, actor, importing, row, decide=form)
    following = queries.next_to_mend(importing, number)
    done_href = link("import_row", importing, number=following.number) if following else link("import", importing)
    return press(
        request,
        lambda: actions.choose(importing=importing, row=row, choice=form.cleaned_data["choice"], by=actor),
        done=f"Row {number} is decided.",
        back=link("import_row", importing, number=number),
        done_href=done_href,
    )
