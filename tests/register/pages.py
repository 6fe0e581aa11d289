"""Opening pages in tests: each answer is valid HTML or the test fails."""

from __future__ import annotations

from django.urls import reverse

from tests.support.html import assert_valid_html, texts

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


def page(client, name, *, query=None, status=200, **where):
    """The parsed page."""
    return parsed(client.get(reverse(name, kwargs=where), query or {}), status)


def parsed(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return assert_valid_html(answer.content.decode())


def words(document):
    """The page's own words, without header and footer."""
    return " ".join(texts(document, "main") + texts(document, ".dsr-person"))


def status_of(client, name, **where):
    return client.get(reverse(name, kwargs=where)).status_code


__all__ = ["LONG", "page", "parsed", "status_of", "texts", "words"]
