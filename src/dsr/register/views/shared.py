"""What the pages about one person have in common: who may see it, the banner, and the record of having looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core.page_links import address
from dsr.people import presenters as people_presenters
from dsr.people import queries as people
from dsr.people.levels import shows
from dsr.people.models import Level, Person

PAGES: tuple[tuple[str, str, str], ...] = (
    ("person", "Overview", "name"),
    ("person_record", "Record", "name"),
    ("person_tasks", "Tasks", "own_tasks"),
    ("person_ratings", "Ratings", "rating"),
    ("person_decisions", "Decisions", "decisions"),
    ("person_sharing", "Sharing", "sharing"),
    ("person_access", "Their own page", "sharing"),
    ("person_contacts", "People around them", "contacts"),
    ("person_information", "Information given", "information"),
    ("person_timeline", "Timeline", "timeline"),
)
"""Url name, what the link says, and the section of the field table a level must show."""


@dataclass(frozen=True)
class Opened:
    """A person whose page somebody has opened."""

    actor: Actor
    person: Person
    level: Level

    def shows(self, section: str) -> bool:
        return shows(self.level, section)

    def context(self, current: str, **more: Any) -> dict[str, Any]:
        return {
            "person": self.person,
            "level": self.level,
            "shows": self.shows,
            "banner": people_presenters.banner(self.person, self.level),
            "pages": [page for page in _pages(self) if page["href"]],
            "current": current,
            "href": lambda name: link(name, self.person),
            "printed_by": f"{self.actor.worker.name}, {self.actor.organisation.name}",
        } | more


def open_person(request: HttpRequest, pid: str, page: str, *, section: str = "name") -> Opened:
    """The person, if the actor's organisation sees the section of them; looking is recorded. Raises Http404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person, level = people.with_level(actor, pid)
    if not shows(level, section):
        raise Http404
    audit.record_read(page, by=actor, people=[person.public_id], level=str(level))
    return Opened(actor, person, level)


def _pages(opened: Opened) -> list[dict[str, str]]:
    return [
        {"name": name, "text": words, "href": link(name, opened.person)}
        for name, words, section in PAGES
        if opened.shows(section)
    ]


def link(name: str, person: Person) -> str:
    """The address of a page about the person; empty when no app has such a page."""
    try:
        return address(name, pid=person.public_id)
    except NoReverseMatch:
        return ""
