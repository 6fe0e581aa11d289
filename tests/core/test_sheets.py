"""The one writer of sheets: whatever somebody typed is text in the file, never a formula, and comes back as it was."""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import load_workbook

from dsr.core import sheets
from dsr.core.sheets import Column, Sheet
from tests.architecture.source import ROOT, name_of, python_files

AT = datetime(2026, 12, 29, 17, 0, tzinfo=UTC)
SIGNS = "=+-@\t\r\n;,\"'|%&＝﹦⁼＋﹢⁺－﹣⁻−＠﹫\u200b\ufeff\u00a0\u202e\u2060\u00ad\x00\x1f 1+HYPERLINK(){}"
typed = st.one_of(st.text(max_size=60), st.text(alphabet=SIGNS, max_size=30))
TRICKS = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "\u00ad=1",
    ),
    *(
        "＝1+1",
        "﹦1",
        "⁼1",
        "＋1",
        "⁺1",
        "－1",
        "−1",
        "⁻1",
        "＠A1",
        "﹫A1",
        "\u202e=1",
        "'=1",
        "''=1",
        "' =1",
        "\x00=1",
    ),
    *("=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","x")', "a;=1+1", "a; =1+1", 'a";"=1', "a\n=1", "a\t=1"),
)


def read_xlsx(content: bytes, sheet: int = 0) -> list[list]:
    return load_workbook(BytesIO(content)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def read_csv(content: bytes, **form) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), **form))


def page_of(content: bytes, number: int = 1) -> str:
    return zipfile.ZipFile(BytesIO(content)).read(f"xl/worksheets/sheet{number}.xml").decode()


def column_of(*texts: str) -> Sheet:
    return Sheet("Register", [Column("Name")], [[text] for text in texts])


def begins_formula(cell: str) -> bool:
    """What the most eager spreadsheet could do: pass over all that does not show, and fold look-alikes."""
    for character in cell:
        if unicodedata.category(character)[0] not in "ZC":
            return unicodedata.normalize("NFKC", character) in {"=", "+", "-", "−", "@"}
    return False


@given(typed)
def test_no_text_is_a_formula_in_excel(text):
    content = sheets.xlsx(column_of(text, f"={text}"))
    page = page_of(content)
    assert "<f>" not in page
    assert "<hyperlink" not in page
    assert set(re.findall(r'<c [^>]*t="(\w+)"', page)) <= {"s"}


@given(typed)
def test_text_comes_back_from_excel_as_it_was_written(text):
    (_, *rows) = read_xlsx(sheets.xlsx(column_of(text, "end")))
    assert rows == [[sheets.clean(text)], ["end"]]


@given(typed)
def test_no_text_is_a_formula_in_csv(text):
    (_, (cell,)) = read_csv(sheets.csv(column_of(text)))
    assert not begins_formula(cell)
    assert not cell.startswith(("\t", "\r", "\n"))


@given(typed, st.sampled_from(";\t"))
def test_nor_where_a_spreadsheet_parts_the_line_at_another_sign(text, sign):
    rows = read_csv(sheets.csv(column_of(text)), delimiter=sign)
    assert not any(begins_formula(cell) for row in rows for cell in row)
    assert len(rows) == 2


@pytest.mark.parametrize("text", TRICKS)
def test_known_tricks_are_text_in_both(text):
    test_no_text_is_a_formula_in_excel.hypothesis.inner_test(text)
    test_no_text_is_a_formula_in_csv.hypothesis.inner_test(text)
    for sign in ";\t":
        test_nor_where_a_spreadsheet_parts_the_line_at_another_sign.hypothesis.inner_test(text, sign)


@given(st.text(max_size=40).filter(lambda text: not set(text) & set(";\n\r\t")))
@example("=1")
@example("'=1")
@example("''=1")
@example("'quoted'")
def test_the_apostrophe_comes_off_again(text):
    assert sheets.unguarded(sheets.guarded(text)) == sheets.clean(text)


@pytest.mark.parametrize(
    "text", ["Ann-Marie O'Neill", "50% = half", "7-9 Long Street", "ann@example.org", "'twas", "ẞ"]
)
def test_ordinary_words_are_left_alone(text):
    assert sheets.guarded(text) == text


def test_lines_of_a_note_stay_on_one_line_in_csv():
    assert sheets.guarded("Speak slowly\n- dogs\r\n- rain\n") == "Speak slowly / - dogs / - rain"


