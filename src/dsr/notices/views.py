"""The list of notices, and putting one away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core.page_links import address
from dsr.core.pagination import Capped, paginate
from dsr.core.posting import press
from dsr.notices import actions, presenters, queries
from dsr.notices.forms import ShowForm


@requires("person_view")
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """What happened to people, newest first; also what was put away, by whom and when."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = ShowForm(request.GET)
    show = form.chosen()
    page = paginate(request, Capped(queries.listed(actor, show)))
    audit.record_read(
        "notice_list",
        by=actor,
        people=sorted({notice.person.public_id for notice in page.items}),
        targets=[f"notice:{notice.public_id}" for notice in page.items],
    )
    context = {"filters": form, "show": show, "page": page, "rows": presenters.rows(page.items)}
    return render(request, "notices/notice_list.jinja", context)


@requires("person_view")
@require_POST
def notice_dismiss(request: HttpRequest, pid: str) -> HttpResponse:
    """Seen: put away for my organisation, with my name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    notice = queries.get_visible(actor, pid)
    places = {"home": reverse("home"), "person": address("person", pid=notice.person.public_id)}
    back = places.get(request.POST.get("back", ""), reverse("notice_list"))
    return press(request, lambda: actions.dismiss(notice=notice, by=actor), done="The notice is put away.", back=back)
