"""What apps above put on the pages about a diagnosis and about decisions: the files that show them.

They put their own function into ``providers`` in their AppConfig.ready.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dsr.accounts.actor import Actor
from dsr.people.models import Person

DIAGNOSIS, DECISIONS = "diagnosis", "decisions"


@dataclass(frozen=True)
class Attached:
    """One file: what it is, where its page is, which sort of file, and how it stands (words and colour)."""

    title: str
    href: str
    detail: str
    status: tuple[str, str]


@dataclass(frozen=True)
class Attachments:
    """A part of the page. ``add_href`` is empty for those who add none."""

    heading: str
    items: Sequence[Attached]
    all_href: str
    add_href: str = ""


Provider = Callable[[Actor, Person, str], Attachments | None]
providers: list[Provider] = []


def of(actor: Actor, person: Person, where: str) -> list[Attachments]:
    """The parts to show on one of the pages named above, to this worker."""
    parts = (provide(actor, person, where) for provide in providers)
    return [part for part in parts if part is not None]
