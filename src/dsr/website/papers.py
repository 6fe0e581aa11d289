"""Information pages on paper: each to print, in large print and as PDF, in every language and both ways of reading."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from dsr.core import languages, paper, reading
from dsr.core.access import public
from dsr.core.words import later as _
from dsr.policy import queries as policies
from dsr.website import rendering

#: Pages whose address is not their code have a name of their own for paper too.
OWN_ADDRESS = {"start": "start_paper", "help-now": "help_now_paper", "understand": "understand_paper"}
WORDS = {
    paper.PRINT: _("Print this page"),
    paper.LARGE: _("Large print"),
    paper.PDF: _("PDF"),
}


class PaperFormatConverter:
    """The last part of the address: ``print``, ``large-print`` or ``pdf``."""

    regex = "|".join(paper.FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def address(code: str, form: str) -> str:
    """Where a page stands on paper, in the language and the way of reading in force."""
    if code in OWN_ADDRESS:
        return reverse(OWN_ADDRESS[code], kwargs={"form": form})
    return reverse("page_paper", kwargs={"code": code, "form": form})


def links(code: str) -> dict[str, Any]:
    """For the foot of a page: its forms on paper. Where PDFs cannot be made the page says so."""
    forms = paper.offered()
    return {
        "formats": [{"text": gettext(WORDS[form]), "href": address(code, form)} for form in forms],
        "no_pdf": paper.PDF not in forms,
    }


@public
def start_paper(request: HttpRequest, form: str) -> HttpResponse:
    """The start page on paper."""
    return _on_paper("start", form)


@public
def help_now_paper(request: HttpRequest, form: str) -> HttpResponse:
    """Whom to call, to be kept or handed over."""
    return _on_paper("help-now", form)


@public
def understand_paper(request: HttpRequest, form: str) -> HttpResponse:
    """What there is to know, on paper."""
    return _on_paper("understand", form)


@public
def page_paper(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """One information page on paper; read easily, all its pages one below the other."""
    return _on_paper(code, form)


def _on_paper(code: str, form: str) -> HttpResponse:
    if form != paper.PDF:
        return HttpResponse(document(code, form))
    try:
        content = paper.pdf(document(code, form), language=languages.current().code, keep=True)
    except paper.PaperUnavailable:
        return redirect(address(code, paper.PRINT))
    return paper.pdf_response(content, file_name(code))


def document(code: str, form: str) -> str:
    """The whole document in the language and the way of reading in force. Raises KeyError for a page there is not."""
    policy = policies.current(policies.public_area().pk)
    here = rendering.address(code)
    return paper.page(
        rendering.title(code, policy),
        rendering.body(code, policy=policy, reading=reading.current()),
        policy=policy,
        large=form == paper.LARGE,
        with_actions=form != paper.PDF,
        here=here,
        here_in_full=f"{settings.PUBLIC_URL}{here}",
    )


def file_name(code: str) -> str:
    """Says in a folder of many what it is: ``your-decision-easy-read-ur``."""
    easy = "-easy-read" if reading.is_easy() else ""
    language = languages.current()
    return f"{code}{easy}" + ("" if language.is_default else f"-{language.code}")
