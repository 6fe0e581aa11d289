"""Accounts in a real browser: from the first administrator's link to a lost phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from dsr.accounts.actions import resets
from dsr.core import clock
from dsr.policy import queries as policies
from tests.accounts.conftest import code_now
from tests.factories.accounts import make_actor, make_worker
from tests.factories.administration import make_invitation
from tests.support.browser import assert_page_is_sound
from tests.support.sign_in import sign_in

PASSWORD = "velvet harbour pencil sunrise"
LONG = "Wilhelmina-Alexandrina Featherstonehaugh-Cholmondeley of the Community Learning Disability Team"


def sound(page: Page, heading: str) -> None:
    """The page we meant, and nothing wrong with it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(heading)))
    assert_page_is_sound(page)


def given_an_invited_administrator() -> str:
    out = StringIO()
    call_command("create_administrator", "first@example.org", "First Administrator", stdout=out)
    return re.search(r"(/invitation/\S+)", out.getvalue()).group(1)


def when_the_account_is_set_up(page: Page, link: str) -> None:
    page.goto(link)
    sound(page, "Set up your account")
    page.get_by_label("Choose a password", exact=True).fill("short")
    page.get_by_role("button", name="Continue").click()
    sound(page, "Set up your account")
    page.get_by_label("Choose a password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    sound(page, "Set up your authenticator app")
    page.get_by_text("I cannot scan the picture").click()
    secret = page.locator("details strong").inner_text()
    page.get_by_label("Code from the app").fill(code_now(secret))
    page.get_by_role("button", name="Continue").click()


def test_the_first_administrator(open_page: Callable[..., Page]):
    page = open_page()
    when_the_account_is_set_up(page, given_an_invited_administrator())
    sound(page, "Your recovery codes")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the codes as a text file").click()
    assert saved.value.suggested_filename == "recovery-codes.txt"
    page.get_by_role("button", name="I have kept them").click()
    page.goto("/accounts/")
    sound(page, "Workers")
    page.goto("/accounts/invitations/new/")
    sound(page, "Invite a worker")
    page.get_by_role("button", name="Sign out").click()
    sound(page, "You have signed out")
    page.goto("/accounts/")
    sound(page, "Sign in")


@pytest.fixture
def busy_area(setting_up):
    """An area with long names, a list of two pages, and something waiting in every list."""
    area = policies.public_area()
    with setting_up(area):
        administrator = make_actor(area, "register_team", "administrator", "lead")
        gone = make_worker(LONG)
        colleague = make_actor(area, "register_team", "clinician", worker=gone)
        for number in range(27):
            make_actor(area, "trust", "partner", worker=make_worker(f"{LONG} {number}"))
        for number in range(3):
            make_invitation(administrator, email=f"a.very.long.address.of.somebody.{number}@communitytrust.example")
        resets.request_reset(worker=gone, reason="Phone lost on the bus", by=make_actor(area, "trust", "administrator"))
    return administrator, colleague


def test_every_page_of_administration(open_page: Callable[..., Page], busy_area):
    administrator, colleague = busy_area
    page = open_page()
    page.goto("/accounts/")
    sign_in(page, administrator.worker.email)
    sound(page, "Workers")
    page.get_by_label("Name or email address").fill("Nobody")
    page.get_by_role("button", name="Update results").click()
    sound(page, "Workers")
    page.get_by_role("button", name="Clear filters").click()
    worker = f"/accounts/workers/{colleague.worker.public_id}"
    for address, heading in (
        (f"{worker}/", LONG),
        (f"{worker}/roles/new/", "Give"),
        (f"{worker}/roles/{colleague.organisation.public_id}/clinician/end/", "End a role"),
        (f"{worker}/disable/", "Disable the account"),
        (f"{worker}/second-factor/", "has lost their authenticator app"),
        ("/accounts/organisations/", "Organisations"),
        ("/accounts/invitations/", "Invitations"),
        ("/accounts/second-factors/", "Lost authenticator apps"),
        ("/account/", "Your account"),
        ("/account/absences/", "Cover for an absence"),
        ("/account/sessions/", "Where you are signed in"),
        ("/account/password/", "Change your password"),
        ("/account/recovery-codes/", "Your recovery codes"),
        ("/account/second-factor/", "Use a new authenticator app"),
        ("/password/forgotten/", "Choose a new password"),
    ):
        page.goto(address)
        sound(page, heading)
    page.goto("/accounts/second-factors/")
    page.get_by_role("link", name=LONG).click()
    sound(page, "Lost authenticator app of")
    page.get_by_role("button", name="Agree: take the app off").click()
    expect(page.get_by_text("sets up a new app at the next sign-in")).to_be_visible()


def test_the_warning_keeps_the_session_and_the_end_leads_back(open_page: Callable[..., Page], busy_area):
    administrator, _ = busy_area
    page = open_page()
    page.goto("/account/sessions/")
    sign_in(page, administrator.worker.email)
    page.clock.install(time=clock.now())
    page.reload()
    page.clock.fast_forward(timedelta(minutes=13, seconds=30).total_seconds() * 1000)
    page.clock.run_for(2000)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
