"""What a page does with a form that was sent: act, and say it was done; or show it again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from dsr.core.errors import Conflict, Refused
from dsr.core.forms import Form


@dataclass(frozen=True)
class FormPage:
    """A page with one form. ``back`` is where a worker goes on, after it is done or somebody else was first.

    ``refused_at`` names the field that a refusal is about, where it can only be about one.
    """

    template: str
    back: str
    done: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    done_href: str = ""
    refused_at: str | None = None


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is made with: what was posted, even if it is empty; None while the page is only shown."""
    return request.POST if request.method == "POST" else None


def answer(request: HttpRequest, page: FormPage, form: Form, act: Callable[[dict[str, Any]], Any]) -> HttpResponse:
    """Run ``act`` on a valid form and redirect; else the page, with everything that was typed.

    A rule that says no becomes an error of the form; that somebody else was first, a page of its own (409).
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, conflict, page.back)
        except Refused as refused:
            for sentence in (refused.sentence, *refused.reasons):
                form.add_error(page.refused_at, sentence)
        else:
            return finished(request, page.done, page.done_href or page.back)
    return render(request, page.template, {"form": form, "back_href": page.back, **page.context})


def press(request: HttpRequest, act: Callable[[], Any], *, done: str, back: str, done_href: str = "") -> HttpResponse:
    """The same for a single button."""
    try:
        act()
    except Refused as refused:
        return conflict_page(request, refused, back)
    return finished(request, done, done_href or back)


def finished(request: HttpRequest, done: str, href: str) -> HttpResponse:
    """Say it is done on the page where the worker goes on."""
    if done:
        messages.success(request, done)
    return redirect(href)


def conflict_page(request: HttpRequest, refused: Refused, back: str) -> HttpResponse:
    """Nothing was changed: somebody else was first, or a rule says no. With the way back to how it is now."""
    heading = "Somebody else was first" if isinstance(refused, Conflict) else "This cannot be done now"
    context = {"refused": refused, "heading": heading, "back": back, "typed": _typed(request)}
    return render(request, "errors/conflict.jinja", context, status=409)


def _typed(request: HttpRequest) -> list[str]:
    """What was written, to copy: nothing typed is lost."""
    hidden = {"csrfmiddlewaretoken", "seen"}
    return [value for name, value in request.POST.items() if name not in hidden and len(str(value)) > 20]  # type: ignore[misc]
