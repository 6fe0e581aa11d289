"""All imports, and a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dsr.accounts.access import requires
from dsr.core.errors import Refused
from dsr.core.pagination import Capped, paginate
from dsr.imports import actions, forms, presenters, queries
from dsr.imports.views.shared import actor_of


@requires("import_manage")
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """Every sheet somebody brought, the newest first."""
    page = paginate(request, Capped(queries.imports(actor_of(request).area_id)))
    rows = [{"importing": one, "colour": presenters.STATES[one.state]} for one in page.items]
    return render(request, "imports/import_list.jinja", {"page": page, "rows": rows})


@requires("import_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def import_upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; what is in it is read at once, and nothing is brought in."""
    form = forms.UploadForm(request.POST, files=request.FILES) if request.method == "POST" else forms.UploadForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            importing = actions.upload(file_name=sent.name or "sheet", content=sent.read(), by=actor_of(request))
            return redirect("import_columns", pid=importing.public_id)
        except Refused as refused:
            form.add_error("file", refused.sentence)
    return render(request, "imports/import_upload.jinja", {"form": form, "back_href": reverse("import_list")})
