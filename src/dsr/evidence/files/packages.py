"""The packed files that Word documents are (ECMA-376, part 2): unpacked within limits, packed anew."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from dsr.core.apart import whatever_fails
from dsr.core.errors import Refused

MOST_PARTS = 1_000
#: Unpacked, all together.
MOST_BYTES = 80 * 1024 * 1024
PIECE = 64 * 1024
ENCRYPTED = 0x1
PART_NAME = re.compile(r"[\w\[\] .()&+,=@~{}'!$;#%-]+(/[\w\[\] .()&+,=@~{}'!$;#%-]+)*")
EARLIEST = (1980, 1, 1, 0, 0, 0)

SPOILT = "The document cannot be opened. Save it again, then choose it."
TOO_LARGE = "Unpacked, the document is far larger than it should be. Save it as PDF, then choose that."
LOCKED = "The document is protected by a password. Save it without one, then choose it again."


def unpacked(content: bytes) -> dict[str, bytes]:
    """Every part by name. Nothing that a file says about its own sizes is believed. Raises Refused."""
    with whatever_fails(SPOILT), ZipFile(BytesIO(content)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check(entries)
        return _read(archive, entries)


def _check(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise Refused(TOO_LARGE)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refused(LOCKED)
    names = [entry.filename for entry in entries]
    known = {name.casefold() for name in names}
    if len(known) != len(names) or not all(_is_sound(entry) for entry in entries):
        raise Refused(SPOILT)


def _is_sound(entry: ZipInfo) -> bool:
    steps = entry.filename.split("/")
    packed_as_usual = entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)
    return packed_as_usual and bool(PART_NAME.fullmatch(entry.filename)) and not {".", ".."} & set(steps)


def _read(archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    parts, left = {}, MOST_BYTES
    for entry in entries:
        parts[entry.filename] = part = _part(archive, entry, left)
        left -= len(part)
    return parts


def _part(archive: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """One part, unpacked in small pieces. Raises Refused as soon as it is more than the most."""
    pieces, size = [], 0
    with archive.open(entry) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > most:
                raise Refused(TOO_LARGE)
            pieces.append(piece)
    return b"".join(pieces)


def packed(parts: dict[str, bytes]) -> bytes:
    """A file of these parts: the same parts make the same file, whenever and by whomever."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name, EARLIEST), part, compress_type=ZIP_DEFLATED)
    return file.getvalue()
