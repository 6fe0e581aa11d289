"""All information pages, read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from dsr.policy.document import reading
from dsr.website.content.document import Page

FOLDER = Path(__file__).parent
#: In the order of the site map.
GROUPS = ("service", "understand", "people", "about")
#: The keys whose words people read.
SPOKEN = frozenset({"title", "summary", "heading", "text", "bullets", "steps", "note", "words", "say"})


@cache
def codes() -> tuple[str, ...]:
    """The code of every page: the name of its file, and its place in the address."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def page(code: str) -> Page:
    """Raises KeyError for a page there is not, PolicyError (file, line, sentence) for a file that cannot be used."""
    if code not in codes():
        raise KeyError(code)
    return reading.load(Page, FOLDER / f"{code}.yaml")


def pages() -> dict[str, Page]:
    """Every page by its code, in the order of the site map."""
    found = {code: page(code) for code in codes()}
    return dict(sorted(found.items(), key=lambda item: (GROUPS.index(item[1].group), item[1].order, item[0])))


def in_group(*groups: str) -> dict[str, Page]:
    """The pages of some groups, in order."""
    return {code: one for code, one in pages().items() if one.group in groups}


def neighbours(code: str) -> tuple[str | None, str | None]:
    """The pages before and after this one, among those to be read one after the other."""
    row = list(in_group("understand", "people"))
    if code not in row:
        return None, None
    at = row.index(code)
    return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)


def messages() -> Iterator[tuple[Path, int, str]]:
    """Every sentence to translate: its file, its line (from 1) and the message itself."""
    for code in codes():
        path = FOLDER / f"{code}.yaml"
        yield from ((path, line, text) for line, text in _spoken(yaml.compose(path.read_text(encoding="utf-8"))))


def _spoken(node: yaml.Node | None, key: str = "") -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _spoken(value, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _spoken(item, key)
    elif node is not None and key in SPOKEN:
        yield node.start_mark.line + 1, node.value.strip()
