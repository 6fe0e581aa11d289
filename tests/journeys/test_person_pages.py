"""Every page about a person in a browser: axe finds nothing, nothing overflows, with the longest names.

With DSR_PICTURES=<folder> each page is photographed at 1280 and 320 pixels.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import transaction

from dsr.people import actions
from dsr.policy import queries as policies
from tests.factories.accounts import make_actor
from tests.factories.person_world import address_of, make_world, patterns
from tests.support.browser import NARROW, WIDE, assert_page_is_sound

LONG = {
    "given_name": "Wolfeschlegelsteinhausenbergerdorff-Maximilienne",
    "family_name": "Featherstonehaugh-Cholmondeley-Marjoribanks",
    "preferred_name": "Maxi",
}
PICTURES = os.environ.get("DSR_PICTURES", "")


@pytest.fixture
def world(committed):
    """A person with everything, and a lead whose browser is signed in."""
    area = policies.public_area()
    with transaction.atomic():
        coordinator, lead = make_actor(area, "register_team", "coordinator"), make_actor(area, "register_team", "lead")
        made = make_world(coordinator, lead, **LONG)
        with coordinator.scope():
            actions.record_profile(
                person=made["person"],
                by=coordinator,
                how_to_talk_to_me="One question at a time\nShow me a picture",
                formats=["easy_read"],
                language="Polish",
                interpreter_needed=True,
                no_voicemail=True,
            )
    return made | {"lead": lead}


@pytest.fixture
def page(open_page, site, world, browser_as):
    opened = open_page()
    session = browser_as(world["lead"]).cookies["sessionid"].value
    opened.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    return opened


def photograph(page, name):
    if PICTURES:
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)
        page.set_viewport_size(WIDE)


@pytest.mark.parametrize("group", range(3))
def test_every_page_is_sound(page, world, group):
    for name in list(patterns())[group::3]:
        response = page.goto(address_of(name, world))
        assert response.status == 200, name
        photograph(page, name)
        assert_page_is_sound(page)


@pytest.mark.parametrize("name", ["decision_record", "override_request", "capacity_record", "identity_edit"])
def test_a_form_with_errors_is_sound(page, world, name):
    page.goto(address_of(name, world))
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector(".nhsuk-error-summary")
    photograph(page, f"{name}-errors")
    assert_page_is_sound(page)
