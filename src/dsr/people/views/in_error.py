"""The page that marks something as entered in error: what changes, whether it is so, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.people.forms.capacity import InErrorForm
from dsr.people.models import BestInterestsDecision, CapacityAssessment, Decision, Person
from dsr.people.views.shared import attempt, done, page

About = Decision | CapacityAssessment | BestInterestsDecision


def in_error(
    request: HttpRequest,
    name: str,
    person: Person,
    mark: Callable[[str], object],
    *,
    about: About,
    back: str,
    **context: Any,
) -> HttpResponse:
    """``mark`` is called with the reason once the worker is sure."""
    form = InErrorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.cleaned_data["sure"] == "no":
            return redirect(back)
        if attempt(form, lambda: mark(form.cleaned_data["reason"])):
            done(request, "It is marked as entered in error.")
            return redirect(back)
    return page(request, name, person, form=form, about=about, back_href=back, **context)
