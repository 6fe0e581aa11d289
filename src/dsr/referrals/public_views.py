"""Filling in the form: begin, answer page by page, stop for help, come back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dsr.core.access import public
from dsr.policy import queries as policy
from dsr.referrals import public_views_people as people
from dsr.referrals.actions import drafts
from dsr.referrals.form import answering, automation
from dsr.referrals.form.door import Door, comes_from_elsewhere
from dsr.referrals.form.journey import Screen
from dsr.referrals.form.pages import section_titles
from dsr.referrals.form.showing import show as show_page
from dsr.referrals.form.ways import back_href, is_checking, kept_query, next_url
from dsr.referrals.models import ReferralRoute

DANGER = "danger"


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What the form is; beginning makes a draft. Nothing of anybody's is touched, so no token guards it."""
    area = policy.public_area()
    if request.method != "POST" or comes_from_elsewhere(request):
        return show_page(request, "start", {"policy": policy.current(area.pk)})
    if not automation.may_start(request):
        return show_page(request, "too_many", status=429)
    draft, token = drafts.start_draft(area_id=area.pk, route=ReferralRoute.WEB)
    return redirect(Door(token, draft).url("question", page=DANGER))


def resume(request: HttpRequest, door: Door) -> HttpResponse:
    """Where the link leads: the first question without an answer, or the check page."""
    unfinished = door.journey.unfinished()
    return redirect(door.screen_url(unfinished[0] if unfinished else None))


def question(request: HttpRequest, door: Door, page: str) -> HttpResponse:
    """One screen of the form."""
    screen = door.journey.screen(page)
    if screen is None:
        return resume(request, door)
    if screen.pages[0].is_people_list:
        return people.listed(request, door, screen)
    if request.method == "POST":
        return _answer(request, door, screen)
    return show(request, door, screen, answering.parts_of(screen, door.journey))


def _answer(request: HttpRequest, door: Door, screen: Screen) -> HttpResponse:
    parts = answering.parts_of(screen, door.journey, request.POST)
    draft, right = answering.keep(door.open_draft, parts, door.journey.asking)
    if request.POST.get(automation.HONEYPOT):
        draft = drafts.note_about_form(draft=draft, hidden_filled=True)
    later = door.with_draft(draft)
    if request.POST.get("action") == "save":
        return redirect(later.url("save"))
    if not right:
        return show(request, later, screen, parts)
    return redirect(_onward(request, later, screen))


def _onward(request: HttpRequest, door: Door, screen: Screen) -> str:
    """Danger stops at the help page; a change from the check page goes back there."""
    if screen.code == DANGER and door.journey.asking.answers.of(DANGER, DANGER) != "no":
        return door.url("help") + kept_query(request)
    return next_url(door, screen, checking=is_checking(request))


def help_now(request: HttpRequest, door: Door) -> HttpResponse:
    """Somebody is in danger: stop and call for help. The answers stay."""
    screen = door.journey.screen(DANGER)
    context = {
        "door": door,
        "carry_on_href": next_url(door, screen, checking=is_checking(request)) if screen else door.url("resume"),
        "back_href": door.url("question", page=DANGER),
        "policy": door.journey.asking.policy,
    }
    return show_page(request, "danger", context)


def show(request: HttpRequest, door: Door, screen: Screen, parts: list[answering.Part], **more: Any) -> HttpResponse:
    """A screen with its questions, and what was wrong with the answers."""
    forms = [part.form for part in parts]
    context = {
        "door": door,
        "screen": screen,
        "questions": parts,
        "forms": forms,
        "interpreter_only": any(part.wording and part.wording.interpreter_only for part in parts),
        "heading": answering.heading(screen, parts),
        "section": section_titles(door.journey.asking)[screen.pages[0].section],
        "summary": answering.error_summary(forms),
        "back_href": back_href(request, door, screen),
        "honeypot": "" if door.is_keyed else automation.HONEYPOT,
    }
    return show_page(request, "question", context | more)
