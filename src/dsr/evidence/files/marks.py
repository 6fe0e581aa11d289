"""What was filled in or drawn on the pages of a PDF: where it stands, to make it part of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

#: Marks that say something. Links, notes that open, sounds, films and attached files are left behind.
SHOWN = {
    *("/Widget", "/FreeText", "/Stamp", "/Ink", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly"),
    *("/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Caret"),
}
HIDDEN, NO_VIEW = 2, 32
#: Fields whose answer is words or a choice (ISO 32000-2, 12.7.5).
ANSWERED = {"/Tx", "/Ch"}

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """How it looks, and the matrix that puts it in its place on the page."""

    appearance: Any
    matrix: Matrix


def dictionary(value: Any) -> DictionaryObject:
    """The dictionary behind a value; an empty one for anything else."""
    inside = value.get_object() if isinstance(value, IndirectObject) else value
    return inside if isinstance(inside, DictionaryObject) else DictionaryObject()


def of_page(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """What lies on a page."""
    listed = page.get("/Annots")
    for one in list(listed) if isinstance(listed, ArrayObject) else []:
        yield dictionary(one)


def is_filled_and_not_drawn(annotation: DictionaryObject) -> bool:
    """A field with an answer that only a program which knows forms would show."""
    parent = dictionary(annotation.get("/Parent"))
    kind, value = (annotation.get(key, parent.get(key)) for key in ("/FT", "/V"))
    return kind in ANSWERED and bool(value) and _appearance(annotation) is None and not _is_hidden(annotation)


def drawn_on(page: DictionaryObject) -> list[Mark]:
    """The marks of a page that can be seen, in their order."""
    marks = (_mark(one) for one in of_page(page) if one.get("/Subtype") in SHOWN and not _is_hidden(one))
    return [mark for mark in marks if mark is not None]


def _is_hidden(annotation: DictionaryObject) -> bool:
    return bool(int(annotation.get("/F", 0)) & (HIDDEN | NO_VIEW))


def _mark(annotation: DictionaryObject) -> Mark | None:
    appearance, rectangle = _appearance(annotation), _box(annotation.get("/Rect"))
    if appearance is None or rectangle is None:
        return None
    stream = appearance.get_object()
    box = _box(stream.get("/BBox"))
    matrix = box and _placed(box, _matrix(stream.get("/Matrix")), rectangle)
    return Mark(appearance, matrix) if matrix else None


def _appearance(annotation: DictionaryObject) -> Any:
    """The normal appearance, of a box to tick the one of its state; None where there is none."""
    looks = dictionary(annotation.get("/AP"))
    if "/N" not in looks:
        return None
    raw = looks.raw_get("/N")
    normal = raw.get_object()
    if isinstance(normal, StreamObject):
        return raw
    state = annotation.get("/AS")
    if isinstance(normal, DictionaryObject) and state in normal:
        chosen = normal.raw_get(state)
        return chosen if isinstance(chosen.get_object(), StreamObject) else None
    return None


def _box(value: Any) -> Box | None:
    if not isinstance(value, ArrayObject) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(one.get_object()) for one in value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _matrix(value: Any) -> Matrix:
    if not isinstance(value, ArrayObject) or len(value) != 6:
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = (float(one.get_object()) for one in value)
    return (a, b, c, d, e, f)


def _placed(box: Box, matrix: Matrix, rectangle: Box) -> Matrix | None:
    """Stretch the appearance's transformed box onto the annotation's rectangle (ISO 32000-2, 12.5.5, algorithm 8)."""
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    width, height = max(across) - min(across), max(up) - min(up)
    if not width or not height:
        return None
    wide, high = (rectangle[2] - rectangle[0]) / width, (rectangle[3] - rectangle[1]) / height
    return (wide, 0.0, 0.0, high, rectangle[0] - min(across) * wide, rectangle[1] - min(up) * high)
