"""Fields of Word documents: codes that Word works out when it opens or prints. Some fetch files or start programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from dsr.core.apart import whatever_fails
from dsr.evidence.files import packages

#: Those that only count, date, name, or ask. Everything else may fetch (INCLUDETEXT, LINK), run (DDE) or hide such.
HARMLESS = {
    *("ADVANCE", "ASK", "AUTHOR", "AUTONUM", "BIBLIOGRAPHY", "CITATION", "COMMENTS", "CREATEDATE", "DATE"),
    *("DOCPROPERTY", "EDITTIME", "EQ", "FILENAME", "FILESIZE", "FILLIN", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT"),
    *("HYPERLINK", "IF", "INDEX", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MERGEFIELD", "NOTEREF", "NUMCHARS"),
    *("NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "REF", "REVNUM", "SAVEDATE", "SECTION"),
    *("SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT", "SYMBOL", "TC", "TEMPLATE", "TIME", "TITLE", "TOC", "USERADDRESS"),
    *("USERINITIALS", "USERNAME", "XE", "="),
}
FIRST_WORD = re.compile(r"\s*(=|[A-Za-z]+)")
#: The text of a code in the XML as it stands, piece by piece.
CODE = re.compile(rb"(<w:instrText\b[^>]*>)([^<]*)(</w:instrText>)")
SIMPLE = re.compile(rb"""(\bw:instr\s*=\s*)(["'])(.*?)\2""", re.DOTALL)
ADDRESS = re.compile(rb"(?i)(?:[a-z][a-z0-9+.-]+:|\\\\\\\\|//)[^\s\"&]*")


def reaches_out(part: bytes) -> bool:
    """Whether a part has a field that is not known to be harmless. Raises Refused for what is no XML."""
    with whatever_fails(packages.SPOILT):
        return any(not _is_harmless(code) for code in _codes(part))


def _is_harmless(code: str) -> bool:
    first = FIRST_WORD.match(code)
    return first is not None and first[1].upper() in HARMLESS


def _codes(part: bytes) -> Iterator[str]:
    """Every field's own code. One that begins with another field has none of its own, and counts as empty."""
    open_codes: list[list[str]] = []
    for event, element in ElementTree.iterparse(BytesIO(part), ["start", "end"]):  # noqa: S314  (checked before)
        name = element.tag.rsplit("}", 1)[-1]
        if event == "start" and name == "fldSimple":
            yield _attribute(element, "instr")
        elif event == "start" and name == "fldChar":
            yield from _step(_attribute(element, "fldCharType"), open_codes)
        elif event == "end" and name in ("instrText", "delInstrText") and _is_open(open_codes):
            open_codes[-1].append(element.text or "")
        if event == "end":
            element.clear()


def _step(step: str, open_codes: list[list[str]]) -> Iterator[str]:
    """A field begins inside the code of another only once that one's first word is known."""
    if step == "begin":
        if _is_open(open_codes) and not FIRST_WORD.match("".join(open_codes[-1])):
            yield ""
        open_codes.append([])
    elif step == "separate" and open_codes:
        yield from _told(open_codes)
    elif step == "end" and open_codes:
        yield from _told(open_codes)
        open_codes.pop()


#: Stands for a code that has been told already: what follows is the field's result.
DONE: list[str] = []


def _is_open(open_codes: list[list[str]]) -> bool:
    """Whether a code is being written: within a field's result there is none."""
    return bool(open_codes) and open_codes[-1] is not DONE


def _told(open_codes: list[list[str]]) -> Iterator[str]:
    if open_codes[-1] is not DONE:
        yield "".join(open_codes[-1])
        open_codes[-1] = DONE


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def without_addresses(part: bytes) -> bytes:
    """The same part whose fields lead nowhere outside: a link keeps its words and loses its address."""
    part = CODE.sub(lambda found: found[1] + ADDRESS.sub(b"about:blank", found[2]) + found[3], part)
    return SIMPLE.sub(lambda found: found[1] + found[2] + ADDRESS.sub(b"about:blank", found[3]) + found[2], part)
