"""Sheets that leave: the one writer of Excel and CSV files, so that no cell a person typed is ever a formula.

    people = Sheet("Register", [Column("Name", 30), Column("Born")], rows, made=made_by("Jo Wells", "Register team"))
    xlsx(people), csv(people)      the bytes of the file
    response(people, XLSX, "register")      the file as a download that nobody keeps a copy of

A cell is text, a whole number, a day, an instant or nothing. Text stays the text it was: in Excel by the type of its
cell, in CSV by an apostrophe before whatever a spreadsheet could take for a formula (`unguarded` takes it off again).
The whole file is made in memory: nothing about a person lies in a temporary file.
"""

from __future__ import annotations

import csv as standard
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import chain
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from dsr.core import clock, presenters

Value = str | int | date | datetime | None

XLSX, CSV = "xlsx", "csv"
TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
ABOUT = "About this file"
CUT = " … (cut short: a cell holds no more)"
LONGEST = 32_767 - len(CUT)  # of a cell in Excel, which counts a rare character (a picture, an old letter) twice
LONGEST_EDGE = 115  # Excel allows 255 at the head or foot of a page, orders and doubled signs included
FIRST_YEAR = 1900  # Excel knows no day before
UNNAMEABLE = re.compile(r"[\[\]:*?/\\']")
#: What begins a formula in a spreadsheet; with their look-alikes, which some readers fold (see `_begins`).
FORMULA = frozenset("=+-@−")
#: Turn the text around them back to front: a file name, a sum or a flag could be made to read as another.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Column:
    """A heading, how wide it is in characters, and the only words it takes where it has a list of them."""

    heading: str
    width: int = 18
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table with what must be known about it: ``made`` says by whom and when, ``notes`` what is left out and why."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]] = ()
    made: str = ""
    notes: Sequence[str] = ()

    @property
    def head(self) -> list[str]:
        """The lines above the table in Excel, and on every sheet of paper that is printed of it."""
        return [self.title, *filter(None, [self.made, *self.notes])] if self.made or self.notes else []


def made_by(name: str, organisation: str, at: datetime | None = None) -> str:
    """The sentence on every page: "Made by Jo Wells, Register team, on Tuesday 29 December 2026 at 5pm"."""
    return f"Made by {name}, {organisation}, on {presenters.moment(at or clock.now())}"


def clean(text: str) -> str:
    """Text without what no cell can hold or show: controls, halves of characters and turned directions."""
    kept = (each for each in text.replace("\r\n", "\n").replace("\r", "\n") if each in "\n\t" or _can_stand(each))
    return "".join(kept)


def _can_stand(character: str) -> bool:
    if character in TURNING or ord(character) & 0xFFFE == 0xFFFE:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")


def looks_like_formula(text: str) -> bool:
    """Whether some spreadsheet could read this as a formula, however its first sign is dressed or hidden."""
    return _begins(text.lstrip("'"))


def _begins(text: str) -> bool:
    """The first sign that shows, in its plain form: ＝ is read as = and a joiner before it is passed over."""
    for character in text:
        if character in "\t\r\n":
            return True
        if unicodedata.category(character)[0] not in "ZC":
            return bool(FORMULA & set(unicodedata.normalize("NFKC", character)))
    return False


def guarded(text: str) -> str:
    """Text for a CSV file: on one line, and with an apostrophe before whatever could be a formula.

    Also behind a semicolon, because a spreadsheet set to another country parts the line there.
    """
    flat = re.sub(r"\s*\n\s*", " / ", clean(text).strip("\n")).replace("\t", " ")
    first, *others = flat.split(";")
    safe = ";".join([first, *(f"'{other}" if _begins(other) else other for other in others)])
    return f"'{safe}" if looks_like_formula(safe) else safe


def unguarded(text: str) -> str:
    """The text as it was before `guarded` put an apostrophe before it."""
    return text[1:] if text.startswith("'") and looks_like_formula(text) else text


