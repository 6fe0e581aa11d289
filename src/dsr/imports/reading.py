"""Any spreadsheet a team keeps its register in, as rows of text: a workbook, or CSV. Nothing is judged here."""

from __future__ import annotations

import csv
import io
from typing import Any

from dsr.core import apart
from dsr.core.errors import Refused
from dsr.imports import workbooks
from dsr.imports.sheets import MOST_COLUMNS, Rows, Sheet, trimmed, written

MOST_BYTES = 10_000_000
DELIMITERS = ",;\t|"
HARMFUL = "The file could not be read: it is damaged, or far too large. Copy the sheet into a new file and try again."


def read(file_name: str, content: bytes) -> list[Sheet]:
    """Every sheet that has something in it, in the order of the file. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused("The file is larger than 10 megabytes. Delete pictures from it, or split it.")
    if not content.strip():
        raise Refused("The file is empty.")
    sheets = _workbook(content) if _is_workbook(content) else [Sheet(file_name, _csv(content), {})]
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise Refused("Nothing is written in the file.")
    return filled


def _is_workbook(content: bytes) -> bool:
    """Zipped (xlsx, ods) or the container of older Excel (xls)."""
    return content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _workbook(content: bytes) -> list[Sheet]:
    told, _ = apart.answer_of("dsr.imports.workbooks", content, harmful=HARMFUL)
    return workbooks.answered(told)


def _csv(content: bytes) -> Rows:
    text = decoded(content)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8192], delimiters=DELIMITERS)
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error:
        raise Refused("The file cannot be read as a table. Save it as .xlsx or .csv and try again.") from None
    return trimmed([[written(cell) for cell in row[:MOST_COLUMNS]] for row in rows])


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 where it is marked or fits, else the Western European Windows that Excel writes CSV in.

    Raises Refused for what is no text.
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
    raise Refused(workbooks.NOT_READ)
