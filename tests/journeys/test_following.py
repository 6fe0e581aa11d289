"""Following a referral by a code, and the person's own page: in a browser, without scripts, in Easy Read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.db import transaction

from dsr.core import ids, scope
from dsr.people import actions as people
from dsr.policy import queries as policies
from dsr.referrals.actions import codes
from dsr.referrals.models import CodeRequest, FollowCode
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import make_referral
from tests.factories.register import on_register
from tests.journeys.conftest import assert_valid_html
from tests.journeys.referring import go
from tests.support.browser import NARROW, WIDE, assert_page_is_sound
from tests.support.sign_in import sign_in

PROOF = "green bicycle"
WAYS = [("", True), ("", False), ("/easy-read", True)]


PICTURES = os.environ.get("DSR_PICTURES", "")
"""A folder for pictures of each page at 1280 and 320 pixels."""


def look(page):
    assert_valid_html(page.content())
    assert_page_is_sound(page)
    if PICTURES:
        _photograph(page)


def _photograph(page):
    name = re.sub(r"[^a-z]+", "-", page.title().split(" – ")[0].lower()).strip("-")
    easy = "easy-" if "/easy-read/" in page.url else ""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.screenshot(path=Path(PICTURES, f"{easy}{name}-{size['width']}.png"), full_page=True)
    page.set_viewport_size(WIDE)


@pytest.fixture
def area(committed):
    return policies.public_area()


@pytest.fixture
def referral(site, setting_up, area):
    with setting_up(area):
        return make_referral(area)


def code_for(area, referral):
    """A code as the worker makes it after a request; what the message would have carried."""
    code = ids.new_token()
    with transaction.atomic(), scope.job(name="test", area_id=area.pk):
        asked = CodeRequest.objects.get()
        assert asked.reference == referral.reference
        FollowCode.objects.create(
            area=area, referral=referral, referral_token=referral.token_hash, code_hash=ids.hash_token(code),
            made_at=asked.asked_at, expires_at=asked.asked_at + codes.CODE_LASTS,
        )  # fmt: skip
    return code


@pytest.mark.parametrize(("mount", "scripts"), WAYS)
def test_follow_by_a_code(open_page, area, referral, mount, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{mount}/follow/")
    check = look if scripts else lambda page: assert_valid_html(page.content())
    check(page)
    page.get_by_label("Your reference").fill(referral.reference)
    page.get_by_label("Your email address or mobile number").fill("robin@example.org")
    page.get_by_role("button", name="Send me the link").click()
    page.wait_for_url("**/follow/asked/")
    check(page)
    page.goto(f"{mount}/follow/code/{code_for(area, referral)}/")
    check(page)
    page.get_by_role("button", name="Open the page").click()
    page.get_by_role("heading", name="Where your form is").wait_for()
    assert "We have your form." in page.inner_text("main")
    check(page)
    go(page, page.get_by_role("link", name="Tell us something more"))
    check(page)
    page.get_by_label("What do you want to tell us?").fill("I sleep better now.")
    go(page, page.get_by_role("button", name="Send"))
    assert "We have kept what you told us" in page.inner_text("main")
    go(page, page.get_by_role("link", name="Change how we can contact you"))
    check(page)
    page.go_back()
    go(page, page.get_by_role("link", name="Stop this form"))
    check(page)
    go(page, page.get_by_role("button", name="Stop my form"))
    assert "Your form was stopped" in page.inner_text("main")
    check(page)


@pytest.mark.parametrize(("mount", "scripts"), WAYS)
def test_switch_one_off_and_then_everything(open_page, setting_up, site, area, mount, scripts):
    """The partner, in a browser of their own, gets 404 at once."""
    with setting_up(area):
        team = make_actor(area, "register_team", "coordinator")
        clinician = make_actor(area, "register_team", "clinician")
        partner = make_actor(area, "cwpt", "partner")
        council = make_actor(area, "coventry-city-council", "partner")
        entry = on_register(team, clinician, share_with=("cwpt", "coventry-city-council"))
        path = f"/people/{entry.person.public_id}/"
        _, token = people.grant_key(person=entry.person, holder="person", proof=PROOF, by=team)
    desks = []
    for actor in (partner, council):
        desk = open_page()
        desk.goto("/home/")
        sign_in(desk, actor.worker.email)
        desk.wait_for_url("**/home/")
        assert desk.goto(path).status == 200
        desks.append(desk)
    page = open_page(java_script_enabled=scripts)
    check = look if scripts else lambda page: assert_valid_html(page.content())
    page.goto(f"{mount}/follow/my-page/open/{token}/")
    check(page)
    page.get_by_label("The word or number you agreed with us").fill(PROOF)
    page.get_by_role("button", name="Open the page").click()
    page.get_by_role("heading", name="My register page").wait_for()
    check(page)
    for name in ("What is held", "What is being done", "Who has looked"):
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("heading", name=name, exact=True, level=1).wait_for()
        check(page)
        page.go_back()
    go(page, page.get_by_role("link", name="Who knows", exact=True))
    check(page)
    go(page, page.locator("a[href$='/share-cwpt/']"))
    assert "can no longer see anything about you" in page.inner_text("main")
    check(page)
    page.get_by_role("button", name="Yes, change it now").click()
    page.get_by_role("heading", name="Your change is done").wait_for()
    check(page)
    assert desks[0].goto(path).status == 404
    assert desks[1].goto(path).status == 200
    page.get_by_role("link", name="See who knows now").click()
    go(page, page.get_by_role("link", name=re.compile("Leave the register")))
    check(page)
    page.get_by_role("button", name="Yes, change it now").click()
    page.get_by_role("heading", name=re.compile("You have left")).wait_for()
    check(page)
    assert desks[1].goto(path).status == 404
    assert page.goto(f"{mount}/follow/my-page/").status == 404
    check(page)
