"""PDF: a new document with the same pages. Only what is drawn is taken over.

What runs (JavaScript, actions, launching), what is attached, what links, and what says who made it with which program
stands outside the pages' own drawing, or in few known places within: the first is never copied, the second left out.
What somebody filled into a form or drew on a page becomes part of the page.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Set
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from dsr.core.apart import whatever_fails
from dsr.core.errors import Refused
from dsr.evidence.files import marks
from dsr.evidence.files.pictures import without_notes

MOST_PAGES = 200
MOST_OBJECTS = 100_000
SPOILT = "The PDF cannot be opened. Save or scan it again, then choose it."
LOCKED = "The PDF is protected by a password or against copying. Save it without protection, then choose it again."
TOO_LONG = f"The PDF has more than {MOST_PAGES} pages. Choose the pages that matter."
FORM_NOT_DRAWN = "The answers in this PDF form are not part of its pages. Print it to a new PDF, then choose that one."

#: What a page is made of (ISO 32000-2, table 31), without what it links to, plays, runs or says about itself.
PAGE_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Group")
#: What may stand beside a stream's own data and leads elsewhere or says who made it.
STREAM_DROPS = {
    *("/Metadata", "/PieceInfo", "/OPI", "/Ref", "/F", "/FFilter", "/FDecodeParms", "/AF", "/LastModified"),
    *("/StructParent", "/StructParents", "/Alternates", "/Measure", "/PtData", "/OC", "/A", "/AA", "/JS"),
}
NEVER_TYPES = {"/Action", "/Annot", "/Catalog", "/EmbeddedFile", "/Filespec", "/Page", "/Pages", "/Sig", "/Metadata"}
ACTIONS = {
    *("/GoTo", "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named"),
    *("/SubmitForm", "/ResetForm", "/ImportData", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"),
    *("/JavaScript", "/RichMediaExecute"),
}


def clean(content: bytes) -> tuple[bytes, int]:
    """The same pages in a new document, and how many there are. Raises Refused."""
    with whatever_fails(SPOILT), _nothing_lost():
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Refused(LOCKED)
        return _rewritten(reader)


class _Losses(logging.Handler):
    """Hears when the library goes on without a part that it could not read."""

    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.found += "Error(" in record.getMessage()


@contextmanager
def _nothing_lost() -> Iterator[None]:
    """Evidence is kept whole or not at all. Raises ValueError where a part was left out because it was damaged."""
    losses, library = _Losses(), logging.getLogger("pypdf.generic")
    library.addHandler(losses)
    try:
        yield
    finally:
        library.removeHandler(losses)
    if losses.found:
        raise ValueError("Parts of the document cannot be read.")


def _rewritten(reader: PdfReader) -> tuple[bytes, int]:
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise Refused(TOO_LONG)
    if not count:
        raise Refused(SPOILT)
    _check_form(reader)
    writer = PdfWriter()
    writer.metadata = None
    copier = Copier(writer)
    for page in reader.pages:
        _add_page(writer, copier, page)
    file = BytesIO()
    writer.write(file)
    return file.getvalue(), count


def _check_form(reader: PdfReader) -> None:
    """A form that a program draws by itself (XFA, or without appearances) would arrive empty. Raises Refused."""
    form = marks.dictionary(marks.dictionary(reader.trailer["/Root"]).get("/AcroForm"))
    if "/XFA" in form:
        raise Refused(FORM_NOT_DRAWN)
    if any(marks.is_filled_and_not_drawn(one) for page in reader.pages for one in marks.of_page(page)):
        raise Refused(FORM_NOT_DRAWN)


def _add_page(writer: PdfWriter, copier: Copier, page: DictionaryObject) -> None:
    blank = writer.add_blank_page(width=1, height=1)
    for key in PAGE_KEYS:
        if key in page:
            blank[NameObject(key)] = copier.copy(page.raw_get(key))
    drawn = [copier.copy(piece) for piece in _contents(page)]
    placed = marks.drawn_on(page)
    if placed:
        drawn = [copier.added(b"q\n"), *drawn, copier.added(_use(blank, copier, placed))]
    blank[NameObject("/Contents")] = ArrayObject(drawn)


def _contents(page: DictionaryObject) -> list[PdfObject]:
    if "/Contents" not in page:
        return []
    raw = page.raw_get("/Contents")
    inside = raw.get_object()
    return list(inside) if isinstance(inside, ArrayObject) else [raw]


def _use(blank: DictionaryObject, copier: Copier, placed: list[marks.Mark]) -> bytes:
    """Make the marks resources of the page; the commands that draw them, after what the page's own left behind."""
    resources = DictionaryObject(marks.dictionary(blank.get("/Resources")))
    forms = DictionaryObject(marks.dictionary(resources.get("/XObject")))
    commands = [b"\nQ"]
    for number, mark in enumerate(placed):
        name = f"/FlatMark{number}"
        forms[NameObject(name)] = copier.copy(mark.appearance)
        matrix = " ".join(f"{value:.5f}" for value in mark.matrix)
        commands.append(f"q {matrix} cm {name} Do Q".encode())
    resources[NameObject("/XObject")] = forms
    blank[NameObject("/Resources")] = resources
    return b"\n".join(commands)


class Copier:
    """Copies objects with all they refer to into another document, once each, without what must not come along."""

    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        self.copies: dict[tuple[int, int], IndirectObject] = {}

    def copy(self, value: Any) -> PdfObject:
        """Raises ValueError for a document of very many objects."""
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, StreamObject):
            return NullObject() if _must_not_come(value) else self._stream(value)
        if isinstance(value, DictionaryObject):
            return NullObject() if _must_not_come(value) else self._filled(DictionaryObject(), value)
        if isinstance(value, ArrayObject):
            return ArrayObject(self.copy(one) for one in list(value))
        return value if isinstance(value, PdfObject) else NullObject()

    def added(self, commands: bytes) -> IndirectObject:
        """A stream of our own."""
        stream = DecodedStreamObject()
        stream.set_data(commands)
        return self.writer._add_object(stream)

    def _reference(self, value: IndirectObject) -> PdfObject:
        key = (value.idnum, value.generation)
        if key not in self.copies:
            if len(self.copies) >= MOST_OBJECTS:
                raise ValueError("The document has too many objects.")
            placed = self.copies[key] = self.writer._add_object(NullObject())
            self.writer._replace_object(placed, self.copy(value.get_object()))
        return self.copies[key]

    def _stream(self, value: StreamObject) -> StreamObject:
        copied = type(value)()
        self._filled(copied, value, STREAM_DROPS)
        copied._data = value._data
        if _is_plain_jpeg(value):
            copied._data = without_notes(value._data)
        return copied

    def _filled(
        self, copied: DictionaryObject, value: DictionaryObject, drops: Set[str] = frozenset()
    ) -> DictionaryObject:
        for key in value:
            if key not in drops:
                copied[NameObject(key)] = self.copy(value.raw_get(key))
        return copied


def _must_not_come(value: DictionaryObject) -> bool:
    """Pages by a back door, actions, attached files, and programs for printers."""
    if value.get("/Type") in NEVER_TYPES or value.get("/S") in ACTIONS or "/EF" in value:
        return True
    return isinstance(value, StreamObject) and value.get("/Subtype") in ("/PS", "/XML")


def _is_plain_jpeg(value: StreamObject) -> bool:
    filters = value.get("/Filter")
    return filters == "/DCTDecode" or (isinstance(filters, ArrayObject) and list(filters) == ["/DCTDecode"])
