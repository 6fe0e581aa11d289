"""The support tool's pages: sections, their questions, and what the answers suggest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dsr.accounts.access import requires
from dsr.core.errors import Conflict, Refused
from dsr.core.presenters import moment
from dsr.policy import queries as policies
from dsr.register import actions, forms, presenters, queries, rating, rules
from dsr.register.models import Assessment, AssessmentSection
from dsr.register.tool_document import Definition, Section
from dsr.register.views.shared import Opened, open_person

SECTION = "assessment"


@requires("assessment_complete")
@require_POST
def assessment_start(request: HttpRequest, pid: str) -> HttpResponse:
    """Begin, or go on with what a colleague began."""
    opened = open_person(request, pid, "assessment_start", section=SECTION)
    try:
        assessment = actions.start_assessment(person=opened.person, by=opened.actor)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect("person", pid=pid)
    return redirect("assessment", pid=pid, aid=assessment.public_id)


@requires("assessment_complete")
@require_GET
def assessment(request: HttpRequest, pid: str, aid: str) -> HttpResponse:
    """The sections, and how far each is."""
    opened, found = _open(request, pid, aid, "assessment")
    tool = queries.definition_of(found)
    saved = queries.sections(found)
    shown = frozenset(item.code for item in rating.shown_items(tool, queries.answers(saved)))
    parts = [
        {"text": part.title, "href": _address("assessment_section", found, section=part.code)}
        | presenters.section_status(part, shown, saved.get(part.code))
        for part in tool.sections
    ]
    context = {"assessment": found, "tool": tool, "sections": parts, "back_href": _person(opened)}
    return render(request, "register/assessment.jinja", opened.context("assessment", **context))


@requires("assessment_complete")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_section(request: HttpRequest, pid: str, aid: str, section: str) -> HttpResponse:
    """One section's questions, saved as its next revision; a colleague's saving in between is shown beside it."""
    opened, found = _open(request, pid, aid, "assessment_section")
    tool = queries.definition_of(found)
    part = next((part for part in tool.sections if part.code == section), None)
    if part is None:
        raise Http404
    saved = queries.sections(found)
    form = _section_form(request, tool, part, saved)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(found, part, form, opened)
            return redirect(_next(found, tool, part, request))
        except Conflict:
            return _conflict(request, opened, found, tool, part, saved[section], form)
        except Refused as error:
            refused = error
    context = {
        "assessment": found,
        "tool": tool,
        "part": part,
        "number": tool.sections.index(part) + 1,
        "form": form,
        "refused": refused,
        "saved": saved.get(section),
        "back_href": _address("assessment", found),
    }
    return render(request, "register/assessment_section.jinja", opened.context("assessment", **context))


def _section_form(
    request: HttpRequest, tool: Definition, part: Section, saved: dict[str, AssessmentSection]
) -> forms.SectionForm:
    mine = saved.get(part.code)
    return forms.SectionForm(
        request.POST if request.method == "POST" else None,
        section=part,
        tool=tool,
        known=queries.answers(saved),
        saved=mine.answers if mine else None,
        revision=mine.revision if mine else 0,
    )


def _save(found: Assessment, part: Section, form: forms.SectionForm, opened: Opened) -> None:
    actions.save_section(
        assessment=found,
        section=part.code,
        answers=form.answers(),
        notes=form.notes(),
        expected_revision=form.expected_revision(),
        by=opened.actor,
    )


def _next(found: Assessment, tool: Definition, part: Section, request: HttpRequest) -> str:
    """The next section with "Save and continue"; otherwise back to the list."""
    following = tool.sections[tool.sections.index(part) + 1 :]
    if "continue" in request.POST and following:
        return _address("assessment_section", found, section=following[0].code)
    return _address("assessment", found)


def _conflict(
    request: HttpRequest,
    opened: Opened,
    found: Assessment,
    tool: Definition,
    part: Section,
    theirs: AssessmentSection,
    form: forms.SectionForm,
) -> HttpResponse:
    """Both savings side by side: keep theirs, or save one's own as the next revision on top of it."""
    mine = form.answers()
    rows = [
        {
            "label": item.text,
            "left": presenters.answer_in_words(item, theirs.answers["answers"].get(item.code)),
            "right": presenters.answer_in_words(item, mine.get(item.code)),
        }
        for item in form.items
    ]
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "assessment": found,
        "tool": tool,
        "part": part,
        "rows": rows,
        "theirs": f"Saved by {theirs.saved_by.name}, {moment(theirs.saved_at)}",
        "typed": [(n, v) for n, v in typed if n not in ("csrfmiddlewaretoken", "revision")],
        "revision": theirs.revision,
        "keep_href": _address("assessment_section", found, section=part.code),
        "back_href": _address("assessment", found),
    }
    return render(request, "register/assessment_conflict.jinja", opened.context("assessment", **context), status=409)


