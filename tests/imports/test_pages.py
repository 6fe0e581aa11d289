"""From the upload to the people on the register, and back, by pages."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dsr.imports import guessing, jobs, queries, reading
from dsr.imports.models import Import, ImportRow
from dsr.imports.views import shared
from dsr.people.models import Person
from dsr.register.models import Entry
from tests.factories.people import make_person
from tests.imports.sheets import make
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db

HEADINGS = "NHS number,Name,DOB,Rating\n"


@pytest.fixture
def browser(team, browser_as):
    return browser_as(team)


def upload(browser, source: str) -> Import:
    """By the page; then the newest import."""
    content = (make.HERE / source).read_bytes() if source.endswith(".xlsx") else source.encode()
    response = browser.post("/imports/new/", {"file": SimpleUploadedFile("register.xlsx", content)})
    assert response.status_code == 302, response.content.decode()
    return Import.objects.latest("pk")


def at(importing: Import, name: str = "import", **parts) -> str:
    return reverse(name, kwargs={"pid": importing.public_id, **parts})


def send_columns(browser, importing: Import, **changes):
    typed = {f"column-{place}": code for place, code in enumerate(importing.mapping)} | changes
    return browser.post(at(importing, "import_columns"), typed)


def text(response) -> str:
    page = response.content.decode()
    assert_valid_html(page)
    return re.sub(r"\s+", " ", page)


def test_from_a_file_to_people_who_wait_to_be_asked(browser):
    importing = upload(browser, "tidy.xlsx")
    page = text(browser.get(at(importing, "import_columns")))
    assert "A: NHS number" in page
    assert "For example: 1998-04-02" in page
    assert send_columns(browser, importing).url == at(importing)
    page = text(browser.get(at(importing)))
    assert "Bring in 5 rows" in page
    assert "Chidi Okafor" in page
    assert browser.post(at(importing, "import_run")).status_code == 302
    page = text(browser.get(at(importing)))
    assert "5 rows brought in." in page
    assert Entry.objects.filter(state="to_confirm").count() == 5
    listed = text(browser.get("/register/?standing=to_confirm"))
    assert "Zofia Kowalska" in listed


def test_what_is_wrong_stands_at_its_cell_and_is_mended_there(browser):
    importing = upload(browser, "untidy.xlsx")
    send_columns(browser, importing)
    page = text(browser.get(at(importing) + "?show=wrong"))
    assert "B7: “31/02/2001” is no day of the calendar." in page
    path = at(importing, "import_row", number=7)
    page = text(browser.get(path))
    assert "Error: " in page
    assert "d.o.b (B7)" in page
    cells = {f"cell-{place}": words for place, words in enumerate(queries.get_row(importing, 7).texts())}
    still = browser.post(path, cells | {"cell-1": "31/04/2001"})
    assert "“31/04/2001” is no day" in text(still)
    mended = browser.post(path, cells | {"cell-1": "1/2/2001"})
    assert mended.url == at(importing, "import_row", number=8), "the next row that waits"
    assert "In the sheet: 31/02/2001" in text(browser.get(path))


def test_a_row_that_may_be_somebody_is_decided(browser, team):
    known = make_person(team, given_name="Ada", family_name="Sample")
    importing = upload(browser, HEADINGS + ",Ada Sampel,14/3/1990,Red\n")
    send_columns(browser, importing)
    path = at(importing, "import_row", number=2)
    page = text(browser.get(path))
    assert "The same person as Ada Sample, born 14 March 1990" in page
    assert "Choose who this row is about" in text(browser.post(at(importing, "import_decide", number=2), {}))
    nonsense = browser.post(at(importing, "import_decide", number=2), {"choice": "nonsense"})
    assert "Choose one of the answers shown" in text(nonsense)
    assert (
        browser.post(at(importing, "import_decide", number=2), {"choice": f"same:{known.public_id}"}).status_code == 302
    )
    browser.post(at(importing, "import_run"))
    assert Entry.objects.get(person=known).state == "to_confirm"
    assert "Open the person" in text(browser.get(path))


def test_undone_by_a_page_that_says_first_what_it_does(browser):
    importing = upload(browser, "tidy.xlsx")
    send_columns(browser, importing)
    assert "nothing to undo" in text(browser.get(at(importing, "import_undo")))
    browser.post(at(importing, "import_run"))
    assert "5 rows brought in by this sheet will be taken back." in text(browser.get(at(importing, "import_undo")))
    browser.post(at(importing, "import_undo"))
    assert not Person.objects.exclude(given_name="").exists()
    assert "taken back" in text(browser.get(at(importing)))


def test_a_file_that_is_no_sheet(browser):
    response = browser.post("/imports/new/", {"file": SimpleUploadedFile("a.pdf", b"%PDF\x00")})
    assert "not a spreadsheet" in text(response)
    assert "Choose a file" in text(browser.post("/imports/new/", {}))
    assert not Import.objects.exists()


def test_columns_that_lack_a_name(browser):
    importing = upload(browser, HEADINGS + ",Ada Sample,14/3/1990,Red\n")
    page = text(send_columns(browser, importing, **{"column-1": "notes"}))
    assert "Say which column holds the name" in page
    assert "Say what column B holds" in text(send_columns(browser, importing, **{"column-1": ""}))


def test_an_import_begins_with_its_columns(browser):
    importing = upload(browser, "merged.xlsx")
    assert browser.get(at(importing)).url == at(importing, "import_columns")
    assert "Read another sheet of this file" in text(browser.get(at(importing, "import_columns")))
    assert browser.post(at(importing, "import_sheet"), {"name": "Lists"}).status_code == 302
    importing.refresh_from_db()
    assert importing.sheet_name == "Lists"


def test_the_same_file_again_is_said(browser):
    first = upload(browser, "tidy.xlsx")
    send_columns(browser, first)
    again = upload(browser, "tidy.xlsx")
    assert at(first) in text(browser.get(at(again, "import_columns")))


def test_checked_again_and_deleted(browser):
    importing = upload(browser, "tidy.xlsx")
    send_columns(browser, importing)
    assert browser.post(at(importing, "import_check")).status_code == 302
    ImportRow.objects.filter(importing=importing, number__lt=4).update(corrected={"1": "Ada"})
    first = text(browser.get(at(importing, "import_drop")))
    assert "What was corrected here in 2 rows is lost." in first
    assert Import.objects.get(pk=importing.pk).state == "checked", "looking deletes nothing"
    assert browser.post(at(importing, "import_drop")).status_code == 302
    assert "cannot be deleted" in text(browser.get(at(importing, "import_drop")))
    assert browser.post(at(importing, "import_check")).status_code == 409
    assert browser.post(at(importing, "import_run")).status_code == 409
    assert "The sheet was deleted" in text(browser.get(at(importing)))
    assert "Deleted" in text(browser.get("/imports/"))


def test_a_long_sheet_is_left_to_the_background(browser, monkeypatch, team):
    left = []
    monkeypatch.setattr(shared, "AT_ONCE_CHECKED", 0)
    monkeypatch.setattr("dsr.imports.views.one.AT_ONCE_CHECKED", 0)
    monkeypatch.setattr("dsr.imports.views.one.AT_ONCE_BROUGHT", 0)
    monkeypatch.setattr(jobs.work, "defer", lambda **given: left.append(given))
    importing = upload(browser, "tidy.xlsx")
    send_columns(browser, importing)
    page = text(browser.get(at(importing)))
    assert "0 of 5 rows checked" in page
    assert "<progress" in page
    jobs.work(**left.pop())
    browser.post(at(importing, "import_run"))
    assert "0 of 5 rows brought in" in text(browser.get(at(importing)))
    jobs.work(**left.pop())
    importing.refresh_from_db()
    assert (importing.state, left) == ("done", [])


def test_the_template_is_understood_without_a_guess(browser):
    response = browser.get("/imports/template/")
    table = reading.read("t.xlsx", response.content)[0]
    kinds = guessing.guess(table.rows[0], [])
    assert "leave_out" not in kinds
    assert kinds.count("notes") == 1
    assert "attachment" in response.headers["Content-Disposition"]


def test_the_sheet_to_mend_comes_back_mended(browser):
    importing = upload(browser, "untidy.xlsx")
    send_columns(browser, importing)
    content = browser.get(at(importing, "import_corrected")).content
    again = upload_bytes(browser, content)
    assert again.mapping[:3] == ["leave_out"] * 3
    send_columns(browser, again)
    assert sorted(queries.rows(again).values_list("outcome", flat=True)) == sorted(
        queries.rows(importing).values_list("outcome", flat=True)
    )


def upload_bytes(browser, content: bytes) -> Import:
    browser.post("/imports/new/", {"file": SimpleUploadedFile("again.xlsx", content)})
    return Import.objects.latest("pk")


def test_no_cell_of_the_sheet_to_mend_is_a_formula(browser):
    importing = upload(browser, HEADINGS + ",=HYPERLINK(1) Example,soon,\n")
    send_columns(browser, importing)
    table = reading.read("t.xlsx", browser.get(at(importing, "import_corrected")).content)[0]
    assert any("=HYPERLINK(1) Example" in row for row in table.rows)


def test_what_the_sheet_said_stands_on_the_person_until_they_were_asked(browser, brought, team):
    importing = brought("Name,Date of birth,Rating,Info\nAda Lovelace,10/12/1990,Amber,Do NOT ring the landline.\n")
    person = importing.rows.get().person
    page = browser.get(reverse("person", args=[person.public_id]))
    assert "What the earlier register said" in text(page)
    assert "Do NOT ring the landline." in text(page)
    assert "Do NOT ring" in text(browser.get(reverse("person_timeline", args=[person.public_id])))


def test_the_first_day_begins_at_home(browser, brought):
    assert reverse("import_list") in browser.get(reverse("home")).text
    brought("Name,Date of birth\nAda Lovelace,10/12/1990\n")
    assert "Nobody is on the register yet" not in text(browser.get(reverse("home")))


def test_a_row_cannot_be_mended_while_work_is_going_on(browser):
    importing = upload(browser, "untidy.xlsx")
    send_columns(browser, importing)
    Import.objects.update(state="running")
    path = at(importing, "import_row", number=7)
    assert browser.post(path, {"cell-0": "Ada Sample"}).status_code == 409
    assert "What the row said" in text(browser.get(path))


def test_what_is_too_long_for_a_cell_is_said(browser):
    importing = upload(browser, "untidy.xlsx")
    send_columns(browser, importing)
    page = text(browser.post(at(importing, "import_row", number=7), {"cell-0": "x" * 5001}))
    assert "Error: " in page


def test_the_last_row_to_mend_leads_back(browser):
    importing = upload(browser, HEADINGS + ",Ada Sample,soon,Red\n")
    send_columns(browser, importing)
    mended = browser.post(at(importing, "import_row", number=2), {"cell-1": "Ada Sample", "cell-2": "1990"})
    assert mended.url == at(importing)
