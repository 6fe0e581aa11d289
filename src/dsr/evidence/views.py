"""Evidence: what lies on a person's record, adding to it, one file's page, its download, and taking it out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dsr.accounts.access import requires
from dsr.accounts.actor import Actor
from dsr.audit.actions import record_read
from dsr.core.posting import FormPage, answer, sent
from dsr.evidence import actions, places, presenters, queries
from dsr.evidence.files.kinds import EXTENSION, MEDIA_TYPE, FileKind
from dsr.evidence.forms import AddForm
from dsr.evidence.models import About, Evidence
from dsr.people import presenters as people_words
from dsr.people import queries as people
from dsr.people.forms.capacity import InErrorForm
from dsr.people.models import Level, Person

SHOWN = ["GET", "HEAD", "POST"]
ADDED = "The file is added."
#: Never shown by a browser in our own name: saved, and read elsewhere.
APART = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def open_person(request: HttpRequest, pid: str, page: str) -> Person:
    """Somebody seen in full, with the look on record. Raises Http404."""
    person = people.get_visible(_actor(request), pid, level=Level.FULL)
    record_read(page, by=_actor(request), people=[person.public_id])
    return person


def _of_person(request: HttpRequest, person: Person) -> dict[str, Any]:
    banner = people_words.banner(person, people.level_of(_actor(request), person))
    return {"person": person, "banner": banner, "printed_by": str(_actor(request).worker)}


@requires("evidence_view")
@require_safe
def person_evidence(request: HttpRequest, pid: str) -> HttpResponse:
    """Everything that lies on the record, newest first."""
    person = open_person(request, pid, "person_evidence")
    context = {
        "rows": [presenters.row(one) for one in queries.of_person(person)],
        "may_add": _actor(request).has("evidence_add"),
        "back_href": people_words.person_href(person),
    }
    return render(request, "evidence/person_evidence.jinja", _of_person(request, person) | context)


@requires("evidence_add")
@require_http_methods(SHOWN)
def person_evidence_add(request: HttpRequest, pid: str) -> HttpResponse:
    """A file for a person's record."""
    person = open_person(request, pid, "person_evidence_add")
    page = FormPage(
        "evidence/add.jinja",
        reverse("person_evidence", kwargs={"pid": person.public_id}),
        ADDED,
        _of_person(request, person) | {"caption": person.full_name},
        refused_at="file",
    )
    form = add_form(request)

    def act(_: dict[str, Any]) -> Evidence:
        return actions.add(area_id=person.area_id, person=person, by=_actor(request), **form.evidence())

    return answer(request, page, form, act)


def add_form(request: HttpRequest) -> AddForm:
    """The form with what was sent; what it is about is chosen beforehand where the page before knew it."""
    asked = request.GET.get("about", "")
    initial = {"about": asked} if asked in About.values else {}
    typed = sent(request)
    return AddForm(typed, files=None if typed is None else request.FILES, initial=initial)


def _open(request: HttpRequest, pid: str, page: str) -> tuple[Evidence, places.Place]:
    """One file's entry and where it lies, with the look on record. Raises Http404."""
    found = queries.get_visible(_actor(request), pid)
    place = places.of(found)
    targets = [f"evidence:{found.public_id}", *([place.target] if place.target else [])]
    people_seen = [found.person.public_id] if found.person else []
    record_read(page, by=_actor(request), people=people_seen, targets=targets)
    return found, place


@requires("evidence_view")
@require_safe
def evidence(request: HttpRequest, pid: str) -> HttpResponse:
    """What it is, who added it when, and what can be done with it."""
    found, place = _open(request, pid, "evidence")
    context = {
        "evidence": found,
        "status": presenters.status(found),
        "sentence": presenters.sentence(found),
        "facts": presenters.facts(found),
        "may": presenters.may(found, may_add=_actor(request).has("evidence_add")),
        "back_href": place.href,
    }
    return render(request, "evidence/evidence.jinja", _banner_of(request, found) | context)


def _banner_of(request: HttpRequest, found: Evidence) -> dict[str, Any]:
    return _of_person(request, found.person) if found.person else {"banner": None}


@requires("evidence_view")
@require_safe
def evidence_file(request: HttpRequest, pid: str) -> HttpResponse:
    """The file itself, to be saved and never shown here. Its name there says nothing about anybody."""
    found, _ = _open(request, pid, "evidence_file")
    kind = FileKind(found.file_kind)
    response = HttpResponse(queries.content(found), content_type=MEDIA_TYPE[kind], headers=APART)
    response["Content-Disposition"] = f'attachment; filename="evidence-{found.public_id}.{EXTENSION[kind]}"'
    return response


@requires("evidence_add")
@require_http_methods(SHOWN)
def evidence_in_error(request: HttpRequest, pid: str) -> HttpResponse:
    """It should never have been here."""
    found, _ = _open(request, pid, "evidence_in_error")
    page = FormPage(
        "evidence/in_error.jinja",
        presenters.href(found),
        "",
        _banner_of(request, found) | {"evidence": found, "file": presenters.file_words(found)},
    )

    def act(typed: dict[str, Any]) -> None:
        if typed["sure"] == "yes":
            actions.mark_in_error(evidence=found, reason=typed["reason"], by=_actor(request))
            messages.success(request, "It is marked as entered in error.")

    return answer(request, page, InErrorForm(sent(request)), act)
