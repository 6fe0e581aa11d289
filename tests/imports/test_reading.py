"""Spreadsheets as rows of text, and which of them are headings."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dsr.core.errors import Refused
from dsr.imports import columns, guessing, reading, sheets, workbooks
from tests.imports.sheets import make
from tests.support.damage import EDITS, changed_inside, edited, edited_inside

SHEETS = Path(__file__).parent / "sheets"


def table(name: str) -> guessing.Table:
    return guessing.find_table(reading.read(name, (SHEETS / name).read_bytes())[0])


def guessed(name: str) -> dict[str, str]:
    found = table(name)
    return dict(zip(found.headings, guessing.guess(found.headings, found.rows), strict=True))


def book(*rows: list) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as made:
        sheet = made.add_worksheet("R")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((9434765919.0, "9434765919"), (1.5, "1.5"), (True, "yes"), (False, "no"), (date(1990, 3, 14), "1990-03-14")),
        *(
            (datetime(1990, 3, 14), "1990-03-14"),
            (datetime(1990, 3, 14, 9, 5), "1990-03-14 09:05"),
            (time(9), "09:00:00"),
        ),
        *((timedelta(hours=1), "1:00:00"), (" a\r\nb\u00a0c ", "a\nb c"), ("x" * 9000, "x" * 5000)),
    ],
)
def test_a_cell_as_text(value, text):
    assert sheets.written(value) == text


def test_the_tidy_sheet():
    found = table("tidy.xlsx")
    assert (found.numbers, len(found.headings), found.columns[-1]) == ([2, 3, 4, 5, 6], 20, "T")
    assert found.rows[0][4] == "1998-04-02"
    assert guessed("tidy.xlsx")["Date added"] == "since"
    assert set(columns.BY_CODE) - set(guessed("tidy.xlsx").values()) == {
        *("full_name", "pronouns", "email", "diagnosis", "adjustments", "language", "unsafe", "contact_phone")
    }


def test_two_rows_of_headings_and_merged_cells():
    found = table("merged.xlsx")
    assert found.headings[0] == "Person: Surname"
    assert found.numbers == [7, 8, 9, 11, 12, 13], "dividers are no people"
    assert [row[4] for row in found.rows] == ["Coventry", "Coventry", "Coventry", "Nuneaton", "Nuneaton", ""]
    meant = guessed("merged.xlsx")
    assert (meant["Next of kin: Name"], meant["Next of kin: Tel"]) == ("contact_name", "contact_phone")
    assert (meant["Risk: RAG"], meant["Risk: Last reviewed"]) == ("rating", "rated_on")


def test_the_untidy_sheet_is_understood_by_what_stands_in_it():
    meant = guessed("untidy.xlsx")
    assert (meant["Client"], meant["d.o.b"], meant["NHS"]) == ("full_name", "born_on", "nhs_number")
    assert (meant["risk now"], meant["Info"]) == ("rating", "notes")
    assert table("untidy.xlsx").rows[0][2] == make.number(21)


def test_numbers_are_found_whatever_their_heading():
    rows = [[make.number(serial), "x"] for serial in range(5)]
    assert guessing.guess(["Patient identifier", "Other"], rows) == ["nhs_number", "notes"]


def test_one_column_a_kind_the_surest_heading_first():
    assert guessing.guess(["Date of brith", "DOB", "Address 1", "Address 2"], []) == [
        "notes",
        "born_on",
        "address",
        "address",
    ]


def test_a_full_name_beside_its_parts_is_a_note():
    assert guessing.guess(["Name", "First name", "Surname"], []) == ["notes", "given_name", "family_name"]


def test_headings_without_meaning_below_a_group_that_has_one():
    assert guessing.known("Next of kin: Name") == ("contact_name", 97)
    assert guessing.known("Next of kin: DOB") == ("notes", 0)
    assert guessing.known("Person: DOB") == ("born_on", 97)
    assert guessing.known("") == ("notes", 0)


def test_columns_without_a_heading_and_two_with_the_same():
    found = guessing.find_table(sheets.Sheet("R", [["Name", "", "Notes", "Notes"], ["A B", "x", "", ""]], {}))
    assert found.headings == ["Name", "Column B", "Notes", "Notes (2)"]


def test_empty_columns_and_rows_and_a_heading_row_again_are_left_out():
    rows = [["Name", "", "DOB"], ["A B", "", "1990"], ["", "", ""], ["Name", "", "DOB"], ["C D", "", ""]]
    found = guessing.find_table(sheets.Sheet("R", rows, {}))
    assert (found.columns, found.numbers) == (["A", "C"], [2, 5])


def test_a_sheet_whose_headings_nobody_knows_begins_with_its_first_row():
    found = guessing.find_table(sheets.Sheet("R", [[""], ["Qwx", "Zzy"], ["1", "2"]], {}))
    assert (found.headings, found.rows) == (["Qwx", "Zzy"], [["1", "2"]])


def test_groups_over_headings_in_a_csv():
    content = b"Person,,Next of kin,\nName,DOB,Name,Tel\nA B,1990,C D,01632 960001\n"
    found = guessing.find_table(reading.read("a.csv", content)[0])
    assert found.headings == ["Person: Name", "Person: DOB", "Next of kin: Name", "Next of kin: Tel"]


def test_letters_of_columns():
    assert [guessing.letters(place) for place in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_the_same_headings_have_the_same_print():
    assert guessing.fingerprint(["D.O.B", "Name"]) == guessing.fingerprint(["d o b ", "NAME"])
    assert guessing.fingerprint(["Name", "DOB"]) != guessing.fingerprint(["DOB", "Name"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_however_it_was_saved(encoding, delimiter):
    text = f"Name{delimiter}Notes\r\nZoë Müller{delimiter}“likes” trains\r\n"
    (sheet,) = reading.read("a.csv", text.encode(encoding))
    assert sheet.rows == [["Name", "Notes"], ["Zoë Müller", "“likes” trains"]]


def test_a_csv_of_one_column():
    assert reading.read("a.csv", b"Name\nAda Example\n")[0].rows == [["Name"], ["Ada Example"]]


def test_sheets_with_nothing_in_them_are_left_out():
    assert [sheet.name for sheet in reading.read("m", (SHEETS / "merged.xlsx").read_bytes())] == ["DSR Nov 26", "Lists"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b",,\n,,\n", "Nothing is written"),
        (b"x" * (reading.MOST_BYTES + 1), "larger than 10"),
        (b"PK\x03\x04rubbish", "damaged"),
        (b"\xd0\xcf\x11\xe0rubbish", "not a spreadsheet"),
        (b"\x00\x01\x02", "not a spreadsheet"),
        (b"\xff\xfe\x00", "not a spreadsheet"),
        (b"a\n" * (sheets.MOST_ROWS + 1), "more than 20,000 rows"),
        (b'"' + b"a" * 200_000 + b"\n", "cannot be read as a table"),
    ],
)
def test_what_is_no_spreadsheet(content, words):
    with pytest.raises(Refused, match=words):
        reading.read("a", content)


def test_a_file_that_unpacks_to_far_too_much(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 100)
    with pytest.raises(Refused, match="unpacks"):
        workbooks.read(book(["Name"]))


TIDY = (SHEETS / "tidy.xlsx").read_bytes()


def test_a_workbook_that_ends_its_reader():
    """One cell far out in a small file: the library asks for more memory than there is, and takes its process along."""
    far_out = changed_inside(TIDY, "xl/worksheets/sheet1.xml", b' r="B2"', b' r="XFD1048576"')
    with pytest.raises(Refused) as refused:
        reading.read("a.xlsx", far_out)
    assert refused.value.sentence == reading.HARMFUL


@settings(max_examples=20)
@given(EDITS)
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(edits):
    with suppress(Refused):
        assert reading.read("a.xlsx", edited(TIDY, edits))


@settings(max_examples=20)
@given(st.integers(0, 20), EDITS)
def test_a_workbook_with_one_damaged_part_too(which, edits):
    with suppress(Refused):
        assert reading.read("a.xlsx", edited_inside(TIDY, which, edits))


@given(EDITS)
def test_a_damaged_csv_is_read_or_refused_and_nothing_else(edits):
    with suppress(Refused):
        assert reading.read("a.csv", edited(b'Name,Notes\r\n"Day, Ada",Zo\xc3\xab\r\n' * 20, edits))


def test_what_a_mapping_lacks():
    assert columns.missing(["full_name", "notes", "notes"]) == []
    assert columns.missing(["given_name", "family_name"]) == []
    assert "holds the name" in columns.missing(["given_name"])[0]
    assert columns.missing(["full_name", "born_on", "born_on"]) == [
        "Two columns are marked as “Date of birth”. Only one can be."
    ]
