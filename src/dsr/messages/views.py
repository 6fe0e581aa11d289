"""The outbox: every message is seen by staff before it leaves."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dsr.accounts.access import requires
from dsr.audit.actions import record_read
from dsr.core import paper
from dsr.core.pagination import paginate
from dsr.core.posting import FormPage, answer, press, sent
from dsr.messages import actions, notices, presenters, queries, rules
from dsr.messages.forms import StateFilter, StopForm, WordsForm
from dsr.messages.models import Message


def _href(name: str, message: Message) -> str:
    return reverse(name, kwargs={"pid": message.public_id})


def _read(request: HttpRequest, page: str, shown: Iterable[Message]) -> None:
    shown = list(shown)
    record_read(
        page,
        by=request.actor,  # type: ignore[attr-defined]
        people=sorted({message.person.public_id for message in shown if message.person}),
        targets=[f"message:{message.public_id}" for message in shown],
    )


def _message(request: HttpRequest, pid: str) -> Message:
    return queries.get_visible(request.actor, pid)  # type: ignore[attr-defined]


@requires("message_send")
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """Every message of the team, newest first."""
    form = StateFilter(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = paginate(request, queries.listed(request.actor, state))  # type: ignore[attr-defined]
    _read(request, "message_list", page.items)
    rows = [presenters.row(message) for message in page.items]
    context = {"page": page, "rows": rows, "filters": form, "active": bool(state)}
    return render(request, "messages/message_list.jinja", context)


@requires("message_send")
@require_safe
def message(request: HttpRequest, pid: str) -> HttpResponse:
    """To whom, by which way, in what words; and what can be done with it now."""
    found = _message(request, pid)
    _read(request, "message", [found])
    words, colour = presenters.status(found)
    context = {
        "has_paper": paper.is_available(),
        "message": found,
        "kind": presenters.kind(found),
        "status": words,
        "colour": colour,
        "sentence": presenters.sentence(found),
        "facts": presenters.facts(found),
        "may": presenters.may(found, request.actor),  # type: ignore[attr-defined]
        "back_href": reverse("message_list"),
    }
    return render(request, "messages/message.jinja", context)


@requires("message_send")
@require_http_methods(["GET", "HEAD", "POST"])
def message_edit(request: HttpRequest, pid: str) -> HttpResponse:
    """Change the words or the recipient before it leaves."""
    found = _message(request, pid)
    _read(request, "message_edit", [found])
    form = WordsForm.of(found, sent(request))
    page = FormPage("messages/message_edit.jinja", _href("message", found), "Saved. Read it once more.")
    return answer(request, page, form, lambda typed: actions.rewrite(message=found, by=request.actor, **typed))  # type: ignore[attr-defined]


@requires("message_send")
@require_POST
def message_approve(request: HttpRequest, pid: str) -> HttpResponse:
    """Let it leave."""
    found = _message(request, pid)
    done = "Approved. " + ("Print it now." if found.channel == "letter" else "It leaves in a moment.")
    back = _href("message", found)
    return press(request, lambda: actions.approve(message=found, by=request.actor), done=done, back=back)  # type: ignore[attr-defined]


@requires("message_send")
@require_http_methods(["GET", "HEAD", "POST"])
def message_cancel(request: HttpRequest, pid: str) -> HttpResponse:
    """Stop it, with a reason."""
    found = _message(request, pid)
    _read(request, "message_cancel", [found])
    context = {"message": found, "kind": presenters.kind(found)}
    page = FormPage("messages/message_cancel.jinja", _href("message", found), "Stopped. It will not be sent.", context)
    form = StopForm(sent(request))
    return answer(
        request,
        page,
        form,
        lambda typed: actions.cancel(message=found, reason=typed["reason"], by=request.actor),  # type: ignore[attr-defined]
    )


@requires("message_send")
@require_POST
def message_posted(request: HttpRequest, pid: str) -> HttpResponse:
    """The letter is on its way."""
    found = _message(request, pid)
    back = _href("message", found)
    return press(
        request, lambda: actions.mark_posted(message=found, by=request.actor), done="Marked as posted.", back=back
    )  # type: ignore[attr-defined]


@requires("message_send")
@require_safe
def message_print(request: HttpRequest, pid: str) -> HttpResponse:
    """The letter on paper."""
    found = _message(request, pid)
    if not rules.can_print(found):
        raise Http404
    _read(request, "message_print", [found])
    context = {"message": found, "back_href": _href("message", found), **presenters.letter_words(found)}
    return render(request, "messages/letter.jinja", context)


@requires("message_send")
@require_safe
def message_pdf(request: HttpRequest, pid: str) -> HttpResponse:
    """The same letter as a tagged PDF; where this machine cannot make one, the page to print."""
    found = _message(request, pid)
    if not rules.can_print(found):
        raise Http404
    _read(request, "message_print", [found])
    try:
        content = paper.pdf(presenters.letter_on_paper(found), language=notices.catalogue(found.language))
    except paper.PaperUnavailable:
        return redirect(_href("message_print", found))
    return paper.pdf_response(content, f"letter-{found.public_id}")
