"""Makes the three sample sheets beside it, of people who do not exist: `python tests/imports/sheets/make.py`.

tidy.xlsx is how a team would wish its register to be; merged.xlsx has two rows of headings, merged cells and dividers;
untidy.xlsx has words everywhere, dates in six formats and NHS numbers as numbers. The numbers are of the range 999,
which is issued to nobody.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
FIXED = datetime(2026, 11, 1)


def number(serial: int) -> str:
    """The nth NHS number of the range for tests."""
    for body in range(999_200_000 + serial * 10, 999_200_010 + serial * 10):
        total = sum(int(digit) * weight for digit, weight in zip(str(body), range(10, 1, -1), strict=True))
        check = (11 - total % 11) % 11
        if check < 10:
            return f"{body}{check}"
    raise AssertionError("Nine numbers in ten have a check digit.")


TIDY_HEADINGS = [
    "NHS number",
    "Family name",
    "Given name",
    "Preferred name",
    "Date of birth",
    "Address",
    "Postcode",
    "Telephone",
    "GP practice",
    "Learning disability",
    "Autism",
    "Diagnosis confirmed by",
    "RAG rating",
    "Date rated",
    "Rated by",
    "Date added",
    "Communication needs",
    "Next of kin",
    "Relationship",
    "Notes",
]
TIDY = [
    [
        number(1),
        "Okafor",
        "Chidi",
        "",
        "1998-04-02",
        "4 Garden Row, Coventry",
        "CV1 2NT",
        "01632 960101",
        "Park Surgery",
        "Yes",
        "No",
        "Dr Imani Grey",
        "Green",
        "2026-09-14",
        "Dr Imani Grey",
        "2024-02-01",
        "Short sentences",
        "Ngozi Okafor",
        "Mother",
        "Likes trains",
    ],
    [
        number(2),
        "Kowalska",
        "Zofia",
        "Zosia",
        "2009-11-23",
        "12 Mill Lane, Rugby",
        "CV21 2AB",
        "",
        "Abbey Practice",
        "No",
        "Yes",
        "Dr Paul Reed",
        "Amber",
        "2026-10-02",
        "Dr Imani Grey",
        "2025-06-12",
        "Polish at home",
        "Marta Kowalska",
        "Mother",
        "Out of school since May",
    ],
    [
        number(3),
        "Begum",
        "Nasreen",
        "",
        "1985-01-30",
        "9 Canal Street, Coventry",
        "CV2 4EF",
        "07700 900123",
        "Park Surgery",
        "Yes",
        "Yes",
        "Dr Imani Grey",
        "Red",
        "2026-11-09",
        "Dr Sam Hill",
        "2023-03-20",
        "Pictures help",
        "Yusuf Begum",
        "Brother",
        "",
    ],
    [
        number(4),
        "Fraser",
        "Callum",
        "Cal",
        "2013-07-08",
        "3 The Green, Kenilworth",
        "CV8 1AA",
        "",
        "Castle Medical Centre",
        "",
        "Awaiting assessment",
        "",
        "Green",
        "2026-08-21",
        "Dr Sam Hill",
        "2026-01-15",
        "",
        "Jean Fraser",
        "Grandmother",
        "",
    ],
    [
        "",
        "O'Connell",
        "Siobhán",
        "",
        "1972-12-12",
        "",
        "",
        "",
        "",
        "Yes",
        "",
        "Dr Paul Reed",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ],
]


def tidy() -> None:
    book, sheet = _book("tidy.xlsx", "Register")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, TIDY_HEADINGS)
    for place, row in enumerate(TIDY, 1):
        for column, text in enumerate(row):
            if TIDY_HEADINGS[column].startswith("Date") and text:
                sheet.write_datetime(place, column, datetime.fromisoformat(text), day)
            else:
                sheet.write_string(place, column, text)
    book.close()


MERGED_GROUPS = [("Person", 5), ("Diagnosis", 2), ("Risk", 3), ("Next of kin", 3), ("", 1)]
MERGED_HEADINGS = [
    "Surname",
    "Forename",
    "DOB",
    "NHS No.",
    "Town",
    "LD",
    "ASD",
    "RAG",
    "Last reviewed",
    "Reviewed by (clinician)",
    "Name",
    "Relationship",
    "Tel",
    "Comments",
]
ADULTS = [
    [
        "Nowak",
        "Piotr",
        "03/05/1991",
        number(11),
        "Coventry",
        "Y",
        "N",
        "R",
        "01/11/2026",
        "Dr S Hill",
        "Ewa Nowak",
        "Sister",
        "01632 960111",
        "Two A&E visits in October",
    ],
    [
        "Nowak",
        "Adam",
        "03/05/1991",
        number(12),
        "",
        "Y",
        "Y",
        "A",
        "12/10/2026",
        "Dr S Hill",
        "Ewa Nowak",
        "Sister",
        "01632 960111",
        "Twin of Piotr",
    ],
    ["Achebe", "Grace", "17/09/1966", number(13), "", "Y", "N", "G", "20/08/2026", "", "", "", "", ""],
]
CHILDREN = [
    [
        "Hussain",
        "Amina",
        "21/02/2012",
        number(14),
        "Nuneaton",
        "N",
        "Y",
        "A",
        "05/11/2026",
        "Dr I Grey",
        "Sadia Hussain",
        "Mother",
        "01632 960114",
        "Urdu interpreter for mum",
    ],
    [
        "Jones",
        "Dylan",
        "30/06/2015",
        "",
        "",
        "Y",
        "awaiting",
        "G",
        "01/10/2026",
        "Dr I Grey",
        "Rhys Jones",
        "Father",
        "",
        "",
    ],
    [
        "Nowak",
        "Piotr",
        "03/05/1991",
        number(11),
        "Coventry",
        "Y",
        "N",
        "R",
        "01/11/2026",
        "Dr S Hill",
        "",
        "",
        "",
        "Same person as above, moved from the other list",
    ],
]


def merged() -> None:
    book, sheet = _book("merged.xlsx", "DSR Nov 26")
    bold = book.add_format({"bold": True, "align": "center"})
    width = len(MERGED_HEADINGS)
    sheet.merge_range(0, 0, 0, width - 1, "DYNAMIC SUPPORT REGISTER: CONFIDENTIAL", bold)
    sheet.write(1, 0, "Updated 1 November 2026")
    column = 0
    for group, length in MERGED_GROUPS:
        if length > 1:
            sheet.merge_range(3, column, 3, column + length - 1, group, bold)
        column += length
    sheet.write_row(4, 0, MERGED_HEADINGS, bold)
    sheet.merge_range(5, 0, 5, width - 1, "Adults", bold)
    for place, row in enumerate(ADULTS, 6):
        _texts(sheet, place, row)
    sheet.merge_range(6, 4, 8, 4, "Coventry")
    sheet.merge_range(9, 0, 9, width - 1, "Children and young people", bold)
    for place, row in enumerate(CHILDREN, 10):
        _texts(sheet, place, row)
    sheet.merge_range(10, 4, 11, 4, "Nuneaton")
    other = book.add_worksheet("Lists")
    other.write_column(0, 0, ["Red", "Amber", "Green"])
    book.close()


def _texts(sheet: xlsxwriter.worksheet.Worksheet, place: int, row: list[str]) -> None:
    for column, text in enumerate(row):
        if text and column != 4:
            sheet.write_string(place, column, text)


UNTIDY_HEADINGS = [
    "Client",
    "d.o.b",
    "NHS",
    "lives at",
    "LD/ASD?",
    "risk now",
    "last seen / reviewed",
    "contact",
    "Info",
    "Council",
]
UNTIDY = [
    [
        "SINGH, Harpreet (known as Harry)",
        "14/03/1990",
        int(number(21)),
        "22 Foleshill Rd, Coventry CV6 5AB",
        "LD/ASD",
        "RED!! ring daily",
        "3.11.26",
        "mum Jaspreet 07700 900121",
        "Do NOT ring the landline. Police called in Oct.",
        "Cov",
    ],
    [
        "Ms Tamara Bell",
        "2 Feb 1988",
        int(number(22)),
        "Supported living, Leamington, CV32 4AA",
        "mild learning disability",
        "amber",
        "October 2026",
        "carer: Jo",
        "Provider gave notice 1/11",
        "Warks",
    ],
    [
        "ABDI Fatima",
        39_356,
        int(number(23)),
        "with aunt, cv3 1aa",
        "?ASD on pathway",
        "Green (was amber)",
        "01-Sep-26",
        "",
        "Somali speaker",
        "Coventry CC",
    ],
    [
        "Leo Whitfield",
        "born 1999, 9th of June 1999",
        int(number(24)),
        "NFA",
        "Autistic",
        "purple",
        "last week",
        "social worker",
        "was told to ring back",
        "?",
    ],
    ["Harpreet Singh", "1990-03-14", int(number(21)), "", "LD", "", "", "", "Second sheet says he moved", ""],
    [
        "Mei-Ling Zhou",
        "31/02/2001",
        int(number(25)),
        "1 Bond Street CV1 4AH",
        "ASC",
        "A",
        "2026-10-12",
        "Zhou family",
        "",
        "Cov",
    ],
    ["Unknown male", "", "", "", "", "Red", "", "", "Seen at A&E, no name given", ""],
]


def untidy() -> None:
    book, sheet = _book("untidy.xlsx", "Sheet1")
    sheet.write_row(0, 0, UNTIDY_HEADINGS)
    for place, row in enumerate(UNTIDY, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(place, column, value)
            elif value:
                sheet.write_string(place, column, value)
    book.close()


def _book(name: str, title: str) -> tuple[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet]:
    book = xlsxwriter.Workbook(str(HERE / name))
    book.set_properties({"created": FIXED})
    return book, book.add_worksheet(title)


if __name__ == "__main__":
    for make in (tidy, merged, untidy):
        make()
