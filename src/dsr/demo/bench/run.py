"""A whole run: a database and a server for each size, and the pages in rounds over all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from dsr.demo.bench import databases, people, walk
from dsr.demo.bench.client import Client
from dsr.demo.bench.drafts import copies
from dsr.demo.bench.measure import FIRST, Page, Samples, take
from dsr.demo.bench.pages import FLOOR_ROWS, pages
from dsr.demo.bench.report import Key
from dsr.demo.bench.server import serving

CLIENTS = (1, 8)
ROUNDS = 16  # short ones: a machine that is slow for some seconds is slow for every page and size
SENT_A_SECOND = 120  # more forms than a machine of today sends

Say = Callable[[str], object]


@dataclass(frozen=True)
class Place:
    """A served register of one size."""

    url: str
    people: int
    cookies: dict[str, str]
    pages: Sequence[Page]


@contextmanager
def place(size: int, *, template: str, seconds: float, say: Say) -> Iterator[Place]:
    """Make, fill and serve it; dropped at the end."""
    name = f"dsr_bench_{size}"
    begun = time.monotonic()
    databases.make(name, template, floor_rows=FLOOR_ROWS)
    try:
        with databases.working_on(name):
            filled = people.fill(size)
        say(f"{size:,} made-up people in {time.monotonic() - begun:.0f} s.")
        databases.settle(name)
        with serving(name) as url:
            drafts = _drafts(url, name, seconds)
            yield Place(url, size, filled.cookies, list(pages(filled, drafts)))
    finally:
        databases.drop(name)


def _drafts(url: str, name: str, seconds: float) -> list[str]:
    """Forms ready to be sent: one filled in page by page, the others copied from it."""
    with Client(url) as client:
        token = walk.fill_in(client)
    wanted = sum(int(SENT_A_SECOND * seconds) + clients * FIRST * ROUNDS for clients in CLIENTS)
    with databases.superuser(name) as connection:
        return copies(connection, token, wanted)


def measure(places: Sequence[Place], *, seconds: float) -> dict[Key, Samples]:
    """Every page of every size in turn, several times over: what else the machine does falls on all alike."""
    found: dict[Key, Samples] = {}
    for clients in CLIENTS:
        for _ in range(ROUNDS):
            for number in range(len(places[0].pages)):
                for one in places:
                    page = one.pages[number]
                    taken = take(one.url, one.cookies, page, clients=clients, seconds=seconds / ROUNDS)
                    found.setdefault(Key(page.name, one.people, clients), Samples()).add(taken)
    return found
