"""Filling in the public form in a browser, one page after another, whatever pages the answers lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from tests.factories.referrals import TYPED

MOST_PAGES = 60
ADULT_SELF: dict[str, Any] = {
    "given_name": "Bartholomew-Alexander",
    "family_name": "Featherstonehaugh-Wolstenholme",
    "called": "Bart",
    "nhs_number": "",
    "formats": ["easy_read"],
}


def fill_form(page: Page, *, looks_right: Callable[[Page], None], **answers: Any) -> None:
    """From the first question to the check page; each page is looked at before it is answered."""
    typed = {**TYPED, **answers}
    for _ in range(MOST_PAGES):
        if page.url.endswith("/check/"):
            return
        looks_right(page)
        answer_page(page, typed)
        before = page.url
        go(page, page.get_by_role("button", name="Continue"))
        assert page.url != before, page.locator(".nhsuk-error-summary").all_inner_texts()
    raise AssertionError(f"The form did not end: {page.url}")


def go(page: Page, control: Locator) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        control.click()


def answer_page(page: Page, typed: Mapping[str, Any]) -> None:
    """Type or choose the answer to everything the page asks."""
    for control in page.locator("main form [name]:not([type=hidden])").all():
        answer(control, typed)


def answer(control: Locator, typed: Mapping[str, Any]) -> None:
    name = control.get_attribute("name") or ""
    if name not in typed or not control.is_visible():
        return
    kind = control.get_attribute("type") or ""
    wanted = typed[name]
    if kind in ("radio", "checkbox"):
        values = wanted if isinstance(wanted, list) else [wanted]
        if control.get_attribute("value") in values:
            control.check()
    elif control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(wanted)
    elif kind != "submit":
        control.fill(str(wanted))


def send(page: Page, *, looks_right: Callable[[Page], None]) -> None:
    """From the check page to the confirmation, leaving the optional questions out."""
    go(page, page.get_by_role("button", name=re.compile("Send")))
    if "/equality/" in page.url:
        looks_right(page)
        answer_page(page, {"willing": "no"})
        go(page, page.get_by_role("button", name=re.compile("Continue")))
    assert page.url.endswith("/sent/"), page.url
    looks_right(page)
