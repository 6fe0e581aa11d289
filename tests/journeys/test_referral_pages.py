"""Every page about a referral or a message in a browser: axe finds nothing, nothing overflows, with the longest names.

With DSR_PICTURES=<folder> each page is photographed at 1280 and 320 pixels.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from dsr.policy import queries as policies
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import make_referral
from tests.factories.referral_world import LONG, PAGES, address_of, make_world
from tests.journeys.referring import go
from tests.support.browser import NARROW, WIDE, assert_page_is_sound

PICTURES = os.environ.get("DSR_PICTURES", "")
ROWS = 200


@pytest.fixture
def world(committed):
    """Referrals in every state, a lead and a partner whose browsers are signed in."""
    area = policies.public_area()
    with transaction.atomic():
        actors = {
            "coordinator": make_actor(area, "register_team", "coordinator"),
            "lead": make_actor(area, "register_team", "lead"),
            "partner": make_actor(area, "trust", "partner"),
        }
        with actors["coordinator"].scope():
            made = make_world(area, actors["coordinator"], actors["lead"])
            made["pages"] = {pattern.name: address_of(pattern, made) for pattern in PAGES}
    return made | actors | {"area": area}


@pytest.fixture
def opened_as(open_page, site, world, browser_as):
    def opened(role):
        page = open_page()
        session = browser_as(world[role]).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        return page

    return opened


def sound(page, name, address):
    response = page.goto(address)
    assert response.status == 200, (name, response.status)
    if PICTURES:
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
        page.set_viewport_size(WIDE)
    assert_page_is_sound(page)


@pytest.mark.parametrize("group", range(3))
def test_every_page_is_sound(opened_as, world, group):
    page = opened_as("lead")
    for pattern in PAGES[group::3]:
        sound(page, pattern.name, world["pages"][pattern.name])


def test_the_same_page_in_its_other_states_is_sound(opened_as, world):
    page = opened_as("lead")
    for name in ("new", "tried", "aside"):
        sound(page, f"referral_{name}", reverse("referral", kwargs={"pid": world[name].public_id}))
    sound(page, "referral_discuss_missing", reverse("referral_discuss", kwargs={"pid": world["new"].public_id}))


def test_the_messages_are_sound(opened_as, world):
    page = opened_as("lead")
    sound(page, "message_list", reverse("message_list"))
    for name in ("message", "message_edit", "message_cancel"):
        sound(page, name, reverse(name, kwargs={"pid": world["message"].public_id}))


def test_what_a_partner_sees_is_sound(opened_as, world):
    page = opened_as("partner")
    sound(page, "discussion_list", reverse("discussion_list"))
    sound(page, "discussion", reverse("discussion", kwargs={"pid": world["matched"].public_id}))


def test_a_long_list_and_a_search_are_sound(opened_as, world, setting_up):
    with setting_up(world["area"]):
        for _ in range(ROWS):
            make_referral(world["area"], subject_name=LONG, promise=False)
    page = opened_as("lead")
    sound(page, "referral_list_long", f"{reverse('referral_list')}?state=&page=3")
    page.get_by_label("Find by reference or name").fill(LONG)
    go(page, page.get_by_role("button", name="Find"))
    assert_page_is_sound(page)
    assert "likest first" in page.content()


@pytest.mark.parametrize("name", ["referral_contact", "referral_letter", "referral_new_person", "referral_set_aside"])
def test_a_form_with_errors_is_sound(opened_as, world, name):
    page = opened_as("lead")
    page.goto(world["pages"][name])
    for field in page.locator("main form input[type=text], main form textarea").all():
        field.fill("")
    go(page, page.locator("main form button[type=submit]").first)
    assert "There is a problem" in page.content()
    assert_page_is_sound(page)


def test_a_contact_is_logged_from_the_referral_in_four_clicks(opened_as, world):
    page = opened_as("lead")
    page.goto(reverse("referral", kwargs={"pid": world["new"].public_id}))
    page.get_by_label("Telephone call").check()
    page.get_by_label("We and the person spoke with each other").check()
    page.get_by_label("Yes", exact=True).check()
    go(page, page.get_by_role("button", name="Save the contact"))
    assert "The contact is on record." in page.content()
    assert "Contact made" in page.content()


def test_not_accepting_from_reason_to_letter(opened_as, world):
    page = opened_as("lead")
    page.goto(reverse("referral_not_accept", kwargs={"pid": world["new"].public_id}))
    page.get_by_label("Another area is responsible").check()
    go(page, page.get_by_role("button", name="Continue to the letter"))
    page.get_by_label("As a letter that you print and post").check()
    page.get_by_label("Letter", exact=True).fill("Dear Robin,\n\nAnother area is responsible.\n\nYours")
    go(page, page.get_by_role("button", name="See the letter as it leaves"))
    sound_as_it_is(page, "letter_preview")
    go(page, page.get_by_role("button", name="Do not accept, and send this"))
    assert "Waiting to be posted" in page.content()
    sound_as_it_is(page, "message_letter")
    go(page, page.get_by_role("button", name="Print the letter"))
    sound_as_it_is(page, "letter")


def sound_as_it_is(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-1280.png", full_page=True)
    assert_page_is_sound(page)
