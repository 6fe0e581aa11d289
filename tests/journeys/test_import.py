"""Each sample sheet from its upload to somebody who has been asked and is on the register."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from dsr.accounts import queries as accounts
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.register.models import Entry
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.imports.sheets.make import HERE
from tests.journeys.desk import Desk, today

COUNCIL = "coventry-city-council"


@dataclass
class Case:
    """A sheet: what has to be mended or decided in it, how many it makes, and who of them is asked."""

    file: str
    made: int
    asked: str
    mend: dict[int, dict[str, str]] = field(default_factory=dict)
    left_out: tuple[int, ...] = ()


CASES = [
    Case("tidy.xlsx", made=5, asked="Chidi"),
    Case("merged.xlsx", made=5, asked="Piotr"),
    Case(
        "untidy.xlsx", made=5, asked="Harpreet",
        mend={4: {"cell-5": "Green"}, 5: {"cell-5": ""}, 7: {"cell-1": "31/01/2001"}},
        left_out=(8,),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_from_a_sheet_to_the_register(case, open_page, setting_up, site):
    path = ImportPath(case, open_page, setting_up)
    path.given_a_coordinator()
    path.when_the_sheet_is_uploaded_and_its_columns_are_looked_at()
    path.when_rows_are_mended_or_left_out()
    path.when_what_is_ready_is_brought_in()
    path.then_everybody_waits_to_be_asked_and_partners_see_nobody()
    path.when_somebody_is_asked_and_agrees()
    path.then_they_are_on_the_register_with_the_rating_they_had()


class ImportPath:
    """The steps, in the words of the people who take them."""

    def __init__(self, case: Case, open_page, setting_up) -> None:
        self.case, self.open_page, self.setting_up = case, open_page, setting_up
        self.area = policies.public_area()
        self.policy = policies.current(self.area.pk)

    def given_a_coordinator(self) -> None:
        self.desk = Desk(self.open_page(), make_actor(self.area, "register_team", "coordinator"))
        self.trust = Desk(self.open_page(), make_actor(self.area, "trust", "partner"))

    def when_the_sheet_is_uploaded_and_its_columns_are_looked_at(self) -> None:
        desk = self.desk.sign_in()
        desk.open("/register/")
        desk.follow("Bring in an earlier register")
        desk.press("Upload a sheet")
        desk.page.set_input_files("input[type=file]", HERE / self.case.file)
        desk.press("Upload")
        desk.press("Check the rows")
        self.home = desk.page.url
        assert "Nothing is brought in yet." in desk.text()
        with self.setting_up(self.area):
            assert not Person.objects.exists()

    def when_rows_are_mended_or_left_out(self) -> None:
        for number, cells in self.case.mend.items():
            page = self.desk.page
            page.goto(f"{self.home}rows/{number}/")
            self.desk.look()
            assert page.locator(".nhsuk-error-message").count() == 1, "what is wrong stands at its cell"
            for cell, words in cells.items():
                page.fill(f"#{cell}", words)
            page.get_by_role("button", name="Check this row again").click()
            page.wait_for_load_state()
            assert f"Row {number}: new person." in page.inner_text("body")
        for number in self.case.left_out:
            page = self.desk.page
            page.goto(f"{self.home}rows/{number}/")
            page.get_by_text("Leave this row out, or say who it is about").click()
            page.get_by_label("Leave this row out", exact=True).check()
            page.get_by_role("button", name="Decide").click()
            page.wait_for_load_state()
            assert f"Row {number} is decided." in page.inner_text("body")

    def when_what_is_ready_is_brought_in(self) -> None:
        desk = self.desk
        desk.open(self.home)
        desk.press(re.compile(r"Bring in \d rows"))
        assert "brought in" in desk.text()

    def then_everybody_waits_to_be_asked_and_partners_see_nobody(self) -> None:
        with self.setting_up(self.area):
            assert Person.objects.count() == self.case.made
            assert Entry.objects.filter(state="to_confirm").count() == self.case.made
            assert Task.objects.filter(kind="import_confirm", state="open").count() == self.case.made
            self.person = Person.objects.get(given_name=self.case.asked).public_id
        self.desk.follow("See everybody whose decision has to be confirmed")
        assert self.desk.text().count("Decision to confirm") >= self.case.made
        self.trust.sign_in()
        assert "shared with your organisation yet" in self.trust.open("/register/").inner_text("main")
        assert self.trust.status(f"/people/{self.person}/") == 404
        assert self.trust.status("/imports/") == 403
        assert self.trust.status(self.home) == 404

    def when_somebody_is_asked_and_agrees(self) -> None:
        desk = self.desk
        desk.open(self.path("joining/"))
        assert "Nobody has recorded a decision to join the register." in desk.text()
        with self.setting_up(self.area):
            council = accounts.organisation(self.area.pk, COUNCIL).public_id
        desk.do(self.path("residence/"), council=council, basis="Lives there")
        for recipient in ("person", "supporting_service"):
            desk.do(
                self.path("information/add/"), recipient=recipient, there_is="yes", recipient_name="Somebody",
                what="What the register is", format=self.policy.information_formats[0].code, **today("given_on"),
            )  # fmt: skip
        desk.do(
            self.path("decisions/record/join/own/"), answer="agreed", language="en",
            format=self.policy.information_formats[0].code, **today("decided_on"),
        )  # fmt: skip
        desk.open(self.path("joining/"))
        desk.press(re.compile("Put .* on the register"))

    def then_they_are_on_the_register_with_the_rating_they_had(self) -> None:
        text = self.desk.text()
        assert "On the register since" in text
        assert "Carried over from the earlier register" in text
        with self.setting_up(self.area):
            entry = Entry.objects.get(person__public_id=self.person)
            assert (entry.state, Entry.objects.filter(state="to_confirm").count()) == ("open", self.case.made - 1)
            assert not Task.objects.filter(person=entry.person, kind="import_confirm", state="open").exists()

    def path(self, rest: str = "") -> str:
        return f"/people/{self.person}/{rest}"
