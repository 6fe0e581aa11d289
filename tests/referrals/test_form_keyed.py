"""Staff key a call or a paper form: the same pages, signed in, and nothing lost when the session ends."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dsr.core import clock
from dsr.referrals.actions import drafts
from dsr.referrals.models import Draft, Referral
from tests.factories.accounts import make_actor
from tests.factories.referrals import fill
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db


def page(response, status=200):
    assert response.status_code == status
    assert_valid_html(response.content.decode())
    return response.content.decode()


@pytest.fixture
def browser(browser_as, coordinator):
    return browser_as(coordinator)


@pytest.fixture
def keyed(area, coordinator):
    """A complete telephone form: its draft and its secret."""
    with coordinator.scope():
        draft, token = drafts.start_draft(area_id=area.pk, route="telephone", worker=coordinator.worker)
        return fill(draft, received_on_year=str(clock.today().year), received_on_day="1", received_on_month="1"), token


def url(name, token, **parts):
    return reverse(f"key_{name}", kwargs={"token": token, **parts})


def test_beginning_asks_how_it_came(browser, area, coordinator):
    assert "Key in a referral" in page(browser.get(reverse("key_start")))
    assert "There is a problem" in page(browser.post(reverse("key_start"), {}))
    begun = browser.post(reverse("key_start"), {"route": "paper"})
    assert re.fullmatch(r"/referrals/new/[\w-]{43}/danger/", begun.headers["Location"])
    with coordinator.scope():
        draft = Draft.objects.get()
        assert (draft.route, draft.worker) == ("paper", coordinator.worker)


def test_every_screen_is_a_staff_page(browser, keyed, coordinator):
    from dsr.referrals.form.asked import journey_of

    draft, token = keyed
    with coordinator.scope():
        screens = journey_of(draft).screens
    for screen in screens:
        text = page(browser.get(url("question", token, page=screen.code)))
        assert "dsr-staff" in text
        assert "csrfmiddlewaretoken" in text
    for name in ("check", "save", "delete", "leave", "help"):
        page(browser.get(url(name, token)))


def test_sending_counts_from_when_it_came(browser, keyed, coordinator):
    _, token = keyed
    assert browser.post(url("check", token)).headers["Location"] == url("sent", token)
    with coordinator.scope():
        referral = Referral.objects.get()
    text = page(browser.get(url("sent", token)))
    assert referral.reference in text
    assert reverse("referral", kwargs={"pid": referral.public_id}) in text
    assert (referral.route, referral.keyed_by) == ("telephone", coordinator.worker)
    assert clock.to_london(referral.received_at).strftime("%d %m %H:%M") == "01 01 10:30"


def test_it_cannot_have_come_in_the_future(browser, keyed):
    _, token = keyed
    tomorrow = clock.today() + timedelta(days=1)
    text = page(
        browser.post(
            url("question", token, page="received"),
            {
                "received_on_day": tomorrow.day,
                "received_on_month": tomorrow.month,
                "received_on_year": tomorrow.year,
                "received_time": "9am",
            },
        )
    )
    assert "must be today or in the past" in text


def test_it_cannot_have_come_later_today(browser, keyed):
    _, token = keyed
    now = clock.to_london(clock.now())
    later = (now + timedelta(hours=1)).strftime("%H:%M")
    if later < "01:00":
        pytest.skip("an hour from now is another day")
    typed = {
        "received_on_day": now.day,
        "received_on_month": now.month,
        "received_on_year": now.year,
        "received_time": later,
    }
    assert "must not be in the future" in page(browser.post(url("question", token, page="received"), typed))
    assert "Enter a time like" in page(
        browser.post(url("question", token, page="received"), typed | {"received_time": "soon"})
    )


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(browser, keyed):
    _, token = keyed
    address = url("question", token, page="now")
    stranger = Client()
    sent_away = stranger.post(address, {"worries": "Typed for a long time", "action": "continue"})
    assert sent_away.status_code == 302
    assert "next=" in sent_away.headers["Location"]
    assert "Typed for a long time" in page(browser.get(address))


def test_a_person_typed_when_the_session_ended_is_there_too(browser, keyed):
    _, token = keyed
    Client().post(url("person_add", token), {"involved_name": "Half a person"})
    browser.post(url("question", token, page="people"), {"people": "yes", "action": "continue"})
    assert "Half a person" in page(browser.get(url("question", token, page="people-list")))


def test_another_site_keeps_and_changes_nothing(browser, keyed):
    _, token = keyed
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    address = url("question", token, page="now")
    page(browser.post(address, {"worries": "Forged"}, headers=elsewhere), 403)
    Client().post(address, {"worries": "Forged"}, headers=elsewhere)
    assert "Forged" not in page(browser.get(address))


def test_a_session_that_ended_elsewhere_keeps_nothing_for_a_wrong_link(keyed):
    answer = Client().post(url("question", "w" * 43, page="now"), {"worries": "x"})
    assert answer.status_code == 302


def test_going_on_gives_a_new_address(browser, keyed):
    draft, token = keyed
    assert "Alex Example" in page(browser.get(reverse("key_start")))
    again = browser.post(reverse("key_go_on"), {"draft": draft.pk})
    assert again.status_code == 302
    assert token not in again.headers["Location"]
    page(browser.get(url("check", token)), 404)
    assert browser.get(again.headers["Location"]).headers["Location"].endswith("/check/")


def test_nobody_goes_on_with_a_form_of_somebody_else(browser_as, area, keyed):
    draft, token = keyed
    other = browser_as(make_actor(area, "register_team", "coordinator"))
    assert other.post(reverse("key_go_on"), {"draft": draft.pk}).headers["Location"] == reverse("key_start")
    assert "Alex" not in page(other.get(reverse("key_start")))
    page(other.get(url("check", token)), 404)
    page(other.post(url("check", token)), 404)


def test_a_keyed_form_does_not_open_from_the_public_side(client, keyed):
    _, token = keyed
    for name in ("check", "resume", "save"):
        assert client.get(reverse(f"refer_{name}", kwargs={"token": token})).status_code == 404


def test_deleting_leads_back_to_the_start(browser, keyed, coordinator):
    _, token = keyed
    assert browser.post(url("delete", token)).headers["Location"] == reverse("key_start")
    with coordinator.scope():
        assert not Draft.objects.exists()


@pytest.mark.parametrize("role", ["partner", "clinician", "administrator"])
def test_only_the_team_keys_referrals(browser_as, area, keyed, role):
    _, token = keyed
    browser = browser_as(make_actor(area, "trust", role))
    for address in (reverse("key_start"), url("check", token), url("question", token, page="now")):
        assert browser.get(address).status_code == (403 if address == reverse("key_start") else 404)
