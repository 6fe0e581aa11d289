"""The check that every page in a browser goes through sees what is wrong, whatever it found sound before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import WIDE, assert_page_is_sound

pytestmark = pytest.mark.browser

SOUND = """<!DOCTYPE html><html lang="en"><head><title>Ask</title></head><body><main><h1>Ask</h1>
<p id="hint-1">Anything</p><label for="q-1">What</label> <input id="q-1" aria-describedby="hint-1">
<img src="data:," alt="A cat" width="20"><ul><li>One</li><li>Two</li></ul></main></body></html>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport=WIDE) as context:
        yield context.new_page()


def show(page: Page, before: str = "", after: str = "") -> None:
    assert before in SOUND
    page.set_content(SOUND.replace(before, after, 1) if before else SOUND)
    assert_page_is_sound(page)


def test_a_sound_page_is_looked_at_once_whatever_it_says(page, monkeypatch):
    show(page)
    monkeypatch.setattr("tests.support.browser._assert_sound", lambda page: pytest.fail("looked at again"))
    show(page)
    show(page, "Anything", "Else")
    show(page, "<li>Two</li>", "<li>Two</li><li>Three</li>")
    with pytest.raises(pytest.fail.Exception, match="again"):
        show(page, "<li>Two</li>", "<li><b>Two</b></li>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('alt="A cat"', 'alt=""' + ' role="img"'),
        ('alt="A cat"', ""),
        ('for="q-1"', 'for="other"'),
        ('aria-describedby="hint-1"', 'aria-describedby="hint-1" role="nonsense"'),
        ('lang="en"', ""),
        ("<title>Ask</title>", "<title></title>"),
        ("<li>One</li>", "<p>One</p>"),
        ("Anything", "A" * 90),
        ('<p id="hint-1">', '<p id="hint-1" style="color:#ddd">'),
        ("<ul>", '<ul style="width:700px">'),
        ("<p id", '<p style="width:40px;overflow:hidden;white-space:nowrap" id'),
    ],
)
def test_what_is_wrong_is_seen_after_a_sound_one(page, before, after):
    show(page)
    with pytest.raises(AssertionError):
        show(page, before, after)
