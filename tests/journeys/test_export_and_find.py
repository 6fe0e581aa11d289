"""Taking the register out, checked cell by cell, and finding anyone; a partner gets only their own people."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from dsr.core import clock
from dsr.core.sheets import ABOUT
from dsr.people import actions as people
from dsr.policy import queries as policies
from dsr.register.models import Entry
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import make_referral
from tests.factories.register import on_register
from tests.factories.tasks import make_task
from tests.journeys.desk import NAMES_SOMETHING, Desk

WHY = "The register meeting on Thursday"
HEADINGS = [
    *("Flags", "How to talk to them", "How to contact them safely", "Name", "Likes to be called", "Date of birth"),
    *("Age", "NHS number", "Rating", "Review due", "Late", "Linked tasks to do", "Council", "You see"),
]
TALK = ["Interpreter: Polish\nDo not leave voicemail\nRead how to contact safely first", "Short sentences\nWait for me"]
SAFELY = "Never ring after 5pm"
BO_BORN = date(1985, 6, 1)
NOT_WRITTEN = "Nobody has written this down yet"


@pytest.fixture
def world(committed: None, setting_up: Any) -> dict[str, Any]:
    """Two people on the register, one of them shared with the trust, and a referral nobody has matched."""
    area = policies.public_area()
    with setting_up(area):
        team, clinician = (make_actor(area, "register_team", role) for role in ("coordinator", "clinician"))
        zofia = on_register(
            team, clinician, given_name="Zofia", family_name="=Wiśniewska", preferred_name="Zosia",
            born_on=date(1990, 3, 14), nhs_number="9434765919", postcode="CV1 1AA", address="1 Quiet Lane",
            share_with=("cwpt",),
        )  # fmt: skip
        people.record_profile(
            person=zofia.person, by=team, how_to_talk_to_me="Short sentences\nWait for me", language="Polish",
            interpreter_needed=True, contact_unsafe=SAFELY, no_voicemail=True,
        )  # fmt: skip
        bo = on_register(team, clinician, given_name="Bo", family_name="Larkin", rating="green", born_on=BO_BORN)
        Entry.objects.filter(pk=bo.pk).update(review_due_on=clock.today() - timedelta(days=3))
        make_task(area, person=zofia.person, title="+Ring back", description="Ask about the bus")
        referral = make_referral(area, subject_name="Tamsin Umbelgate")
        partner = make_actor(area, "cwpt", "partner")
        due_on = Entry.objects.values_list("review_due_on", flat=True).get(pk=zofia.pk)
        found = {"zofia": zofia.person, "bo": bo.person, "due_on": due_on, "referral": referral}
    return found | {"team": team, "partner": partner}


def export(desk: Desk, form: str) -> Path:
    """From a list or a person to the file."""
    desk.follow("xport")
    desk.fill({"form": form, "why": WHY})
    assert WHY in desk.text()
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("button", name="Download the file").click()
    name = coming.value.suggested_filename
    assert name.endswith(f".{form}")
    assert "Zofia" not in name
    return Path(coming.value.path())


def rows_of(file: Path) -> list[list[Any]]:
    return load_workbook(str(file)).get_sheet_by_index(0).to_python()


def register_rows(world: dict[str, Any]) -> list[list[Any]]:
    """Every cell, the worst first, as it must stand in the file."""
    return [
        [
            *(*TALK, SAFELY, "Zofia =Wiśniewska", "Zosia", date(1990, 3, 14), "36 years old", "943 476 5919"),
            *("Red: immediate risk", world["due_on"], "", 1.0, "Coventry council", "Full record"),
        ],
        [
            *("", NOT_WRITTEN, "", "Bo Larkin", "", BO_BORN, "41 years old", "", "Green: risks are managed"),
            *(clock.today() - timedelta(days=3), "3 days overdue", 1.0, "Coventry council", "Full record"),
        ],
    ]


def test_the_register_tasks_and_a_person_leave_cell_by_cell(open_page, world):
    desk = Desk(open_page(accept_downloads=True), world["team"]).sign_in()
    worker, organisation = world["team"].worker.name, world["team"].organisation.name

    desk.open("/register/")
    rows = rows_of(export(desk, "xlsx"))
    assert rows[0][0] == "The register"
    assert rows[1][0].startswith(f"Made by {worker}, {organisation}, on ")
    top = rows.index(HEADINGS)
    assert rows[top + 1 :] == register_rows(world)

    desk.open("/register/?rating=green")
    with export(desk, "csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["Name"], row["Late"], row["Rating"]) == ("Bo Larkin", "3 days overdue", "Green: risks are managed")
    assert worker in row[ABOUT]

    desk.open("/tasks/?whose=all")
    tasks = {row[4]: row for row in rows_of(export(desk, "xlsx"))}
    assert tasks["+Ring back"][:4] == [*TALK, SAFELY, "Zofia =Wiśniewska"]
    assert tasks["+Ring back"][5] == "Ask about the bus"

    desk.open(f"/people/{world['zofia'].public_id}/")
    lines = [tuple(row[:2]) for row in rows_of(export(desk, "xlsx"))]
    for line in (("Flags", "Interpreter: Polish"), ("How to talk to them", "Wait for me"), ("Register", "Rating")):
        assert line in lines


def test_a_page_to_print_says_who_made_it_on_each_sheet(open_page, world):
    desk = Desk(open_page(), world["team"]).sign_in()
    desk.open("/register/")
    desk.follow("Export or print this list")
    desk.fill({"form": "print", "why": WHY})
    desk.page.get_by_role("button", name="Open the page to print").click()
    desk.page.wait_for_url("**/print/")
    desk.look()
    for said in ("Made by", "Interpreter: Polish", SAFELY, "Red: immediate risk", NOT_WRITTEN):
        assert said in desk.text()
    head = desk.page.locator(".dsr-every-page")
    assert not head.is_visible()
    desk.page.emulate_media(media="print")
    assert head.is_visible()
    assert "Made by" in head.inner_text()


FOUND_BY = (
    *("Zofia Wisniewska", "wiśniewska zofia", "Zosia", "Sofia Wisnewska", "zof wis", "943 476 5919", "9434765919"),
    *("14/3/1990", "14 March 1990", "Wisniewska 14.3.90", "cv11aa", "Zosia CV1 1AA"),
)


def search(desk: Desk, typed: str) -> list[str]:
    """From the home page; nothing that was typed stands in an address."""
    desk.open("/home/")
    desk.fill({"q": typed})
    address = NAMES_SOMETHING.sub("/x/", desk.address).lower()  # the search's own id may hold two letters by chance
    assert not any(word.lower() in address for word in typed.split()), address
    return desk.page.locator("main tbody th a").all_inner_texts()


def test_anyone_is_found_from_the_home_page(open_page, world):
    desk = Desk(open_page(), world["team"]).sign_in()
    for typed in FOUND_BY:
        assert search(desk, typed) == ["Zofia =Wiśniewska"], typed
    assert search(desk, world["referral"].reference.replace("-", " ").lower()) == []
    assert world["referral"].reference in desk.text()
    assert search(desk, "Ewa Kowalczyk") == []
    assert "Nobody found does not mean that nobody is there" in desk.text()
    assert search(desk, "943 476 5918") == []
    assert "is not an NHS number" in desk.text()


def test_a_partner_takes_and_finds_only_their_own(open_page, world):
    team = Desk(open_page(), world["team"]).sign_in()
    team.open("/register/")
    team.follow("Export or print this list")
    team.fill({"form": "csv", "why": WHY})
    theirs = team.page.url

    desk = Desk(open_page(accept_downloads=True), world["partner"]).sign_in()
    desk.open("/register/")
    rows = rows_of(export(desk, "xlsx"))
    assert [row[3] for row in rows[rows.index(HEADINGS) + 1 :]] == ["Zofia =Wiśniewska"]
    assert search(desk, "Larkin") == []
    assert search(desk, "Wisniewska") == ["Zofia =Wiśniewska"]
    assert search(desk, world["referral"].reference) == []
    for address in (theirs, f"{theirs}file/", f"{theirs}print/", f"/people/{world['bo'].public_id}/export/"):
        assert desk.status(address) == 404
