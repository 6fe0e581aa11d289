"""Somebody asks for help for themselves."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from dsr.core import ids
from tests.journeys.referring import ADULT_SELF, fill_form, go, send
from tests.support.browser import assert_page_is_sound


def test_an_adult_refers_themselves(open_page):
    page: Page = open_page()
    page.goto("/")
    assert_page_is_sound(page)
    go(page, page.get_by_role("button", name="Start now").or_(page.get_by_role("link", name="Start now")))
    begin(page)
    fill_form(page, looks_right=assert_page_is_sound, **ADULT_SELF)
    assert_page_is_sound(page)
    send(page, looks_right=assert_page_is_sound)
    shown = re.search(r"[A-Z]{2}-\w{4}-\w{4}", page.inner_text("main"))
    assert shown
    assert ids.validate_reference(shown.group())


def begin(page: Page) -> None:
    """Past the page that says what is coming."""
    start = page.get_by_role("button", name=re.compile("Start|Continue"))
    if page.url.endswith("/refer/"):
        assert_page_is_sound(page)
        go(page, start)
