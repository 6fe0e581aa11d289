"""The menu of staff pages: what it says, where it leads, who may go there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from dsr.core.page_links import address


@dataclass(frozen=True)
class Item:
    """One entry of the menu."""

    text: str
    name: str
    permission: str


@dataclass(frozen=True)
class Link:
    """An entry as the header shows it."""

    text: str
    href: str
    current: bool


ITEMS = (
    Item("Home", "home", "home_view"),
    Item("Referrals", "referral_list", "referral_view"),
    Item("Register", "register_list", "register_view"),
    Item("Tasks", "task_list", "task_view"),
    Item("Referrals to discuss", "discussion_list", "discussion_view"),
    Item("Messages", "message_list", "message_send"),
    Item("Find a person", "person_search", "person_view"),
    Item("Duplicates", "duplicate_list", "merge_propose"),
    Item("Who has looked", "audit_search", "audit_view"),
    Item("Local rules", "policy_in_force", "policy_view"),
    Item("Accounts", "worker_list", "accounts_manage"),
)


def navigation(request: HttpRequest) -> list[Link]:
    """The entries this worker may open, with the one they are in marked."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    links = [(item.text, address(item.name)) for item in ITEMS if actor.has(item.permission)]
    return [Link(text, href, _within(request.path, href)) for text, href in links]


def _within(path: str, href: str) -> bool:
    return path.startswith(href)


def home_href() -> str:
    """Where a worker begins."""
    return address("home")
