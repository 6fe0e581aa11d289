"""A worker at their own browser: signs in, opens pages, fills in forms; every page is checked as it comes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from dsr.accounts.actor import Actor
from dsr.core import clock
from tests.journeys.referring import answer_page, go, go_on
from tests.support.browser import assert_page_is_sound
from tests.support.sign_in import sign_in

#: A path that names one thing: what a stranger must not find.
NAMES_SOMETHING = re.compile(r"/[0-9a-hjkmnp-tv-z]{16}/")


def today(name: str) -> dict[str, str]:
    """The three boxes of a date field, filled with today."""
    day = clock.today()
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


class Desk:
    """One worker, one browser context."""

    def __init__(self, page: Page, actor: Actor) -> None:
        self.page = page
        self.actor = actor
        self.paths: set[str] = set()
        self._checked: set[str] = set()

    def sign_in(self) -> Desk:
        self.page.goto("/home/")
        sign_in(self.page, self.actor.worker.email)
        self.page.wait_for_url("**/home/")
        self.look()
        return self

    @property
    def address(self) -> str:
        """What the browser shows after the host and port, whose figures mean nothing."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def look(self) -> None:
        """Check the page the browser shows, once for each sort of page and state."""
        path = self.address.split("?")[0]
        self.paths.add(path)
        sort = NAMES_SOMETHING.sub("/x/", path) + str(self.page.locator(".nhsuk-error-summary").count())
        if sort not in self._checked:
            self._checked.add(sort)
            assert_page_is_sound(self.page)

    def open(self, path: str) -> Page:
        """Go to a page that must be there."""
        response = self.page.goto(path)
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}\n{self.page.inner_text('main')}"
        self.look()
        return self.page

    def status(self, path: str) -> int:
        """What a page answers."""
        response = self.page.goto(path)
        assert response is not None
        return response.status

    def follow(self, words: str | re.Pattern[str]) -> Page:
        """Click a link by its words."""
        go(self.page, self.page.get_by_role("link", name=words).first)
        self.look()
        return self.page

    def press(self, words: str | re.Pattern[str]) -> Page:
        """Press a button that does one thing."""
        go(self.page, self.page.get_by_role("button", name=words).first)
        self._went_well()
        return self.page

    def fill(self, answers: Mapping[str, Any]) -> Page:
        """Answer the form on the page and send it by its main button."""
        answer_page(self.page, answers)
        go_on(self.page)
        self._went_well()
        return self.page

    def do(self, path: str, **answers: Any) -> Page:
        """Open a form, answer it, send it."""
        self.open(path)
        return self.fill(answers)

    def _went_well(self) -> None:
        errors = self.page.locator(".nhsuk-error-summary")
        assert errors.count() == 0, f"{self.page.url}: {errors.all_inner_texts()}"
        self.look()

    def text(self) -> str:
        return self.page.inner_text("main")
