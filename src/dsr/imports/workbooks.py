"""Reads one workbook, in a process of its own: Excel, old and new, or OpenDocument, as rows of text.

What Excel makes of things is undone: a number is written without ".0", a date the same whatever way it was shown,
a merged cell says its words in each row it covers.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import python_calamine

from dsr.core import apart
from dsr.core.errors import Refused
from dsr.imports.sheets import MOST_COLUMNS, Rows, Sheet, Spread, trimmed, written

MOST_UNPACKED = 300_000_000
NOT_READ = "This is not a spreadsheet that can be read. Save it as .xlsx or .csv and try again."
LOCKED = "The file has a password. Take the password off in Excel and save it again."
DAMAGED = "The file is damaged. Open it in Excel, save it again and try again."


def read(content: bytes) -> list[Sheet]:
    """Every sheet, in the order of the file. Raises Refused."""
    _check_unpacked(content)
    with apart.whatever_fails(NOT_READ):
        try:
            book = python_calamine.load_workbook(io.BytesIO(content))
        except python_calamine.PasswordError as error:
            raise Refused(LOCKED) from error
        return [_sheet(book, name) for name in book.sheet_names]


def _check_unpacked(content: bytes) -> None:
    """A small file may unpack to one that fills the memory."""
    if not content.startswith(b"PK"):
        return
    with apart.whatever_fails(DAMAGED), zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > MOST_UNPACKED:
        raise Refused("The file unpacks to far more than a register holds. Save only the sheet itself.")


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_width > 16_384 or sheet.total_height > 1_100_000:
        raise Refused(f"The sheet “{name}” is too large.")
    rows = [[written(value) for value in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False)]
    spread = _fill_merged(rows, sheet.merged_cell_ranges or [])
    return Sheet(name, trimmed(rows), spread)


def _fill_merged(rows: Rows, ranges: Iterable[Sequence[tuple[int, int]]]) -> Spread:
    """Down each column a merged cell says its words in every row; to the right it is only noted where they run."""
    spread: Spread = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            if left < len(rows[row]):
                rows[row][left] = rows[top][left]
            for column in range(left + 1, min(right, MOST_COLUMNS - 1) + 1):
                spread.setdefault(row, {})[column] = left
    return spread


def answer(content: bytes) -> apart.Answer:
    """The sheets as JSON takes them. Raises Refused."""
    return {"sheets": [asdict(sheet) for sheet in read(content)]}, b""


def answered(told: dict[str, Any]) -> list[Sheet]:
    """The same sheets again; JSON has made text of the numbers of rows and columns."""
    return [Sheet(sheet["name"], sheet["rows"], _counted(sheet["spread"])) for sheet in told["sheets"]]


def _counted(spread: dict[str, dict[str, int]]) -> Spread:
    return {int(row): {int(column): left for column, left in across.items()} for row, across in spread.items()}


if __name__ == "__main__":
    apart.serve(answer)