def test_turned_directions_and_controls_are_left_out():
    assert sheets.clean("a\u202efdp.\u2066exe\x07\ud800\uffff\nb") == "afdp.exe\nb"


def test_days_instants_and_numbers_are_what_they_are():
    row = ["text", 12, date(2009, 3, 14), AT, None, date(1899, 12, 30), True, ""]
    sheet = Sheet("Kinds", [Column(f"c{number}") for number in range(8)], [row])
    (_, cells) = read_xlsx(sheets.xlsx(sheet))
    assert cells == ["text", 12.0, date(2009, 3, 14), datetime(2026, 12, 29, 17, 0), "", "1899-12-30", 1.0, ""]
    (_, plain) = read_csv(sheets.csv(sheet))
    assert plain == ["text", "12", "2009-03-14", "2026-12-29 17:00", "", "1899-12-30", "1", ""]


def test_instants_are_on_londons_clock():
    sheet = Sheet("Summer", [Column("At")], [[datetime(2026, 7, 1, 23, 30, tzinfo=UTC)]])
    assert read_xlsx(sheets.xlsx(sheet))[1] == [datetime(2026, 7, 2, 0, 30)]
    assert read_csv(sheets.csv(sheet))[1] == ["2026-07-02 00:30"]


def test_a_cell_that_holds_less_than_it_was_given_says_so():
    for text in ("a" * 40_000, "𝔸" * 20_000):
        (cell,) = read_xlsx(sheets.xlsx(column_of(text)))[1]
        assert cell.endswith(sheets.CUT)
        assert len(cell.encode("utf-16-le")) // 2 <= 32_767


def test_excel_says_on_each_page_who_made_it_and_when():
    made = sheets.made_by("Jo & Co", "Register team", AT)
    assert made == "Made by Jo & Co, Register team, on Tuesday 29 December 2026 at 5pm"
    content = sheets.xlsx(Sheet("Register", [Column("Name")], [["Ann"]], made=made, notes=["Red only"]))
    rows = read_xlsx(content)
    assert rows == [["Register"], [made], ["Red only"], [""], ["Name"], ["Ann"]]
    page = page_of(content)
    assert "&amp;L" + made.replace("&", "&amp;&amp;") in page
    assert "Page &amp;P of &amp;N" in page
    names = zipfile.ZipFile(BytesIO(content)).read("xl/workbook.xml").decode()
    assert "_xlnm.Print_Titles" in names


def test_csv_says_on_each_row_who_made_it_and_when():
    made = sheets.made_by("Jo Wells", "Register team", AT)
    rows = read_csv(sheets.csv(Sheet("Register", [Column("Name")], [["Ann"], ["Bo"]], made=made)))
    assert rows == [["Name", sheets.ABOUT], ["Ann", made], ["Bo", made]]


def test_an_empty_sheet_is_its_headings_and_its_lists_of_words():
    content = sheets.xlsx(Sheet("Blank", [Column("Name"), Column("Rating", choices=("Red", "Amber"))]))
    assert read_xlsx(content) == [["Name", "Rating"]]
    assert '<formula1>"Red,Amber"</formula1>' in page_of(content)


def test_tabs_have_names_of_their_own_that_excel_allows():
    long = "[Overdue]: who/what? " + "x" * 40
    book = sheets.xlsx(*(Sheet(title, [Column("A")]) for title in ("Register", "Register", long, long, "''", "")))
    names = load_workbook(BytesIO(book)).sheet_names
    assert names[:2] == ["Register", "Register 2"]
    assert len(set(names)) == 6
    assert all(len(name) <= 31 for name in names)


def test_the_longest_head_fits_on_the_page():
    sheets.xlsx(Sheet("&" * 200, [Column("A")], made="𝔸" * 300))


@pytest.mark.parametrize("kind", [sheets.XLSX, sheets.CSV])
def test_a_download_is_a_file_that_nobody_keeps(kind):
    answer = sheets.response(column_of("Ann"), kind, "register")
    assert answer["Content-Disposition"] == f'attachment; filename="register.{kind}"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == sheets.TYPES[kind]


def test_it_is_the_only_writer_of_sheets():
    writers = re.compile(r"\bxlsxwriter\b|\bcsv\.(writer|DictWriter)\b|\bto_csv\b|\bopenpyxl\b")
    files = [path for path in python_files(ROOT) if writers.search(path.read_text())]
    assert [name_of(ROOT, path) for path in files] == ["core/sheets.py"]