def csv(sheet: Sheet) -> bytes:
    """Headings on the first line; the last column says who made the file and when, so that no row goes without."""
    about = [ABOUT] if sheet.made else []
    made = [sheet.made] if sheet.made else []
    written = StringIO(newline="")
    writer = standard.writer(written, quoting=standard.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(each) for each in chain((column.heading for column in sheet.columns), about)])
    writer.writerows([_plain(value) for value in chain(row, made)] for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    """Days as 2026-12-29, which a spreadsheet of any country reads alike; instants on London's clock."""
    if isinstance(value, datetime):
        return f"{clock.to_london(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(int(value))
    return guarded(value or "")


def xlsx(*sheets: Sheet) -> bytes:
    """One tab a sheet, ready to print: the head on every page, headings repeated, one page wide."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": clean(sheets[0].title), "created": clock.now().replace(tzinfo=None)})
        styles = _styles(book)
        names: list[str] = []
        for sheet in sheets:
            names.append(_tab(sheet.title, names))
            _write(book.add_worksheet(names[-1]), sheet, styles)
    return written.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    body = {"text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "heading": book.add_format({"bold": True, "bottom": 2, **body}),
        "text": book.add_format({"num_format": "@", **body}),
        "number": book.add_format({"num_format": "0", **body}),
        "day": book.add_format({"num_format": "d mmm yyyy", "align": "left", **body}),
        "instant": book.add_format({"num_format": "d mmm yyyy hh:mm", "align": "left", **body}),
    }


def _tab(title: str, taken: Sequence[str]) -> str:
    """A name Excel allows and no other tab has."""
    name = UNNAMEABLE.sub(" ", clean(title)).strip()[:27] or "Sheet"
    others = sum(each.startswith(name) for each in taken)
    return f"{name} {others + 1}" if others else name


def _write(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    for number, line in enumerate(sheet.head):
        page.write_string(number, 0, _short(line), styles["title"] if number == 0 else None)
    top = len(sheet.head) + bool(sheet.head)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(top, place, _short(column.heading), styles["heading"])
    last = top
    for last, row in enumerate(sheet.rows, start=top + 1):
        for place, value in enumerate(row):
            _cell(page, last, place, value, styles)
    _set_out(page, sheet, top, last)


def _cell(page: Any, row: int, place: int, value: Value, styles: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        page.write_datetime(row, place, clock.to_london(value).replace(tzinfo=None), styles["instant"])
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        page.write_datetime(row, place, value, styles["day"])
    elif isinstance(value, date):
        page.write_string(row, place, value.isoformat(), styles["text"])
    elif isinstance(value, int):
        page.write_number(row, place, int(value), styles["number"])
    elif value:
        page.write_string(row, place, _short(value), styles["text"])


def _short(text: str) -> str:
    """What one cell can hold; a cell that holds less than it was given says so."""
    text = clean(text)
    counted = text.encode("utf-16-le")
    if len(counted) <= 2 * LONGEST:
        return text
    return counted[: 2 * LONGEST].decode("utf-16-le", errors="ignore") + CUT


def _set_out(page: Any, sheet: Sheet, top: int, last: int) -> None:
    width = len(sheet.columns) - 1
    page.freeze_panes(top + 1, 1)
    page.autofilter(top, 0, last, width)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{_edge(sheet.title)}")
    page.set_footer(f"&L{_edge(sheet.made)}&RPage &P of &N")
    for place, column in enumerate(sheet.columns):
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(top + 1, place, max(last, top + 1000), place, rule)


def _edge(text: str) -> str:
    """Words for the head or foot of a printed page, where & gives orders."""
    return clean(text).replace("\n", " ")[:LONGEST_EDGE].replace("&", "&&")


def response(sheet: Sheet, kind: str, name: str) -> HttpResponse:
    """The file as a download under a name of ours, never opened in the page and kept by no cache."""
    content = xlsx(sheet) if kind == XLSX else csv(sheet)
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
