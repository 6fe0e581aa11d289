"""Exit this page, in a real browser: by button, by the first link, by three presses of Shift, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import assert_page_is_sound

#: Stands for the neutral website in tests (tests/support/serving.py).
NEUTRAL = re.compile(r"/health/\?neutral$")


@pytest.fixture
def form(open_page):
    """The first page of the form, with another page before it in the history."""

    def open_form(**options) -> Page:
        page = open_page(**options)
        page.goto("/get-help-now/")
        page.goto("/refer/")
        return page

    return open_form


def test_the_button_leaves_and_going_back_skips_the_page(form):
    page = form()
    page.locator(".dsr-exit__button").click()
    page.wait_for_url(NEUTRAL)
    page.go_back()
    assert page.url.endswith("/get-help-now/")


def test_the_first_stop_of_the_tab_key_leaves(form):
    page = form()
    page.keyboard.press("Tab")
    first = page.locator(".dsr-exit-first__link")
    expect(first).to_be_focused()
    assert first.bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    page.wait_for_url(NEUTRAL)


def test_three_presses_of_shift_leave_and_each_is_said(form):
    page = form()
    said = page.locator("[data-exit-said]")
    page.keyboard.press("Shift")
    expect(said).to_have_text("Press Shift 2 more times to leave this page.")
    page.keyboard.press("Shift")
    expect(said).to_have_text("Press Shift 1 more time to leave this page.")
    page.keyboard.press("Shift")
    page.wait_for_url(NEUTRAL)


def test_capital_letters_do_not_leave(form):
    page = form()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    expect(page.locator("[data-exit-said]")).to_have_text("Press Shift 2 more times to leave this page.")
    assert page.url.endswith("/refer/")


def test_a_press_too_few_is_forgotten(form):
    page = form()
    page.clock.install()
    page.reload()
    page.keyboard.press("Shift")
    page.clock.fast_forward(6000)
    expect(page.locator("[data-exit-said]")).to_have_text("Shift was not pressed again. You are still on this page.")
    expect(page.locator("[data-exit-lights]")).to_be_hidden()


def test_the_screen_is_blank_at_once(form):
    seen = form().evaluate("""() => {
        document.querySelector('.dsr-exit__button').click();
        return [getComputedStyle(document.body).display, document.title.trim()];
    }""")
    assert seen == ["none", ""]


def test_without_scripts_the_button_is_a_link(form):
    page = form(java_script_enabled=False)
    page.locator(".dsr-exit__button").click()
    page.wait_for_url(NEUTRAL)


def test_the_page_with_the_button_is_sound_in_every_direction(form):
    page = form()
    assert_page_is_sound(page)
    page.goto("/ur/refer/")
    assert_page_is_sound(page)
    button, window = page.locator(".dsr-exit__button").bounding_box(), page.viewport_size
    assert button["x"] < window["width"] / 3
