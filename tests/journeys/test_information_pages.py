"""Anybody reads before they decide: every information page in a real browser, both ways, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from dsr.website import content, rendering
from tests.support.browser import assert_page_is_sound

EASY = "/easy-read"


def standard_pages() -> Iterator[str]:
    yield from map(rendering.address, content.codes())


def easy_pages() -> Iterator[str]:
    """The first page of each, and every page with a part of its own."""
    for code, page in content.pages().items():
        address = EASY + rendering.address(code)
        yield address
        if code not in rendering.OWN_ADDRESS:
            later = enumerate(page.easy[1:], start=2)
            yield from (f"{address}{number}/" for number, part in later if part.show)


@pytest.mark.parametrize("addresses", [standard_pages, easy_pages], ids=["standard", "easy"])
def test_every_information_page_is_sound(open_page: Callable[..., Page], addresses: Callable[[], Iterator[str]]):
    page = open_page()
    for address in addresses():
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert_page_is_sound(page)


def test_help_stands_above_the_fold_of_a_small_phone(open_page):
    page = open_page()
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", f"{EASY}/"):
        page.goto(address)
        help_link = page.get_by_role("main").get_by_role("link", name="Find out who to call now")
        box = help_link.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 640


def test_everything_is_read_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Read more before you decide").click()
    page.get_by_role("link", name="Your decision", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your decision")
    page.get_by_role("link", name="Easy Read with pictures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We ask you first")
    for _ in content.page("your-decision").easy[1:]:
        page.get_by_role("button", name="Next page").click()
    page.get_by_role("button", name="Next: Care (Education) and Treatment Reviews").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the review is")
