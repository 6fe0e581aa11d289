"""Files as they look after a bad copy, or after somebody tried what harm they can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as some

#: (where, of 1; how many bytes go; what comes)
Edit = tuple[float, int, bytes]

NASTY = (
    *(b"\0", b"<", b"&#0;", b'"', b"-1", b"4294967295", b"99999999999999999999", b"A1:XFD1048576", b"\xff\xfe"),
    b"PK\x01\x02",
)
EDITS = some.lists(
    some.tuples(
        some.floats(0, 1), some.integers(0, 8), some.sampled_from(NASTY) | some.binary(max_size=4)
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    kept = bytearray(content)
    for where, gone, comes in edits:
        at = int(where * len(kept))
        kept[at : at + gone] = comes
    return bytes(kept)


def edited_inside(content: bytes, which: int, edits: Sequence[Edit]) -> bytes:
    """A package that is sound itself and has one damaged part."""
    with ZipFile(BytesIO(content)) as package:
        names = package.namelist()
    return _with_part(content, names[which % len(names)], lambda part: edited(part, edits))


def changed_inside(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """A package in one part of which something stands once for something else."""

    def change(part: bytes) -> bytes:
        assert before in part
        return part.replace(before, after, 1)

    return _with_part(content, name, change)


def _with_part(content: bytes, changed: str, change: Callable[[bytes], bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, change(part) if name == changed else part)
    return file.getvalue()
