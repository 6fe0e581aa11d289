"""A running service and browsers signed in as each role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page

from dsr.core import scope
from tests.support.browser import WIDE
from tests.support.html import assert_valid_html
from tests.support.serving import Server

#: What the browser says when a journey asks for what it must not get.
REFUSED = re.compile(r"responded with a status of 40[345]")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(django_db_setup: None, database_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The production server on this process's database."""
    running = Server(database_name, Path(tmp_path_factory.mktemp("server")) / "server.log")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def site(committed: None, server: Server) -> Server:
    """The running service with nobody in it yet."""
    return server


@pytest.fixture
def setting_up(committed: None) -> Callable:
    """`with setting_up(area):` writes rows as a job of the area and commits them."""

    def writing(area):
        return _Writing(area)

    return writing


class _Writing:
    def __init__(self, area) -> None:
        self.area = area

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.scope = scope.job(name="test", area_id=self.area.pk)
        self.scope.__enter__()

    def __exit__(self, *problem: object) -> None:
        self.scope.__exit__(*problem)
        self.atomic.__exit__(*problem)


@pytest.fixture
def example_site(committed: None, database_name: str, tmp_path: Path) -> Iterator[Server]:
    """The service as the second area's deployment, with other rules."""
    running = Server(database_name, tmp_path / "server.log", area="example-vale")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def open_page_of(chromium: Browser) -> Iterator[Callable]:
    """`open_page_of(server)` gives what opens pages of it, each in a context of its own (its own cookies)."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def of(running: Server) -> Callable:
        def opened(**options: object) -> Page:
            context = chromium.new_context(base_url=running.url, viewport=WIDE, **options)
            context.set_default_timeout(20_000)
            contexts.append(context)
            page = context.new_page()
            page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
            page.on("request", lambda request: _stays_here(running, request.url, problems))
            return page

        return opened

    yield of
    for context in contexts:
        context.close()
    assert not [problem for problem in problems if not REFUSED.search(problem)], problems


@pytest.fixture
def open_page(site: Server, open_page_of: Callable) -> Callable:
    """Opens pages of the running service."""
    return open_page_of(site)


def _stays_here(site: Server, url: str, problems: list[str]) -> None:
    if not url.startswith((site.url, "data:", "blob:")):
        problems.append(f"asked for {url}")


__all__ = ["assert_valid_html"]
