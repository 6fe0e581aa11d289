"""Every page is valid HTML: no error of the standard's parser, and the few rules a parser does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from justhtml import JustHTML
from justhtml.dom import Element

#: Attributes whose words are the ids of other elements.
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
#: What the content security policy refuses, so that it never reaches a browser unnoticed.
INLINE = ("style", "onclick", "onload", "onsubmit", "onchange", "onerror")


def assert_valid_html(text: str) -> JustHTML:
    """Fail with the places of all errors; give the parsed document back for further questions."""
    whole_page = "<html" in text[:500].lower()
    document = JustHTML(text, sanitize=False, collect_errors=True, fragment=not whole_page)
    errors = [f"line {error.line}: {error}: {_line(text, error.line)}" for error in document.errors]
    errors += [*_ids(document), *_references(document, whole_page), *_inline(document)]
    assert not errors, "Not valid HTML:\n" + "\n".join(errors[:20])
    return document


def texts(document: JustHTML, selector: str) -> list[str]:
    """The words of each element the selector finds, white space tidied."""
    return [" ".join(element.to_text().split()) for element in document.query(selector)]


def _elements(document: JustHTML) -> Iterator[Element]:
    yield from document.query("*")


def _ids(document: JustHTML) -> Iterator[str]:
    counted = Counter(element.attrs["id"] for element in _elements(document) if "id" in element.attrs)
    yield from (f"id {name!r} stands {count} times" for name, count in counted.items() if count > 1)


def _references(document: JustHTML, whole_page: bool) -> Iterator[str]:
    known = {element.attrs.get("id") for element in _elements(document)}
    for element in _elements(document):
        for attribute in REFERENCES:
            for name in (element.attrs.get(attribute) or "").split():
                if name not in known:
                    yield f"<{element.name} {attribute}> names {name!r}, which is not there"
        href = element.attrs.get("href") or ""
        if whole_page and href.startswith("#") and href[1:] not in known:
            yield f"a link goes to {href}, which is not there"


def _inline(document: JustHTML) -> Iterator[str]:
    for element in _elements(document):
        yield from (f"<{element.name}> has {name}=" for name in INLINE if name in element.attrs)
        if element.name == "style" or (element.name == "script" and "src" not in element.attrs):
            yield f"<{element.name}> inside the page"


def _line(text: str, number: int | None) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip()[:120] if number and number <= len(lines) else ""
