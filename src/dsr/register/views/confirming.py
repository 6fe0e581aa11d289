"""People of an earlier register: once asked they join, or they do not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from dsr.accounts.access import requires
from dsr.core.posting import FormPage, answer, press, sent
from dsr.register import actions, forms, queries
from dsr.register.models import Entry
from dsr.register.views.shared import Opened, link, open_person


def _waiting(opened: Opened) -> Entry:
    entry = queries.entry_to_confirm(opened.person)
    if entry is None:
        raise Http404
    return entry


@requires("register_manage")
@require_POST
def person_confirm(request: HttpRequest, pid: str) -> HttpResponse:
    """Put on the register what was brought from an earlier one, now that nothing is missing."""
    opened = open_person(request, pid, "person_joining", section="decisions")
    _waiting(opened)
    person = opened.person
    return press(
        request,
        lambda: actions.open_entry(person=person, referral_reference="", by=opened.actor),
        done=f"{person.called} is on the register.",
        back=link("person_joining", person),
        done_href=link("person", person),
    )


@requires("register_manage")
@require_http_methods(["GET", "HEAD", "POST"])
def person_decline(request: HttpRequest, pid: str) -> HttpResponse:
    """Record that somebody of an earlier register does not join this one."""
    opened = open_person(request, pid, "person_decline", section="decisions")
    entry, person = _waiting(opened), opened.person
    page = FormPage(
        "register/person_decline.jinja",
        back=link("person_joining", person),
        done=f"It is on record that {person.called} does not join the register.",
        done_href=link("person", person),
        context=opened.context("person_decline", back_href=link("person_joining", person)),
    )
    act = forms.DeclineForm(sent(request))
    return answer(request, page, act, lambda typed: actions.decline(entry=entry, note=typed["note"], by=opened.actor))
