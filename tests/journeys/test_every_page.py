"""Every page there is, in a real browser, as somebody who may open it: axe finds nothing, nothing overflows.

The pages and who may open them come from the access matrix, so that a new page is looked at without being listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page

from dsr.policy import queries as policies
from tests.architecture.addresses import Address, addresses
from tests.architecture.asking import Asker, matrix
from tests.architecture.world import EVERYBODY, World, built
from tests.factories.person_world import patterns
from tests.factories.referral_world import PAGES as REFERRAL_PAGES
from tests.support.browser import assert_page_is_sound

#: Answers that are no page to look at.
NO_PAGES = {"health": "a word for the machine that watches the service"}
#: What the browser says of a file: there is no page to look at.
DOWNLOAD = "Download is starting"
#: In this order: whoever comes first and may open a page looks at it.
ORDER = ("coordinator", "clinician", "lead", "privacy_officer", "administrator", "partner", *EVERYBODY)


def looked_at_by(page: Address) -> str:
    """The first who may open the page; nobody for what is only sent a form, or sends elsewhere."""
    row = matrix().get((page.name, "GET"), {})
    if page.access == "public" and row.get("anonymous") == 200:
        return "anonymous"
    return next((who for who in ORDER if row.get(who) == 200), "")


#: Looked at by `test_person_pages` and `test_referral_pages`, with longer names and more on each page.
ELSEWHERE = {*patterns(), *(pattern.name for pattern in REFERRAL_PAGES)}
PAGES = [page for page in addresses() if page.name not in {*NO_PAGES, *ELSEWHERE}]
VIEWERS = sorted({looked_at_by(page) for page in PAGES} - {""})


@pytest.fixture
def world(committed: None) -> Iterator[World]:
    """Kept, so that the server sees it."""
    with built(policies.public_area(), keep=True) as kept:
        yield kept


def test_every_page_is_sound(site: Any, world: World, open_page: Callable[..., Page]):
    """One world for all who look: making it takes longer than looking at many pages."""
    problems = [problem for who in VIEWERS for problem in _seen_by(who, site.url, Asker(world), open_page())]
    assert problems == [], "\n".join(problems)


def _seen_by(who: str, home: str, asker: Asker, browser_page: Page) -> Iterator[str]:
    if who != "anonymous":
        session = asker.world.clients[who].cookies[settings.SESSION_COOKIE_NAME].value
        browser_page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": home}])
    for page in PAGES:
        if looked_at_by(page) == who:
            yield from _problems(browser_page, page, asker.url(page, who))


def _problems(browser_page: Page, page: Address, url: str) -> list[str]:
    try:
        response = browser_page.goto(url)
    except BrowserError as error:
        return [] if DOWNLOAD in error.message else [f"{page.name}: {error.message}"]
    if response is None or response.status != 200:
        return [f"{page.name}: {url} answers {response and response.status}"]
    try:
        assert_page_is_sound(browser_page)
    except AssertionError as error:
        return [f"{page.name}: {error}"]
    return []
