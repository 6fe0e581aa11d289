"""One row of an earlier register, understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dsr.imports import guessing, reading, rows
from tests.imports.sheets import make

TODAY = date(2026, 11, 22)
RATINGS = {"red": "red", "r": "red", "amber": "amber", "a": "amber", "green": "green", "g": "green"}
LOST_A_NOUGHT = "123456789"
SHEETS = Path(__file__).parent / "sheets"


def of(**cells: str) -> rows.Draft:
    """A row with one column for each word."""
    given = {"full_name": "Ada Example"} | cells
    if "given_name" in given or "family_name" in given:
        del given["full_name"]
    headings = [code.removesuffix("_2") for code in given]
    return rows.draft(rows.Sheet(headings, headings, RATINGS, TODAY), list(given.values()))


def sample(name: str) -> dict[int, rows.Draft]:
    found = guessing.find_table(reading.read(name, (SHEETS / name).read_bytes())[0])
    sheet = rows.Sheet(found.headings, guessing.guess(found.headings, found.rows), RATINGS, TODAY)
    return {number: rows.draft(sheet, row) for number, row in zip(found.numbers, found.rows, strict=True)}


def problems(draft: rows.Draft) -> str:
    return " ".join(wrong.words for wrong in draft.problems)


def remarks(draft: rows.Draft) -> str:
    return " ".join(wrong.words for wrong in draft.remarks)


def test_the_tidy_sheet_has_nothing_to_mend():
    drafts = sample("tidy.xlsx")
    assert not any(draft.problems for draft in drafts.values())
    chidi = drafts[2]
    assert (chidi.name, chidi.born_on, chidi.nhs_number) == ("Chidi Okafor", date(1998, 4, 2), make.number(1))
    assert (chidi.rating, chidi.rated_on, chidi.rated_by) == ("green", date(2026, 9, 14), "Dr Imani Grey")
    assert chidi.since == date(2024, 2, 1)
    assert chidi.diagnoses == [
        {
            "condition": "learning_disability",
            "status": "confirmed",
            "confirmed_by_name": "Dr Imani Grey",
            "evidence": "As in the earlier register: Yes",
        }
    ]
    assert chidi.contact["name"] == "Ngozi Okafor"
    assert chidi.profile == {"how_to_talk_to_me": "Short sentences"}
    assert chidi.words == [("Notes", "Likes trains")]


def test_the_untidy_sheet_says_what_to_mend():
    drafts = sample("untidy.xlsx")
    assert {number: problems(draft) for number, draft in drafts.items() if draft.problems} == {
        4: "“Green (was amber)” names more than one rating. Leave the one that holds.",
        5: "“purple” is not a rating here. Write one of these, or leave it empty: Red, Amber, Green.",
        7: "“31/02/2001” is no day of the calendar. Check the day and the month.",
        8: "“Unknown Male” is not somebody’s name.",
    }
    harry = drafts[2]
    assert (harry.name, harry.identity["preferred_name"], harry.rating) == ("Harpreet Singh", "Harry", "red")
    assert (harry.identity["address"], harry.identity["postcode"]) == ("22 Foleshill Rd, Coventry", "CV6 5AB")
    assert ("risk now", "RED!! ring daily") in harry.words, "nothing that was written is lost"


def test_a_name_is_needed():
    assert problems(of(full_name="")) == "There is no name."
    assert problems(of(given_name="Ada", family_name="")) == "There is no family name."
    assert problems(of(given_name="", family_name="Example")) == "There is no given name."
    assert problems(of(given_name="A" * 101, family_name="Example")) == "This is too long for a name."
    assert "only one name" in problems(of(full_name="Ada"))


def test_what_has_no_room_is_kept_in_the_notes():
    draft = of(language="x" * 61, address="y" * 501)
    assert draft.profile == {}
    assert dict(draft.words) == {"language": "x" * 61, "address": "y" * 501}
    assert "It is kept in the notes as it was written." in remarks(draft)


def test_an_address_from_its_parts():
    draft = of(address="1 High Street", address_2="Coventry cv1 2nt")
    assert (draft.identity["address"], draft.identity["postcode"]) == ("1 High Street\nCoventry", "CV1 2NT")
    assert of(address="No fixed abode").identity["no_fixed_address"]
    assert of(postcode="CV1").words == [("postcode", "CV1")]
    assert of(postcode="cv12nt").identity["postcode"] == "CV1 2NT"


def test_ways_to_reach_somebody():
    assert of(phone="7700900123").identity["phone"] == "07700900123"
    assert of(phone="1632960001").identity["phone"] == "01632960001"
    assert of(phone="01632 960 001").identity["phone"] == "01632 960 001"
    assert of(phone="ring mum first").words == [("phone", "ring mum first")]
    assert of(email="ada@example.org").identity["email"] == "ada@example.org"
    assert of(email="ada at example").words == [("email", "ada at example")]


def test_a_contact_without_a_name_is_words():
    draft = of(contact_phone="01632 960 001", contact_relationship="Mother")
    assert draft.contact == {}
    assert draft.words == [("contact_phone", "01632 960 001"), ("contact_relationship", "Mother")]
    assert of(contact_name="Jo").contact["relationship"] == "Not recorded"


def test_diagnoses_as_told():
    draft = of(learning_disability="No", autism="Awaiting assessment")
    assert [(one["condition"], one["status"]) for one in draft.diagnoses] == [("autism", "awaiting_assessment")]
    assert of(autism="Yes").diagnoses[0]["confirmed_by_name"] == "As in the earlier register"
    assert of(autism="blue badge").words == [("autism", "blue badge")]
    assert "Neither" in remarks(of(diagnosis="ADHD"))
    both = of(diagnosis="LD/ASD", autism="?")
    assert [one["condition"] for one in both.diagnoses] == ["learning_disability", "autism"]


def test_a_rating_and_its_day():
    assert "its review is due now" in remarks(of(rating="Red"))
    assert "A clinician has to rate" in remarks(of(rating=""))
    assert "A clinician has to rate" not in remarks(of())
    late = of(rating="R", rated_on="last week")
    assert late.words == [("rated_on", "last week")]
    assert late.rated_on is None


def test_doubts_are_remarked_on():
    assert "century" in remarks(of(born_on="1/2/90"))
    assert of(born_on="1990").identity["born_on_is_approximate"]
    assert problems(of(born_on="soon")) == "“soon” is not a date. Write it as day, month and year, like 14/03/1990."
    lost = of(nhs_number=LOST_A_NOUGHT)
    assert "It is put back" in remarks(lost)


def test_short_rows_have_nothing_in_their_last_columns():
    sheet = rows.Sheet(["Name", "DOB"], ["full_name", "born_on"], RATINGS, TODAY)
    assert rows.draft(sheet, ["Ada Example"]).born_on is None
