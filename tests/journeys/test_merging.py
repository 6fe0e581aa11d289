"""Two workers make two records one, and two again; every page is looked at as it comes."""

from __future__ import annotations

from datetime import date

import pytest

from dsr.people import actions as people
from dsr.people.models import Person
from dsr.policy import queries as policies
from tests.factories.accounts import make_actor
from tests.factories.people import join, make_person
from tests.journeys.desk import Desk
from tests.support.browser import NARROW, assert_page_is_sound

BORN = date(1990, 3, 4)


@pytest.fixture
def two(committed, setting_up):
    """A person on two records: one shared with the trust, one with a hidden address and somebody around them."""
    area = policies.public_area()
    first, second = (make_actor(area, "register_team", role) for role in ("coordinator", "lead"))
    trust = make_actor(area, "cwpt", "partner")
    with setting_up(area):
        kept = make_person(
            first, council="coventry-city-council", given_name="Margaret", family_name="Featherstonehaugh",
            born_on=BORN, phone="01632 960001",
        )  # fmt: skip
        join(kept, first, share_with=("cwpt",))
        people.record_profile(person=kept, by=first, how_to_talk_to_me="Short sentences")
        gone = make_person(
            first, given_name="Peggy", family_name="Fetherstonehaugh", born_on=BORN, nhs_number="9434765919",
            address="12 Mill Lane",
        )  # fmt: skip
        people.add_contact(person=gone, by=first, name="Aunt Mabel", relationship="Aunt")
        people.record_profile(person=gone, by=first, how_to_talk_to_me="Pictures")
    return first, second, trust, kept, gone


def test_two_records_become_one_and_two_again(two, open_page):
    first, second, trust, kept, gone = two
    desk, lead = Desk(open_page(), first).sign_in(), Desk(open_page(), second).sign_in()
    partner = Desk(open_page(), trust).sign_in()
    when_the_first_compares_and_proposes(desk)
    when_the_second_agrees(lead)
    then_there_is_one_record(desk, partner, kept, gone)
    when_they_prove_to_be_two(desk, lead)
    then_there_are_two_again(desk, partner, kept, gone)


def when_the_first_compares_and_proposes(desk: Desk) -> None:
    desk.open("/duplicates/")
    desk.follow("Margaret Featherstonehaugh and Peggy Fetherstonehaugh")
    assert "Different" in desk.text()
    assert_narrow(desk)
    desk.press("Propose to make them one")
    assert "will also see what the other holds" in desk.text()
    assert "How to talk to the person: the newer of the two holds" in desk.text()
    assert_narrow(desk)
    desk.fill({"reason": "I met her: she is called Peggy at home", "taken": ["nhs_number"]})
    assert "waits for a second worker" in desk.text()
    desk.follow("Peggy Fetherstonehaugh into Margaret Featherstonehaugh")
    assert desk.page.get_by_role("button", name="Answer the proposal").count() == 0


def when_the_second_agrees(lead: Desk) -> None:
    lead.open("/merges/")
    lead.follow("Peggy Fetherstonehaugh into Margaret Featherstonehaugh")
    lead.press("Answer the proposal")
    assert_narrow(lead)
    lead.fill({"answer": "agree", "reason": "I rang her"})
    assert "The two records are one." in lead.text()


def then_there_is_one_record(desk: Desk, partner: Desk, kept: Person, gone: Person) -> None:
    for worker in (desk, partner):
        worker.open(f"/people/{gone.public_id}/")
        assert worker.page.url.endswith(f"/people/{kept.public_id}/")
    assert "943 476 5919" in desk.page.inner_text("body").replace("\u00a0", " ")
    desk.open(f"/people/{gone.public_id}/contacts/")
    assert "Aunt Mabel" in desk.text()
    desk.do("/people/search/", q="Peggy Fetherstonehaugh")
    assert "Margaret Featherstonehaugh" in desk.text()


def when_they_prove_to_be_two(desk: Desk, lead: Desk) -> None:
    desk.open("/merges/")
    desk.follow("Peggy Fetherstonehaugh into Margaret Featherstonehaugh")
    desk.press("Propose to make two records again")
    assert_narrow(desk)
    desk.fill({"reason": "They are cousins"})
    lead.open("/merges/")
    lead.follow("Peggy Fetherstonehaugh into Margaret Featherstonehaugh")
    lead.press("Answer the proposal")
    assert_narrow(lead)
    lead.fill({"answer": "agree"})
    assert "The records are two again." in lead.text()


def then_there_are_two_again(desk: Desk, partner: Desk, kept: Person, gone: Person) -> None:
    desk.open(f"/people/{gone.public_id}/")
    assert desk.page.url.endswith(f"/people/{gone.public_id}/")
    assert "Pictures" in desk.page.inner_text("body")
    desk.open(f"/people/{gone.public_id}/contacts/")
    assert "Aunt Mabel" in desk.text()
    desk.open(f"/people/{kept.public_id}/contacts/")
    assert "Aunt Mabel" not in desk.text()
    assert partner.status(f"/people/{gone.public_id}/") == 404
    assert partner.status(f"/people/{kept.public_id}/") == 200


def assert_narrow(desk: Desk) -> None:
    """The page of the moment on the smallest screen."""
    size = desk.page.viewport_size
    desk.page.set_viewport_size(NARROW)
    assert_page_is_sound(desk.page)
    desk.page.set_viewport_size(size)
