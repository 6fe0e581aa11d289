"""What a file is, by its content. Its name and what the browser says of it count for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dsr.core.errors import Refused


class FileKind(StrEnum):
    """What is taken."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WORD = "docx"


@dataclass(frozen=True)
class Cleaned:
    """What is kept of a file. ``pages`` is 1 for a picture, and 0 where only printing would tell."""

    kind: FileKind
    content: bytes
    pages: int


LABEL = {
    FileKind.PDF: "PDF document",
    FileKind.JPEG: "JPEG photo",
    FileKind.PNG: "PNG picture",
    FileKind.WORD: "Word document",
}
MEDIA_TYPE = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
EXTENSION = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.WORD: "docx"}

#: The most that is taken, before and after it is written anew.
MOST_BYTES = 10 * 1024 * 1024
#: For the browser's own window only.
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"

TAKEN = "We take PDF, JPEG, PNG and Word (docx) files."
NOT_TAKEN = f"We cannot take this kind of file. {TAKEN}"
HEIC = "This is an HEIC photo, as newer telephones make. Save or send it as a JPEG, then choose it again."
OLD_OFFICE = (
    "This is an older Office file, or one with a password. Save it as PDF, or as Word (docx) without a password."
)
TIFF = "This is a TIFF picture. Save it as PDF or JPEG, then choose it again."
OTHER_ZIP = f"This is a packed file or another Office file, not a Word document. Save it as PDF. {TAKEN}"

#: Brands of the ISO base media format that hold HEIC and AVIF photos (ISO/IEC 23008-12).
PHOTO_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
#: How far into a file readers look for the head of a PDF (PDF 1.7, implementation note 13).
PDF_HEAD = 1024
BEGINNINGS: tuple[tuple[bytes, FileKind | str], ...] = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"PK\x03\x04", FileKind.WORD),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)


def kind_of(content: bytes) -> FileKind:
    """The kind of file that begins like this. Raises Refused, with what to do about it."""
    if content[4:8] == b"ftyp" and content[8:12] in PHOTO_BRANDS:
        raise Refused(HEIC)
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            if isinstance(kind, FileKind):
                return kind
            raise Refused(kind)
    if b"%PDF-" in content[:PDF_HEAD]:
        return FileKind.PDF
    raise Refused(NOT_TAKEN)
