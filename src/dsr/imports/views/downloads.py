"""The blank template, and a sheet with what the check found beside each row."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dsr.accounts.access import requires
from dsr.core import sheets
from dsr.imports import presenters, queries, template
from dsr.imports.views.shared import actor_of, opened, read
from dsr.policy import queries as policies


@requires("import_manage")
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty sheet with the headings that need no guessing."""
    blank = template.blank(policies.current(actor_of(request).area_id))
    return sheets.response(blank, sheets.XLSX, "register-template")


@requires("import_manage")
@require_safe
def import_corrected(request: HttpRequest, pid: str) -> HttpResponse:
    """Every row as it stands, corrections included, with what to mend: to go on in Excel and upload again."""
    actor, importing = opened(request, pid)
    rows = list(queries.rows(importing))
    read("import_corrected", actor, importing, rows)
    made = sheets.made_by(actor.worker.name, actor.organisation.name)
    sheet = template.corrected(importing, presenters.rows(importing, rows), rows, made)
    return sheets.response(sheet, sheets.XLSX, "register-to-mend")
