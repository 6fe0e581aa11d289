"""Anybody reads the public pages."""

from __future__ import annotations

from tests.support.browser import assert_page_is_sound


def test_help_is_one_step_from_the_start(open_page):
    page = open_page()
    page.goto("/get-help-now/")
    assert page.get_by_role("heading", level=1).inner_text() == "Get help now"
    assert_page_is_sound(page)
