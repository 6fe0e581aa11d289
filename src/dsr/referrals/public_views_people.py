"""Who is involved: several people, each added, changed or taken off on a page of their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.core import ids
from dsr.referrals.actions import drafts
from dsr.referrals.form import answering
from dsr.referrals.form.answers import Data
from dsr.referrals.form.door import Door
from dsr.referrals.form.easy.telling import speak
from dsr.referrals.form.forms_need import AnotherForm, InvolvedForm
from dsr.referrals.form.journey import Screen
from dsr.referrals.form.showing import show as show_page
from dsr.referrals.form.ways import back_href, is_checking, kept_query, next_url

LIST = drafts.PEOPLE


def listed(request: HttpRequest, door: Door, screen: Screen) -> HttpResponse:
    """Everybody added so far, and whether to add another."""
    people = door.journey.asking.answers.people
    if not people:
        return redirect(door.url("person_add") + kept_query(request))
    if request.method != "POST":
        form = _another(door)
        return _show_list(request, door, screen, form)
    form = _another(door, request.POST)
    right = form.is_valid()
    cleaned = form.cleaned_answers() if right else None
    kept = drafts.save_answers(
        draft=door.open_draft, page=LIST, answers=form.typed(), cleaned=cleaned, seen=form.asking.seen
    )
    later = door.with_draft(kept)
    if request.POST.get("action") == "save":
        return redirect(later.url("save"))
    if not right:
        return _show_list(request, later, screen, form)
    if form.cleaned_data["another"] == "yes":
        return redirect(later.url("person_add") + kept_query(request))
    unfinished = next((person for person in people if not person["complete"]), None)
    if unfinished:
        return redirect(later.url("person_change", person_id=unfinished["id"]) + kept_query(request))
    return redirect(next_url(later, screen, checking=is_checking(request)))


def _another(door: Door, data: Any = None) -> AnotherForm:
    asking = door.journey.asking
    form = AnotherForm(data, asking=asking)
    if asking.is_easy:
        speak(form, LIST, asking.voice)
    return form


def _show_list(request: HttpRequest, door: Door, screen: Screen, form: AnotherForm) -> HttpResponse:
    context = {
        "door": door,
        "people": door.journey.asking.answers.people,
        "form": form,
        "query": kept_query(request),
        "back_href": back_href(request, door, screen),
    }
    return show_page(request, "people", context)


def add(request: HttpRequest, door: Door) -> HttpResponse:
    """One more person."""
    return _person(request, door, ids.new_public_id(), {})


def change(request: HttpRequest, door: Door, person_id: str) -> HttpResponse:
    """Somebody already on the list."""
    person = _find(door, person_id)
    return _person(request, door, person_id, person) if person else _back_to_list(request, door)


def _person(request: HttpRequest, door: Door, person_id: str, before: Data) -> HttpResponse:
    asking = door.journey.asking
    if request.method != "POST":
        return _show_person(request, door, answering.involved_form(asking, initial=before), before)
    form = answering.keep_person(door.open_draft, person_id, request.POST)
    if request.POST.get("action") == "save":
        return redirect(door.url("save"))
    if form.is_valid():
        return _back_to_list(request, door)
    # What was typed is on the list now: sending it again must change it, not add it twice.
    again = door.url("person_change", person_id=person_id) + kept_query(request)
    return _show_person(request, door, form, before, form_action=again)


def _show_person(request: HttpRequest, door: Door, form: InvolvedForm, before: Data, **more: Any) -> HttpResponse:
    has_list = bool(door.journey.asking.answers.people)
    back = door.url("question", page=LIST if has_list else "people") + kept_query(request)
    context = {"door": door, "form": form, "is_new": not before, "back_href": back, "form_action": ""}
    return show_page(request, "person", context | more)


def remove(request: HttpRequest, door: Door, person_id: str) -> HttpResponse:
    """Ask once, then take the person off the list."""
    person = _find(door, person_id)
    if person is None:
        return _back_to_list(request, door)
    if request.method != "POST":
        context = {"door": door, "person": person, "back_href": door.url("question", page=LIST) + kept_query(request)}
        return show_page(request, "person_remove", context)
    draft = drafts.remove_person(draft=door.open_draft, person_id=person_id)
    if draft.answers[LIST]["people"]:
        return _back_to_list(request, door)
    return redirect(door.url("question", page="people") + kept_query(request))


def _find(door: Door, person_id: str) -> Data | None:
    return next((person for person in door.journey.asking.answers.people if person["id"] == person_id), None)


def _back_to_list(request: HttpRequest, door: Door) -> HttpResponse:
    return redirect(door.url("question", page=LIST) + kept_query(request))
