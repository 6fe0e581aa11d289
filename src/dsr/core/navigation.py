"""The menu of staff pages and the links under public ones, filled by each app when it is ready.

    # register/apps.py
    def ready(self) -> None:
        navigation.add("Register", "register_list", permission="register_view", order=30)

A worker sees the entries whose permission they hold in the organisation they act for. The page under which the
current address lies is marked; of several the longest address wins. The site's root has nothing under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse


class HasPermissions(Protocol):
    def has(self, permission: str) -> bool: ...


@dataclass(frozen=True)
class Entry:
    """A page by its name; without a permission it is for everybody signed in."""

    text: str
    url_name: str
    permission: str = ""
    order: int = 50


_menu: dict[str, Entry] = {}
_footer: dict[str, Entry] = {}


def add(text: str, url_name: str, *, permission: str = "", order: int = 50) -> None:
    """Put a page into the menu of staff pages; the same page a second time replaces the first."""
    _menu[url_name] = Entry(text, url_name, permission, order)


def add_footer(text: str, url_name: str, *, order: int = 50) -> None:
    """Put a page under every page, public and staff."""
    _footer[url_name] = Entry(text, url_name, "", order)


def menu(actor: HasPermissions, path: str) -> list[dict[str, Any]]:
    """What the header shows this worker at this address."""
    entries = [entry for entry in _menu.values() if not entry.permission or actor.has(entry.permission)]
    links = [{"text": entry.text, "href": reverse(entry.url_name)} for entry in _in_order(entries)]
    current = max((link["href"] for link in links if _lies_under(path, link["href"])), key=len, default="")
    return [link | {"current": link["href"] == current} for link in links]


def footer() -> list[dict[str, str]]:
    return [{"text": entry.text, "href": reverse(entry.url_name)} for entry in _in_order(list(_footer.values()))]


def _in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.order, entry.text))


def _lies_under(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href if href.endswith("/") else f"{href}/"))
