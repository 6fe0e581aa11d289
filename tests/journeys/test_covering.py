"""A morning of a coordinator covering for a colleague: the colleague's work is there, is shared out, and goes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from dsr.accounts.actor import Actor
from dsr.notices.actions import raise_notice
from dsr.policy import queries as policies
from dsr.referrals.actions import handling
from tests.factories.accounts import make_actor, make_worker
from tests.factories.referral_rows import make_referral
from tests.factories.register import new_person
from tests.factories.tasks import make_task
from tests.journeys.desk import Desk, today

LATE, RING, VISIT = "Ring the school back", "Ask about the new flat", "Arrange a visit"


@dataclass
class Team:
    """Who is at work, and who is not."""

    away: Actor
    here: Actor
    lead: Actor


@pytest.fixture
def team(committed) -> Team:
    area = policies.public_area()
    names = {"away": "Wren Away", "here": "Robin Here", "lead": "Linnet Lead"}
    roles = {"away": "coordinator", "here": "coordinator", "lead": "lead"}
    return Team(
        **{who: make_actor(area, "register_team", roles[who], worker=make_worker(name)) for who, name in names.items()}
    )


@pytest.fixture
def work(setting_up, team) -> Any:
    """What the colleague had when they fell ill: three tasks, and a referral with its promise."""
    area = policies.public_area()
    with setting_up(area):
        person = new_person(area, given_name="Zephyrine", family_name="Quillfeather-Montgomery")
        for title, due_in in ((LATE, -1), (RING, 1), (VISIT, 2)):
            make_task(area, person=person, title=title, due_in=timedelta(days=due_in), worker=team.away.worker)
        raise_notice(person=person, kind="safe_contact", by=team.away)
        referral = make_referral(area, subject_name="Ottoline Brackenthwaite")
        handling.take(referral=referral, by=team.away)
    return referral


def test_a_morning_of_covering(open_page, team, work):
    morning = Morning(Desk(open_page(), team.lead), Desk(open_page(), team.here), team, work)
    morning.given_the_lead_arranges_cover()
    morning.when_the_coordinator_comes_in_the_colleagues_work_is_there()
    morning.when_one_task_is_done_and_two_are_shared_out()
    morning.when_the_referral_is_taken_over()
    morning.when_the_notice_is_put_away()
    morning.when_emails_are_chosen()
    morning.then_the_rest_goes_back_when_cover_ends()


@dataclass
class Morning:
    """The steps, in the words of the people who take them."""

    lead: Desk
    desk: Desk
    team: Team
    referral: Any

    def given_the_lead_arranges_cover(self) -> None:
        self.lead.sign_in()
        who = {"worker": self.team.away.worker.public_id, "covered_by": self.team.here.worker.public_id}
        self.lead.open("/account/absences/")
        fields = who | today("starts_on") | today("ends_on")
        for name, value in fields.items():
            control = self.lead.page.locator(f"[name={name}]")
            control.select_option(value) if name in who else control.fill(value)
        self.lead.press("Arrange cover")
        assert "Cover is arranged" in self.lead.text()

    def when_the_coordinator_comes_in_the_colleagues_work_is_there(self) -> None:
        self.desk.sign_in()
        assert "safely has changed" in self.desk.text()
        self.desk.follow("I cover for")
        assert "Ottoline" in self.desk.text()
        self.desk.open("/tasks/?whose=mine")
        text = self.desk.text()
        assert "Mine (4)" in text
        assert text.count("you cover until") == 4
        self.desk.follow("I cover for (4)")

    def when_one_task_is_done_and_two_are_shared_out(self) -> None:
        self.desk.follow(LATE)
        self.desk.press("Mark as done")
        self.desk.fill({"evidence": "Rang at 9:10. They had found the letter."})
        page = self.desk.open("/tasks/?whose=mine")
        for title in (RING, VISIT):
            page.get_by_label(title).check()
        self.desk.press("Give the chosen tasks to somebody")
        page.get_by_label("Linnet Lead").check()
        self.desk.press("Give the tasks")
        assert "2 tasks given to Linnet Lead" in self.desk.text()
        self.lead.open("/tasks/?whose=mine")
        assert "Mine (2)" in self.lead.text()

    def when_the_referral_is_taken_over(self) -> None:
        self.desk.open(f"/referrals/{self.referral.public_id}/")
        self.desk.press("Take over for Wren Away")
        assert f"Referral {self.referral.reference} is yours" in self.desk.text()

    def when_the_notice_is_put_away(self) -> None:
        self.desk.open("/home/")
        self.desk.follow("Zephyrine Quillfeather-Montgomery")
        assert "Please note" in self.desk.text()
        self.desk.press("Put away")
        assert "Please note" not in self.desk.text()
        self.desk.open("/notices/")
        assert "No notice waits" in self.desk.text()
        self.desk.follow("Show those that were put away")
        assert "Robin Here" in self.desk.text()

    def when_emails_are_chosen(self) -> None:
        self.desk.open("/account/")
        self.desk.follow("Emails about your work")
        self.desk.fill({"emails": ["same_day", "new_referrals"]})
        assert "Saved" in self.desk.text()

    def then_the_rest_goes_back_when_cover_ends(self) -> None:
        self.lead.open("/account/absences/")
        self.lead.press("End cover")
        assert "Cover has ended" in self.lead.text()
        self.desk.open("/tasks/?whose=mine")
        assert "I cover for" not in self.desk.page.locator(".dsr-tabs").inner_text()
