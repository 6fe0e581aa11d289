"""The pages that are measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle
from queue import Empty, SimpleQueue

from django.urls import reverse

from dsr.core.pagination import MOST, PER_PAGE
from dsr.demo.bench import walk
from dsr.demo.bench.client import Client
from dsr.demo.bench.measure import Page, Request
from dsr.demo.bench.people import Filled
from dsr.demo.bench.report import FLOOR

FLOOR_ROWS = 20_000
LISTED = 25
DEEP = MOST // PER_PAGE  # the last page there is a number for


def pages(filled: Filled, drafts: Sequence[str]) -> Iterator[Page]:
    """The floor first, since every other is measured in it. ``drafts`` are secrets of forms ready to be sent."""
    yield Page(FLOOR, _each(map(_floor, count())), is_public=True)
    yield Page("home", _always(reverse("home")))
    register = reverse("register_list")
    yield Page("register list", _always(register), is_judged=True)
    yield Page("register list, deep", _always(f"{register}?page={DEEP}"))
    search = Search(filled.names)
    yield Page("search: ask", search.asked, expects=302, is_judged=True)
    yield Page("search: results", search.answered, is_judged=True)
    yield Page("person page", _each(map(_person, cycle(filled.public_ids))), is_judged=True)
    yield Page("form: submit", Submits(drafts).next, expects=302, is_public=True)


def _floor(number: int) -> str:
    """By path: only the measured server has this address."""
    return f"/bench/floor/{number * 37 % (FLOOR_ROWS - LISTED)}/"


def _person(public_id: str) -> str:
    return reverse("person", kwargs={"pid": public_id})


def _always(path: str) -> Callable[[Client], Request]:
    return lambda client: Request(path)


def _each(paths: Iterator[str]) -> Callable[[Client], Request]:
    """Another one each time. Threads share the iterator, so it must not be a generator."""
    return lambda client: Request(next(paths))


class Search:
    """Names of people who are on the register, sent as the search page's form sends them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = cycle(names)
        self.path = reverse("person_search")

    def asked(self, client: Client) -> Request:
        return Request(self.path, {"q": next(self.names)})

    def answered(self, client: Client) -> Request:
        """The page of results; the search itself is not in the time."""
        return Request(self.asked(client).send(client).location)


class Submits:
    """Each draft can be sent once."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.waiting: SimpleQueue[str] = SimpleQueue()
        for token in tokens:
            self.waiting.put(token)

    def next(self, client: Client) -> Request | None:
        try:
            return Request(walk.check_path(self.waiting.get_nowait()), {})
        except Empty:
            return None
