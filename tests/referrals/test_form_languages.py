"""The form in another language: every sentence goes through the catalogue, and nothing stored is a translation."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import trans_real

from tests.factories.referrals import TYPED
from tests.referrals.test_form_screens import BRANCHES, start, url
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db
MARK = "¤"
EQUALITY = ("sex", "ethnic-group", "ethnic-background")
#: shown as typed, or the same in every language
AS_IT_IS = re.compile(r"[\d ]+$|http")
AS_TYPED = {"Alex", "Example", "Lex", "CV1 2NT"} | {str(value) for value in TYPED.values()}


@pytest.fixture
def marked(monkeypatch):
    """A catalogue that puts a mark before every message."""
    monkeypatch.setattr(trans_real, "gettext", lambda message: message and f"{MARK}{message}")
    monkeypatch.setattr(trans_real, "ngettext", lambda one, many, count: f"{MARK}{one if count == 1 else many}")
    monkeypatch.setattr("django.utils.translation._trans.gettext", trans_real.gettext, raising=False)
    monkeypatch.setattr("django.utils.translation._trans.ngettext", trans_real.ngettext, raising=False)


def unmarked(document) -> list[str]:
    """Words between the tags of the page that did not come from the catalogue."""
    tags = ("h1", "h2", "p", "li", "legend", "label", "dt", "button", "a:not(.nhsuk-back-link)")
    blocks = ", ".join(["head title", *(f"main {tag}" for tag in tags)])
    texts = [" ".join(node.to_text().split()) for node in document.query(blocks)]
    return [text for text in texts if text and MARK not in text and text not in AS_TYPED and not AS_IT_IS.match(text)]


@pytest.mark.parametrize("reading", ["", "/easy-read"])
@pytest.mark.parametrize("changes", BRANCHES.values(), ids=BRANCHES)
def test_every_sentence_of_every_screen_comes_from_the_catalogue(area, monkeypatch, marked, changes, reading):
    _, journey = start(area, monkeypatch, **changes)
    client = Client()
    pages = journey.pages if reading else journey.screens
    addresses = [reading + url("question", page=page.code) for page in pages]
    addresses += [reading + url(name) for name in ("check", "save", "leave", "help", "person_add")]
    found = {}
    for address in addresses:
        for answer in (client.get(address), None if "check" in address else client.post(address, {})):
            if answer is not None and answer.status_code == 200:
                found[address] = unmarked(assert_valid_html(answer.content.decode()))
    assert {address: words for address, words in found.items() if words} == {}


@pytest.mark.parametrize("reading", ["", "/easy-read"])
def test_the_pages_after_sending_come_from_the_catalogue(area, monkeypatch, marked, reading):
    start(area, monkeypatch)
    client = Client()
    client.post(url("check"))
    found = {}
    for address in (url("equality"), *(url("equality_question", page=page) for page in EQUALITY), url("sent")):
        found[address] = unmarked(assert_valid_html(client.get(reading + address).content.decode()))
        if "/equality/e" in address:
            client.post(address, {"ethnic_group": "white"})
    assert {address: words for address, words in found.items() if words} == {}
