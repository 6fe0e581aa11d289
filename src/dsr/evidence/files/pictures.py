"""Photos: decoded and drawn anew, so that only what can be seen is left. Where and with what it was taken is gone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from dsr.core.apart import whatever_fails
from dsr.core.errors import Refused
from dsr.evidence.files.kinds import FileKind

#: Far more than any telephone's photo of a page; decoded it takes at most four bytes each.
MOST_PIXELS = 50_000_000
SPOILT = "The picture cannot be opened. Take or save it again, then choose it."
TOO_LARGE = "The picture has too many dots. Make it smaller, then choose it again."
JPEG_KEEPS = {"L", "RGB"}
PNG_KEEPS = {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}


def clean(content: bytes, kind: FileKind) -> bytes:
    """The same picture, turned as its camera was held. Raises Refused."""
    with whatever_fails(SPOILT):
        try:
            picture = Image.open(BytesIO(content), formats=[kind.value])
        except Image.DecompressionBombError as error:
            raise Refused(TOO_LARGE) from error
        with picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(TOO_LARGE)
            options = _as_fine(picture)
            return _written(_drawn_anew(picture, kind), kind, options)


def _drawn_anew(picture: Image.Image, kind: FileKind) -> Image.Image:
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in (JPEG_KEEPS if kind is FileKind.JPEG else PNG_KEEPS):
        upright = upright.convert("RGB")
    upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
    return upright


def _as_fine(picture: Image.Image) -> dict[str, Any]:
    """Written with the same tables, a photo loses next to nothing and stays as large as it came."""
    if not isinstance(picture, JpegImageFile):
        return {}
    sampling = get_sampling(picture)
    return {"qtables": picture.quantization} | ({"subsampling": sampling} if sampling >= 0 else {})


def _written(picture: Image.Image, kind: FileKind, options: dict[str, Any]) -> bytes:
    file = BytesIO()
    picture.save(file, format=kind.value.upper(), **options)
    return file.getvalue()


def without_notes(content: bytes) -> bytes:
    """A picture that stands in a document, dot for dot the same, without what is written beside it."""
    if content.startswith(b"\xff\xd8\xff"):
        return b"".join(_jpeg_parts(content))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return content[:8] + b"".join(_png_chunks(content))
    return content


#: JPEG application segments that change how it looks: JFIF (0), and Adobe's colours (14).
JPEG_NEEDS = {0xE0, 0xEE}
JPEG_COMMENT = 0xFE
JPEG_SCAN = 0xDA


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """The segments before the first scan, without notes; then the scans as they are (ITU-T T.81, B.1.1)."""
    at = 2
    yield content[:2]
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != JPEG_SCAN:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        is_note = marker == JPEG_COMMENT or (0xE0 <= marker <= 0xEF and marker not in JPEG_NEEDS)
        if not is_note:
            yield content[at : at + 2 + length]
        at += 2 + max(length, 2)
    yield content[at:]


#: PNG chunks that hold notes: words, the time, what a camera knows (PNG 1.2, 4.2; the third edition's eXIf).
PNG_NOTES = {b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"}


def _png_chunks(content: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if name not in PNG_NOTES:
            yield content[at : at + 12 + length]
        if name == b"IEND":
            return
        at += 12 + length
