"""Filling in the public form in a browser, one page after another, whatever pages the answers lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from tests.factories.referrals import TYPED

MOST_PAGES = 60
#: What sends the page on, in every language; beside it may stand "Save and come back later".
MAIN_BUTTON = "main form[method=post] button.nhsuk-button[type=submit]"
CONTROLS = "controls => controls.map(one => [one.name, one.type, one.value])"
ADULT_SELF: dict[str, Any] = {
    "given_name": "Bartholomew-Alexander",
    "family_name": "Featherstonehaugh-Wolstenholme",
    "called": "Bart",
    "nhs_number": "",
    "formats": ["easy_read"],
}


def fill_form(page: Page, *, looks_right: Callable[[Page], None], until: str = "check", **answers: Any) -> None:
    """From the page shown to the check page, or to another; each page is looked at before it is answered."""
    typed = {**TYPED, **answers}
    for _ in range(MOST_PAGES):
        if page.url.endswith(f"/{until}/"):
            return
        looks_right(page)
        answer_page(page, typed)
        before = page.url
        go_on(page)
        assert page.url != before, page.locator(".nhsuk-error-summary").all_inner_texts()
    raise AssertionError(f"The form did not end: {page.url}")


def go_on(page: Page) -> None:
    """Send the form on the page by its main button, whatever language it is in."""
    go(page, page.locator(MAIN_BUTTON).first)


def go(page: Page, control: Locator) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        control.click()


def answer_page(page: Page, typed: Mapping[str, Any]) -> None:
    """Type or choose the answer to everything the page asks."""
    controls = page.locator("main form [name]:not([type=hidden])")
    for number, (name, kind, value) in enumerate(controls.evaluate_all(CONTROLS)):
        if name in typed and _is_wanted(kind, value, typed[name]):
            answer(controls.nth(number), kind, typed[name])


def _is_wanted(kind: str, value: str, wanted: Any) -> bool:
    """A button is never an answer, and of choices only those that are meant."""
    if kind in ("radio", "checkbox"):
        return value in (wanted if isinstance(wanted, list) else [wanted])
    return kind != "submit"


def answer(control: Locator, kind: str, wanted: Any) -> None:
    if not control.is_visible():
        return
    if kind in ("radio", "checkbox"):
        control.check()
    elif kind.startswith("select"):
        control.select_option(wanted)
    else:
        control.fill(str(wanted))


def send(page: Page, *, looks_right: Callable[[Page], None]) -> None:
    """From the check page to the confirmation, leaving the optional questions out."""
    go_on(page)
    if "/equality/" in page.url:
        looks_right(page)
        answer_page(page, {"willing": "no"})
        go_on(page)
    assert page.url.endswith("/sent/"), page.url
    looks_right(page)
