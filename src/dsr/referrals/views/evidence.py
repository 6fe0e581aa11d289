"""Evidence that comes with a referral, before anybody knows whose it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dsr.accounts.access import requires
from dsr.core.posting import FormPage, answer
from dsr.evidence import actions
from dsr.evidence.views import ADDED, add_form
from dsr.people import presenters as people_words
from dsr.people import queries as people
from dsr.referrals.presenters.staff import href
from dsr.referrals.views.parts import actor_of, worked_on


@requires("evidence_add")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pid: str) -> HttpResponse:
    """A file for the referral; it goes with it to the person it is matched to."""
    actor = actor_of(request)
    found = worked_on(request, pid, "referral_evidence_add")
    person = found.person
    context: dict[str, Any] = {
        "caption": f"{found.subject_name or 'No name given'}, {found.reference}",
        "banner": people_words.banner(person, people.level_of(actor, person)) if person else None,
    }
    page = FormPage("evidence/add.jinja", href("referral", found), ADDED, context, refused_at="file")
    form = add_form(request)
    return answer(
        request,
        page,
        form,
        lambda _: actions.add(area_id=found.area_id, person=person, referral_id=found.pk, by=actor, **form.evidence()),
    )
