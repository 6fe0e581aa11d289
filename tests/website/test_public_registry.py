"""Every public page with its languages, its two ways of reading and its forms on paper. What is missing fails.

A new public address fails until it is listed here; a new information page is found by itself.
"""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.urls import NoReverseMatch, reverse
from pypdf import PdfReader

from dsr.core import languages, paper, reading
from dsr.website import content, papers, rendering
from tests.support.html import assert_valid_html

#: Pages made from content: in every language, both ways of reading, and on paper.
CONTENT = {"start", "help_now", "understand", "page", "page_step"}
PAPER = {"start_paper", "help_now_paper", "understand_paper", "page_paper"}
#: Leads away and shows nothing.
WAYS = {"exit"}
#: Parts of the service where somebody does something: in every language and both ways of reading, on the screen.
DOING = ("refer_", "follow_")

LANGUAGES = [language.code for language in languages.all_languages()]
CODES = content.codes()


def prefix(language: str, how: str) -> str:
    mount = reading.MOUNT if how == reading.EASY else ""
    return mount if language == "en-gb" else f"{mount}/{language}"


def test_every_public_address_is_listed():
    listed = CONTENT | PAPER | WAYS
    unlisted = {name for name in reading.public_names() if name not in listed and not name.startswith(DOING)}
    assert unlisted == set(), "say here in which languages and forms these stand"
    assert listed <= reading.public_names()


def test_every_kind_of_doing_exists():
    for start in DOING:
        assert any(name.startswith(start) for name in reading.public_names())


def said(response) -> str:
    """The language the page says it is in."""
    found = re.search(r'<html lang="([\w-]+)"', response.text)
    return found[1] if found else ""


@pytest.mark.django_db
@pytest.mark.parametrize("how", reading.READINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_information_page_stands_in_the_language(client, area, language, how):
    for code in CODES:
        address = prefix(language, how) + rendering.address(code)
        response = client.get(address)
        assert (response.status_code, said(response)) == (200, languages.get(language).tag), address
        for form in paper.offered():
            assert f'href="{prefix(language, how)}{papers.address(code, form)}"' in response.text, address


@pytest.mark.django_db
@pytest.mark.parametrize("how", reading.READINGS)
@pytest.mark.parametrize("language", ["en-gb", "ur"])
def test_every_information_page_is_valid_html_on_the_screen_and_on_paper(client, area, language, how):
    for code in CODES:
        here = prefix(language, how)
        for address in (rendering.address(code), papers.address(code, paper.PRINT)):
            assert_valid_html(client.get(here + address).text)


@pytest.mark.django_db
@pytest.mark.parametrize("how", reading.READINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_information_page_is_there_to_print(client, area, language, how):
    for code in CODES:
        for form, is_large in ((paper.PRINT, False), (paper.LARGE, True)):
            response = client.get(prefix(language, how) + papers.address(code, form))
            assert (response.status_code, said(response)) == (200, languages.get(language).tag)
            assert ("paper-large.css" in response.text) is is_large
            assert "<h1" in response.text


@pytest.mark.paper
@pytest.mark.django_db
@pytest.mark.parametrize("how", reading.READINGS)
@pytest.mark.parametrize("code", CODES)
def test_every_information_page_is_a_tagged_pdf(client, area, code, how):
    check_pdf(client.get(prefix("en-gb", how) + papers.address(code, paper.PDF)), "en-gb")


@pytest.mark.paper
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_pdfs_stand_in_every_language(client, area, language):
    response = client.get(prefix(language, reading.EASY) + papers.address("your-decision", paper.PDF))
    check_pdf(response, language)
    assert response["Content-Disposition"] == f'inline; filename="your-decision-easy-read-{language}.pdf"'


def check_pdf(response, language: str) -> None:
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    reader = PdfReader(BytesIO(response.content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == languages.get(language).tag
    assert reader.metadata.title


@pytest.mark.paper
@pytest.mark.django_db
@pytest.mark.parametrize("code", ["your-decision", "ratings"])
def test_pictures_beside_words_are_no_figures_that_need_words(client, area, caplog, code):
    client.get("/easy-read" + papers.address(code, paper.PDF))
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


@pytest.mark.django_db
def test_without_pango_print_is_offered_and_nothing_is_lost(client, area, monkeypatch):
    monkeypatch.setattr(paper, "is_available", lambda: False)
    page = client.get("/your-decision/").text
    assert "We cannot make a PDF at the moment." in page
    assert "/your-decision/pdf/" not in page
    response = client.get("/easy-read/ur/your-decision/pdf/")
    assert (response.status_code, response["Location"]) == (302, "/easy-read/ur/your-decision/print/")


def test_forms_on_paper_are_only_the_three():
    with pytest.raises(NoReverseMatch):
        reverse("page_paper", kwargs={"code": "your-decision", "form": "word"})


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/easy-read/ur/your-decision/", "/refer/", "/follow/", "/your-decision/print/"])
def test_no_page_may_ask_another_site_for_anything(client, area, path):
    """The browser is told so; the journeys also record every request (tests/journeys/conftest.py)."""
    policy = client.get(path)["Content-Security-Policy"]
    sources = {word for directive in policy.split(";") for word in directive.split()[1:]}
    assert sources == {"'self'", "'none'", "data:"}
    assert not re.search(r'<(?:link|script|img|iframe|source)[^>]+(?:href|src)="(?:https?:)?//', client.get(path).text)
