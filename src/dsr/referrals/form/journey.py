"""Which screens somebody goes through, from the answers so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from dsr.referrals.form.answers import Answers
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.pages import THEM_TITLES, Page, pages_for


@dataclass(frozen=True)
class Screen:
    """One page of the browser: one question, or a group of them."""

    pages: tuple[Page, ...]

    @property
    def code(self) -> str:
        return self.pages[0].code

    @property
    def is_group(self) -> bool:
        return len(self.pages) > 1

    def is_complete(self, answers: Answers) -> bool:
        return all(is_answered(page, answers) for page in self.pages)


def is_answered(page: Page, answers: Answers) -> bool:
    """A page that never blocks is; a list of people once everybody on it is, and no other is to be added."""
    if page.never_blocks:
        return True
    if page.is_people_list:
        people = answers.people
        return bool(people) and all(person["complete"] for person in people) and answers.is_complete(page.code)
    return answers.is_complete(page.code)


@dataclass(frozen=True)
class Journey:
    """The way through the form at one moment; it changes with each answer."""

    asking: Asking

    @cached_property
    def pages(self) -> list[Page]:
        return pages_for(self.asking)

    @cached_property
    def screens(self) -> list[Screen]:
        if not self.asking.is_grouped:
            return [Screen((page,)) for page in self.pages]
        grouped = groupby(self.pages, key=lambda page: page.group or page.code)
        return [Screen(tuple(pages)) for _, pages in grouped]

    def screen(self, code: str) -> Screen | None:
        """The screen that holds the page; None when these answers do not lead there."""
        return next((s for s in self.screens if any(page.code == code for page in s.pages)), None)

    def after(self, screen: Screen) -> Screen | None:
        """The next screen; None when the last is done and the answers can be checked."""
        place = self._place(screen)
        return self.screens[place + 1] if place + 1 < len(self.screens) else None

    def before(self, screen: Screen) -> Screen | None:
        place = self._place(screen)
        return self.screens[place - 1] if place else None

    def _place(self, screen: Screen) -> int:
        return next(n for n, other in enumerate(self.screens) if other.code == screen.code)

    def unfinished(self) -> list[Screen]:
        """Screens with a question that still needs an answer, or an answer with a mistake in it."""
        return [screen for screen in self.screens if not screen.is_complete(self.asking.answers)]

    def title(self, page: Page) -> str:
        """The heading of a page with several questions, and its line on the check page."""
        return self.asking.voice.choose(page.title, THEM_TITLES.get(page.code, ""))
