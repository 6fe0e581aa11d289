"""Several referrals given to a colleague in one go."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dsr.referrals import queries
from dsr.referrals.actions import handling
from dsr.referrals.models import Referral
from dsr.referrals.views import giving
from dsr.tasks import queries as tasks
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import make_referral
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(area):
    return make_actor(area, "register_team", "coordinator")


def page(client, name="referral_give_many", **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200, answer.content[:300]
    return assert_valid_html(answer.content.decode())


def offered(document):
    return [words.strip() for words in texts(document, ".nhsuk-checkboxes__label")]


def send(client, referrals, to, **typed):
    ids = [referral.public_id for referral in referrals]
    typed = {"offered": ids, "referral": ids, "to": to} | typed
    return client.post(reverse("referral_give_many"), typed, follow=True)


def owners():
    return list(Referral.objects.order_by("pk").values_list("owner__name", flat=True))


def test_the_list_offers_to_choose(area, in_area, coordinator, clinician, browser_as):
    make_referral(area, subject_name="Ada Example")
    assert "Choose" in texts(page(browser_as(coordinator), "referral_list"), "thead th")
    assert "Choose" not in texts(page(browser_as(clinician), "referral_list"), "thead th")


def test_several_are_given_with_their_promise(area, in_area, coordinator, colleague, browser_as):
    made = [make_referral(area), make_referral(area)]
    answer = send(browser_as(coordinator), made, colleague.worker.public_id, reason="I am on leave")
    assert f"2 referrals given to {colleague.worker.name}." in answer.text
    assert owners() == [colleague.worker.name] * 2
    assert queries.owner_changes(made[0])[0].reason == "I am on leave"
    assert tasks.for_referral(made[0].pk)[0].worker == colleague.worker


def test_what_somebody_else_has_is_left_and_named(area, in_area, coordinator, colleague, lead, browser_as):
    mine, theirs = make_referral(area), make_referral(area)
    handling.take(referral=mine, by=coordinator)
    handling.take(referral=theirs, by=colleague)
    answer = send(browser_as(coordinator), [mine, theirs], lead.worker.public_id)
    assert "1 referral given to" in answer.text
    assert f"{theirs.reference}: not given. Only {colleague.worker.name} or the lead" in answer.text
    answer = send(browser_as(coordinator), [theirs], lead.worker.public_id)
    assert "given to" not in answer.text
    assert owners() == [lead.worker.name, colleague.worker.name]


def test_let_go(area, in_area, lead, colleague, browser_as):
    referral = make_referral(area)
    handling.take(referral=referral, by=colleague)
    assert "1 referral given to nobody for now." in send(browser_as(lead), [referral], "nobody").text
    assert owners() == [None]


def test_those_ticked_all_of_the_list_or_the_most(area, in_area, coordinator, browser_as, monkeypatch):
    ada, _ben, kit = (make_referral(area, subject_name=name) for name in ("Ada", "Ben", "Kit"))
    handling.take(referral=kit, by=coordinator)
    client = browser_as(coordinator)
    assert offered(page(client, referral=[ada.public_id])) == ["Ada"]
    assert sorted(offered(page(client, all="1", owner="nobody"))) == ["Ada", "Ben"]
    monkeypatch.setattr(giving, "MOST", 2)
    assert "no more can be given in one go" in page(client, all="1").to_text()


def test_nothing_chosen(area, in_area, coordinator, browser_as):
    client = browser_as(coordinator)
    assert "No open referral is chosen" in page(client).to_text()
    assert "No open referral is chosen" in client.post(reverse("referral_give_many"), {"to": "nobody"}).text
    referral = make_referral(area, subject_name="Ada")
    answer = client.post(reverse("referral_give_many"), {"offered": [referral.public_id]})
    errors = texts(assert_valid_html(answer.text), ".nhsuk-error-summary")[0]
    assert "Choose one or more referrals" in errors
    assert "Choose who should have them" in errors


def test_not_for_others(area, in_area, partner, browser_as, example_area):
    referral = make_referral(area, subject_name="Ada")
    assert queries.to_give(partner, [referral.public_id], 9) == []
    stranger = make_actor(example_area, "register_team", "lead")
    assert "Ada" not in page(browser_as(stranger), referral=[referral.public_id]).to_text()
    assert send(browser_as(stranger), [referral], "nobody").status_code == 200
    assert owners() == [None]
    assert browser_as(partner).get(reverse("referral_give_many")).status_code == 403
