"""What every page about a person does: find them or 404, say what may be done, record the look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core.errors import Refused
from dsr.core.forms import Form
from dsr.people import levels, presenters, queries, wording
from dsr.people.models import Level, Person

Done = TypeVar("Done")


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def seen(request: HttpRequest, pid: str, *, level: str = Level.SUMMARY, team: bool = False) -> Person:
    """The person of an address. Raises Http404 when not visible at the level, PermissionDenied outside the team."""
    person = queries.get_visible(actor_of(request), pid, level=level)
    if team and not actor_of(request).is_team:
        raise PermissionDenied
    return person


def page(request: HttpRequest, name: str, person: Person, *, why: str = "", **context: Any) -> HttpResponse:
    """Render a page about a person and record who looked. ``name`` is the page's name in templates and log."""
    actor = actor_of(request)
    level = queries.level_of(actor, person)
    audit.record_read(name, by=actor, people=[person.public_id], why=why)
    given = {
        "person": person,
        "level": level,
        "shows": lambda section: levels.shows(level, section),
        "may": lambda permission: actor.has(permission),
        "is_team": actor.is_team,
        "may_edit": actor.has("person_edit") and level == Level.FULL,
        "may_record": actor.has("decision_record") and actor.is_team and level == Level.FULL,
        "banner": presenters.banner(person, level),
        "printed_by": str(actor.worker),
        "title_of": wording.title,
        "level_name": wording.level_name,
    }
    return render(request, f"people/{name}.jinja", given | context)


def attempt(form: Form, action: Callable[[], Done]) -> Done | None:
    """Do it; when a rule says no, the form shows the sentence and keeps everything typed."""
    try:
        return action()
    except Refused as refused:
        form.add_error(None, [refused.sentence, *refused.reasons])
        return None


def done(request: HttpRequest, sentence: str) -> None:
    """Say on the next page that it worked."""
    messages.success(request, sentence)


def href(name: str, person: Person, **parts: str) -> str:
    return reverse(name, kwargs={"pid": person.public_id, **parts})
