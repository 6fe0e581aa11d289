"""What these pages say: blocks of short sentences, each with the picture that stands beside it in Easy Read.

The same sentences serve both ways of reading; ``easy`` holds other words where the standard ones are too long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

EASY, STANDARD = "easy", "standard"


@dataclass(frozen=True)
class Say:
    """One sentence with its picture."""

    picture: str
    words: str
    easy: str = ""

    @property
    def plain(self) -> str:
        return self.easy or self.words


@dataclass(frozen=True)
class Link:
    """Somewhere to go on."""

    words: str
    href: str


@dataclass(frozen=True)
class Block:
    """One idea: a heading, what is said of it, and where to go on from it."""

    heading: str
    says: tuple[Say, ...]
    links: tuple[Link, ...] = ()
    listed: bool = False


def block(heading: str, says: Iterable[Say], links: Iterable[Link] = (), *, listed: bool = False) -> Block:
    return Block(heading, tuple(says), tuple(links), listed)


def reading_of(request: HttpRequest) -> str:
    """How the page is read: ``standard`` or ``easy``."""
    return str(getattr(request, "reading", STANDARD))


def language() -> str:
    """The code of the page's language as decisions and referrals keep it: plain ``en`` for English."""
    code = get_language() or "en"
    return "en" if code.startswith("en") else code


def local(text: str | None) -> str:
    """A text of the local policy in the language of the page."""
    return gettext(text) if text else ""
