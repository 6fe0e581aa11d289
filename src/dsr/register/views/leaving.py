"""Leaving the register: what happens is shown first, then it happens in one transaction."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dsr.accounts.access import requires
from dsr.core.posting import FormPage, answer, sent
from dsr.policy import queries as policies
from dsr.register import actions, forms, presenters, queries, rules
from dsr.register.views.shared import link, open_person


@requires("register_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def person_leave(request: HttpRequest, pid: str) -> HttpResponse:
    """Why somebody leaves, below what it changes. Only for somebody on the register."""
    opened = open_person(request, pid, "person_leave", section="decisions")
    person, entry = opened.person, queries.open_entry(opened.person)
    if entry is None:
        raise Http404
    policy = policies.current(person.area_id)
    form = forms.LeaveForm(sent(request), reasons=rules.leaving_reasons(person, policy))
    context = {"effects": presenters.leaving_effects(entry, policy), "back_href": link("person", person)}
    page = FormPage(
        "register/person_leave.jinja",
        back=link("person", person),
        done=f"{person.called} has left the register.",
        context=opened.context("person_leave", **context),
    )
    return answer(
        request,
        page,
        form,
        lambda typed: actions.leave(
            entry=entry,
            reason=typed["reason"],
            note=typed["note"],
            died_on=typed["died_on"] or None,
            by=opened.actor,
        ),
    )
