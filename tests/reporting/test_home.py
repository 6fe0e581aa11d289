"""Home says what waits, the most pressing first, and every count leads to its list."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dsr.core.pagination import MOST
from dsr.demo.bulk import Filler
from tests.factories.accounts import make_actor
from tests.factories.referrals import make_referral
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db


def counts(page):
    """The cards: words to number and address."""
    cards = re.findall(
        r'<a class="dsr-count__link" href="([^"]+)">\s*<span class="dsr-count__number">([^<]+)</span>\s*'
        r'<span class="dsr-count__words">([^<]+)</span>',
        page.text,
    )
    return {words: (int(number), href.replace("&amp;", "&")) for href, number, words in cards}


def test_a_referral_with_danger_stands_first(browser_as, area, coordinator):
    calm = make_referral(area, given_name="Calm")
    urgent = make_referral(area, danger="yes", given_name="Urgent")
    page = browser_as(coordinator).get(reverse("home"))
    assert urgent.reference in page.text
    assert calm.reference not in page.text
    assert page.text.index(urgent.reference) < page.text.index("dsr-count__number")


def test_each_count_is_the_length_of_the_list_behind_it(browser_as, area, coordinator):
    for name in ("One", "Two"):
        make_referral(area, given_name=name)
    Filler(area, coordinator.worker).fill(14)
    client = browser_as(coordinator)
    cards = counts(client.get(reverse("home")))
    assert cards["new"][0] == 2
    assert cards["with no owner"][0] == 2
    assert cards["people you can see"][0] == 14
    for words, (number, href) in cards.items():
        response = client.get(href)
        assert response.status_code == 200, (words, href)
        shown = response.text
        assert re.search(rf"\b{number}\b", shown) or (number == 0), (words, number, href)


@pytest.mark.parametrize(
    ("organisation", "role", "sees"),
    [
        ("register_team", "coordinator", {"Referrals", "Register", "Tasks", "Notices"}),
        ("register_team", "clinician", {"Referrals", "Register", "Tasks"}),
        ("trust", "partner", {"Referrals to discuss", "Register", "Tasks"}),
        ("register_team", "privacy_officer", set()),
        ("register_team", "administrator", set()),
    ],
)
def test_each_role_has_its_own_home(browser_as, area, organisation, role, sees):
    page = browser_as(make_actor(area, organisation, role)).get(reverse("home"))
    assert page.status_code == 200
    assert set(re.findall(r'<h2 class="nhsuk-heading-m">([^<]+)</h2>', page.text)) == sees
    assert_valid_html(page.text)


def test_a_partner_counts_only_their_own(browser_as, area, coordinator, partner):
    make_referral(area)
    Filler(area, coordinator.worker).fill(10)
    cards = counts(browser_as(partner).get(reverse("home")))
    assert "new" not in cards
    assert 0 < cards["people you can see"][0] < 10


def test_home_asks_few_questions(browser_as, area, coordinator, django_assert_max_num_queries):
    Filler(area, coordinator.worker).fill(20)
    client = browser_as(coordinator)
    with django_assert_max_num_queries(16):
        client.get(reverse("home"))


def test_home_counts_no_further_than_a_list(browser_as, area, coordinator):
    Filler(area, coordinator.worker).fill(MOST + 1)
    page = browser_as(coordinator).get(reverse("home"))
    assert re.search(rf'number">{MOST}\+</span>\s*<span class="dsr-count__words">people you can see<', page.text)
