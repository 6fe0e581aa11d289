"""The referral form in Easy Read: by keyboard alone, on another device, without a script, and in a crisis."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.factories.referrals import TYPED
from tests.journeys.referring import ADULT_SELF, MOST_PAGES, answer_page, fill_form, go, send
from tests.support.browser import assert_page_is_sound
from tests.support.html import assert_valid_html

MOST_TABS = 80
HERE = """() => {
  const e = document.activeElement;
  return {name: e.name || '', type: e.type || '', value: e.value || '', checked: !!e.checked,
          tag: e.tagName, main: !!e.closest('main'), words: e.innerText || ''};
}"""


def looks_right(page: Page) -> None:
    assert_page_is_sound(page)
    assert_valid_html(page.content())
    assert page.locator("main h1").count() == 1


def focused(page: Page) -> dict:
    page.keyboard.press("Tab")
    return page.evaluate(HERE)


def choose(page: Page, here: dict, wanted: object) -> None:
    """A radio is reached with the arrows, a box is ticked with the space bar."""
    if here["type"] == "checkbox":
        if here["value"] in (wanted if isinstance(wanted, list) else [wanted]) and not here["checked"]:
            page.keyboard.press("Space")
        return
    for _ in range(20):
        if here["value"] == wanted:
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
        here = page.evaluate(HERE)
    raise AssertionError(f"No choice {wanted!r} for {here['name']} on {page.url}")


def by_keyboard(page: Page, typed: dict[str, object], button: str) -> None:
    """Answer everything on the page and press its button, with the keys a keyboard has."""
    done: set[str] = set()
    for _ in range(MOST_TABS):
        here = focused(page)
        if here["main"] and here["tag"] == "BUTTON" and here["words"].strip() == button:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        name = here["name"]
        if name not in typed or (name in done and here["type"] != "checkbox"):
            continue
        done.add(name)
        if here["type"] in ("radio", "checkbox"):
            choose(page, here, typed[name])
        elif here["tag"] in ("INPUT", "TEXTAREA") and not here["value"]:
            page.keyboard.insert_text(str(typed[name]))
    raise AssertionError(f"The keyboard did not reach {button!r} on {page.url}")


def test_the_whole_referral_by_keyboard_alone(open_page):
    page: Page = open_page()
    typed = {**TYPED, **ADULT_SELF, "willing": "no"}
    page.goto("/easy-read/refer/")
    looks_right(page)
    by_keyboard(page, {}, "Start now")
    for _ in range(MOST_PAGES):
        if page.url.endswith("/check/"):
            break
        looks_right(page)
        assert "/easy-read/" in page.url
        before = page.url
        by_keyboard(page, typed, "Continue")
        assert page.url != before, page.locator(".nhsuk-error-summary").all_inner_texts()
    looks_right(page)
    by_keyboard(page, {}, "Send")
    looks_right(page)
    by_keyboard(page, typed, "Continue")
    looks_right(page)
    assert re.search(r"[A-Z]{2}-\w{4}-\w{4}", page.inner_text("main"))


def test_a_link_opened_on_another_device_keeps_the_reading_and_the_answers(open_page):
    page: Page = open_page()
    begin(page, "/easy-read/refer/")
    for typed in ({"danger": "no"}, {"who": "me"}, {"helped": "no"}):
        answer_page(page, typed)
        go(page, page.get_by_role("button", name="Continue"))
    answer_page(page, {"given_name": "Alex"})
    go(page, page.get_by_role("button", name="Save and come back later"))
    link = page.locator(".dsr-secret-link").inner_text()
    assert "/easy-read/" in link
    other: Page = open_page()
    other.goto(link[link.index("/easy-read/") :])
    assert other.url.endswith("/name/")
    assert "/easy-read/" in other.url
    assert other.locator("#given_name").input_value() == "Alex"
    assert other.locator(".dsr-picture").count() > 0


def test_somebody_in_danger_is_told_whom_to_call_and_may_go_on(open_page):
    page: Page = open_page()
    begin(page, "/easy-read/refer/")
    answer_page(page, {"danger": "yes"})
    go(page, page.get_by_role("button", name="Continue"))
    looks_right(page)
    assert page.locator("main a[href^='tel:999']").count() == 1
    go(page, page.get_by_role("button", name="I am safe, carry on"))
    assert page.url.endswith("/who/")


@pytest.mark.parametrize("address", ["/refer/", "/easy-read/refer/"])
def test_the_form_needs_no_script(open_page, address):
    page: Page = open_page(java_script_enabled=False)
    begin(page, address)
    fill_form(page, looks_right=lambda shown: None, **ADULT_SELF)
    send(page, looks_right=lambda shown: None)
    assert re.search(r"[A-Z]{2}-\w{4}-\w{4}", page.inner_text("main"))


def begin(page: Page, address: str) -> None:
    page.goto(address)
    go(page, page.get_by_role("button", name="Start now"))
