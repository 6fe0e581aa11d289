"""Any spreadsheet a team keeps its register in, as rows of text: Excel, OpenDocument or CSV.

What Excel makes of things is undone: a number is written without ".0", a date the same whatever way it was shown,
a merged cell says its words in each row it covers. Nothing is judged here.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

MOST_BYTES = 10_000_000
MOST_UNPACKED = 300_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 5_000
DELIMITERS = ",;\t|"

Rows = list[list[str]]


class UnreadableFile(ValueError):
    """Nothing can be read from it. Its message is a sentence for the user."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows as text from the top of the sheet on, and how far each row's words run on to the right."""

    name: str
    rows: Rows
    #: for each row, the columns whose words are those of a wide merged cell that begins further left
    spread: dict[int, dict[int, int]]


def read(file_name: str, content: bytes) -> list[Sheet]:
    """Every sheet that has something in it, in the order of the file. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile("The file is larger than 10 megabytes. Delete pictures from it, or split it.")
    if not content.strip():
        raise UnreadableFile("The file is empty.")
    sheets = _workbook(content) if _is_workbook(content) else [Sheet(file_name, _csv(content), {})]
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise UnreadableFile("Nothing is written in the file.")
    return filled


def _is_workbook(content: bytes) -> bool:
    """Zipped (xlsx, ods) or the container of older Excel (xls)."""
    return content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _workbook(content: bytes) -> list[Sheet]:
    _check_unpacked(content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        return [_sheet(book, name) for name in book.sheet_names]
    except python_calamine.PasswordError:
        raise UnreadableFile("The file has a password. Take the password off in Excel and save it again.") from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(
            "This is not a spreadsheet that can be read. Save it as .xlsx or .csv and try again."
        ) from None


def _check_unpacked(content: bytes) -> None:
    """A small file may unpack to one that fills the memory."""
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        raise UnreadableFile("The file is damaged. Open it in Excel, save it again and try again.") from None
    if size > MOST_UNPACKED:
        raise UnreadableFile("The file unpacks to far more than a register holds. Save only the sheet itself.")


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_width > 16_384 or sheet.total_height > 1_100_000:
        raise UnreadableFile(f"The sheet “{name}” is too large.")
    rows = [[written(value) for value in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False)]
    spread = _fill_merged(rows, sheet.merged_cell_ranges or [])
    return Sheet(name, _trimmed(rows), spread)


def _fill_merged(rows: Rows, ranges: Iterable[Sequence[tuple[int, int]]]) -> dict[int, dict[int, int]]:
    """Down each column a merged cell says its words in every row; to the right it is only noted where they run."""
    spread: dict[int, dict[int, int]] = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            if left < len(rows[row]):
                rows[row][left] = rows[top][left]
            for column in range(left + 1, min(right, MOST_COLUMNS - 1) + 1):
                spread.setdefault(row, {})[column] = left
    return spread


def _trimmed(rows: Rows) -> Rows:
    """Without empty rows at the end. Raises UnreadableFile for more rows than a register has."""
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(f"The sheet has more than {MOST_ROWS:,} rows. Split it into smaller files.")
    return rows


def written(value: Any) -> str:
    """One cell as text: "9434765919" for 9434765919.0, "1990-03-14" for a date, "yes" for a tick."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    text = str(value).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return text.strip()[:LONGEST_CELL]


def _csv(content: bytes) -> Rows:
    text = decoded(content)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8192], delimiters=DELIMITERS)
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error:
        raise UnreadableFile("The file cannot be read as a table. Save it as .xlsx or .csv and try again.") from None
    return _trimmed([[written(cell) for cell in row[:MOST_COLUMNS]] for row in rows])


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 where it is marked or fits, else the Western European Windows that Excel writes CSV in.

    Raises UnreadableFile for what is no text.
    """
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile("This is not a spreadsheet that can be read. Save it as .xlsx or .csv and try again.")
