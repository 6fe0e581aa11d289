"""What every test runs under: rows without an order come in a random one, and every page is valid HTML.

Installed by ``tests/conftest.py``; that warnings are errors and that nothing but this machine can be reached
stands in ``pyproject.toml``. ``tests/architecture/test_strictness.py`` sees each of them bite.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import MAX_GET_RESULTS
from django.test.client import Client
from justhtml.dom import Element

from tests.support.html import assert_valid_html

LANDMARKS = ("main", "nav", "header", "footer", "aside")
ONE_TIME = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')

_fetch_all: Callable[[Any], None] = QuerySet._fetch_all
_request: Callable[..., Any] = Client.request


class NoOrder(AssertionError):
    """A part of a list was asked for, and the list has no order to cut it by."""


def install() -> None:
    """Make the whole test run strict. Safe to call again."""
    QuerySet._fetch_all = _fetch_in_any_order
    Client.request = _request_valid_page


def _fetch_in_any_order(self: Any) -> None:
    """An unordered list may come in any order from the database: so it does. Raises NoOrder for a slice of one."""
    fetched = self._result_cache is not None
    if not fetched and not self.ordered and _is_slice(self):
        raise NoOrder(f"A slice of {self.model.__name__} rows without an order: {self.query}")
    _fetch_all(self)
    if not fetched and not self.ordered:
        random.shuffle(self._result_cache)


def _is_slice(rows: Any) -> bool:
    """`.get()` asks for a few only to see that there is one."""
    return rows.query.is_sliced and rows.query.high_mark != MAX_GET_RESULTS


def _request_valid_page(self: Client, **request: Any) -> Any:
    response = _request(self, **request)
    if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html") and response.content:
        check_page(ONE_TIME.sub("", response.content.decode()))
    return response


@cache
def check_page(text: str) -> None:
    """The page is valid, its back link lies in a landmark, and no question hides behind another's answer."""
    document = assert_valid_html(text)
    for link in document.query(".nhsuk-back-link"):
        assert any(above in LANDMARKS for above in _above(link)), f"The back link lies in no landmark:\n{text[:3000]}"
    for hidden in (".nhsuk-radios__conditional", ".nhsuk-checkboxes__conditional"):
        assert not document.query(hidden), f"Ask it on a page of its own: {hidden}"


def _above(element: Element) -> list[str]:
    names = []
    parent = element.parent
    while parent is not None:
        names.append(parent.name)
        parent = parent.parent
    return names