@requires("assessment_complete")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_give_up(request: HttpRequest, pid: str, aid: str) -> HttpResponse:
    """Given up, with a reason."""
    opened, found = _open(request, pid, aid, "assessment_give_up")
    form = forms.GiveUpForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.abandon_assessment(assessment=found, reason=form.cleaned_data["reason"], by=opened.actor)
            messages.success(request, "The assessment has been given up.")
            return redirect("person", pid=pid)
        except Refused as error:
            refused = error
    context = {"form": form, "refused": refused, "back_href": _address("assessment", found)}
    return render(request, "register/assessment_give_up.jinja", opened.context("assessment", **context))


@requires("rating_decide")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_result(request: HttpRequest, pid: str, aid: str) -> HttpResponse:
    """What the answers suggest and why; the clinician decides."""
    opened, found = _open(request, pid, aid, "assessment_result")
    policy = policies.current(found.area_id)
    tool = queries.definition_of(found)
    saved = queries.sections(found)
    suggestion = rating.suggest(tool, queries.answers(saved))
    revisions = queries.revisions(saved)
    form = forms.RatingForm(
        request.POST if request.method == "POST" else None,
        policy=policy,
        suggestion=suggestion,
        initial={"answers": revisions},
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            _decide(found, form, opened)
            messages.success(request, "The rating is recorded.")
            return redirect("person", pid=pid)
        except Refused as error:
            refused = error
            form.look_again(revisions)
    context = {
        "assessment": found,
        "tool": tool,
        "suggestion": suggestion,
        "suggested": presenters.rating_tag(policy, suggestion.rating.value),
        "could_be": presenters.rating_tag(policy, suggestion.could_be.value),
        "ended": _ended(found),
        "form": form,
        "refused": refused,
        "back_href": _address("assessment", found),
    }
    return render(request, "register/assessment_result.jinja", opened.context("assessment", **context))


def _decide(found: Assessment, form: forms.RatingForm, opened: Opened) -> None:
    actions.decide_rating(
        person=opened.person,
        assessment=found,
        rating=form.cleaned_data["rating"],
        rationale=form.cleaned_data["rationale"],
        override_reason=form.cleaned_data["override_reason"],
        support_needs=form.support_needs(),
        expected_answers=form.cleaned_data["answers"],
        by=opened.actor,
    )


def _ended(found: Assessment) -> Refused | None:
    try:
        rules.check_is_open(found)
    except Refused as refused:
        return refused
    return None


def _open(request: HttpRequest, pid: str, aid: str, page: str) -> tuple[Opened, Assessment]:
    opened = open_person(request, pid, page, section=SECTION)
    return opened, queries.get_assessment(opened.person, aid)


def _address(name: str, found: Assessment, **more: Any) -> str:
    return reverse(name, kwargs={"pid": found.person.public_id, "aid": found.public_id, **more})


def _person(opened: Opened) -> str:
    return reverse("person", kwargs={"pid": opened.person.public_id})
