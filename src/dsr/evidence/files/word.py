"""Word documents (docx): the same words, without who made them, and without anything that runs or reaches outside.

What cannot be taken out safely (macros, files inside, fields that fetch) is refused, and saving as PDF is the way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, normpath
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from dsr.core.errors import Refused
from dsr.evidence.files import fields, packages
from dsr.evidence.files.kinds import OTHER_ZIP
from dsr.evidence.files.pictures import without_notes

TYPES = "[Content_Types].xml"
ROOT_LINKS = "_rels/.rels"
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
AS_PDF = "Save it as PDF, then choose that."
MACROS = f"The document holds macros: small programs. {AS_PDF}"
FILES_INSIDE = f"The document has other files inside it. {AS_PDF}"
REACHES_OUT = f"The document fetches something from outside when it is opened. {AS_PDF}"
NO_XML = (packages.SPOILT, re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE))

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
#: Where a link leads that led outside: nowhere.
NOWHERE = "about:blank"
#: What the document says about itself, by the kind of its link; each is left with nothing in it.
ABOUT_ITSELF = {
    "core-properties": f'<coreProperties xmlns="{PACKAGE}/metadata/core-properties"/>',
    "extended-properties": f'<Properties xmlns="{OFFICE}/extended-properties"/>',
    "custom-properties": f'<Properties xmlns="{OFFICE}/custom-properties"/>',
}
DROPPED = {"thumbnail", "origin", "signature"}
RUNS = {"vbaProject", "wordVbaData", "control", "attachedToolbars", "keyMapCustomizations"}
INSIDE = {"oleObject", "package", "aFChunk", "subDocument", "activeXControlBinary"}
TEMPLATE = "attachedTemplate"
#: Settings that reach for a template or for a list of addresses.
SETTINGS_DROP = re.compile(rb"<w:attachedTemplate\b[^>]*/>|<w:mailMerge\b.*?</w:mailMerge>", re.DOTALL)
#: Addresses of old drawings that are fetched, or followed.
DRAWN_FROM_OUTSIDE = re.compile(rb"""\s(?:o:href|src)\s*=\s*(["'])\s*(?:[a-z]{2,}:|\\\\|//).*?\1""", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """One relationship of a part."""

    id: str
    kind: str
    target: str
    is_outside: bool

    @property
    def name(self) -> str:
        return self.kind.rsplit("/", 1)[-1]


def clean(content: bytes) -> bytes:
    """The document packed anew. Raises Refused."""
    parts = packages.unpacked(content)
    _check(parts)
    links = {name: _links(part) for name, part in parts.items() if name.endswith(".rels")}
    for found in links.values():
        _check_links(found)
    emptied = _about_itself(links)
    return packages.packed({name: _rewritten(name, part, links, emptied) for name, part in parts.items()})


def _check(parts: Mapping[str, bytes]) -> None:
    types = parts.get(TYPES, b"")
    if not types or ROOT_LINKS not in parts:
        raise Refused(OTHER_ZIP)
    if b"macroEnabled" in types or b"vbaProject" in types or any("vba" in basename(name).casefold() for name in parts):
        raise Refused(MACROS)
    if DOCUMENT_TYPE not in types:
        raise Refused(OTHER_ZIP)
    if any(name.casefold().startswith(("word/embeddings/", "word/activex/")) for name in parts):
        raise Refused(FILES_INSIDE)
    for name, part in parts.items():
        if _is_xml(name, part):
            _check_xml(part)


def _is_xml(name: str, part: bytes) -> bool:
    """By its name or by its content: what a part is called is for the document to say, and not to be believed."""
    return name.endswith((".xml", ".rels")) or part[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _check_xml(part: bytes) -> None:
    """Plain UTF-8 without definitions of its own, which is all that Word writes. Raises Refused."""
    sentence, definitions = NO_XML
    try:
        part.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(sentence) from error
    if b"\x00" in part or definitions.search(part):
        raise Refused(sentence)
    if fields.reaches_out(part):
        raise Refused(REACHES_OUT)


def _links(part: bytes) -> list[Link]:
    root = ElementTree.fromstring(part)  # noqa: S314  (checked before: sound, and without definitions of its own)
    return [
        Link(one.get("Id", ""), one.get("Type", ""), one.get("Target", ""), one.get("TargetMode") == "External")
        for one in root
    ]


def _check_links(links: list[Link]) -> None:
    for link in links:
        if link.name in RUNS:
            raise Refused(MACROS)
        if link.name in INSIDE:
            raise Refused(FILES_INSIDE)
        if not link.is_outside and (":" in link.target or "\\" in link.target or link.target.startswith("//")):
            raise Refused(REACHES_OUT)


def _about_itself(links: Mapping[str, list[Link]]) -> dict[str, str]:
    """The parts that say who made it and when, with what each is left as."""
    return {
        _part_of(name, link.target): ABOUT_ITSELF[link.name]
        for name, found in links.items()
        for link in found
        if link.name in ABOUT_ITSELF
    }


def _part_of(links: str, target: str) -> str:
    """The part that a link in this list leads to."""
    base = dirname(dirname(links))
    return target.lstrip("/") if target.startswith("/") else normpath(f"{base}/{target}").lstrip("/")


def _rewritten(name: str, part: bytes, links: Mapping[str, list[Link]], emptied: Mapping[str, str]) -> bytes:
    if name in emptied:
        return emptied[name].encode()
    if name in links:
        return _written_links(links[name]).encode()
    if _is_xml(name, part):
        return fields.without_addresses(DRAWN_FROM_OUTSIDE.sub(b"", SETTINGS_DROP.sub(b"", part)))
    return without_notes(part)


def _written_links(links: list[Link]) -> str:
    kept = [link for link in links if link.name not in DROPPED and link.name != TEMPLATE]
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(map(_written, kept))}</Relationships>'


def _written(link: Link) -> str:
    target = NOWHERE if link.is_outside else link.target
    mode = ' TargetMode="External"' if link.is_outside else ""
    return f"<Relationship Id={quoteattr(link.id)} Type={quoteattr(link.kind)} Target={quoteattr(target)}{mode}/>"
