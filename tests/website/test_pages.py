"""Public pages say what they must, for whichever area's policy is in force."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from django.urls import reverse

import dsr.website
from dsr.policy import queries as policies
from dsr.website import content, rendering
from dsr.website.content.names import FACTS, PARTS
from dsr.website.facts import facts
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db

EASY = "/easy-read"
OWN = rendering.OWN_ADDRESS
CODES = content.codes()


@pytest.fixture(params=["coventry-warwickshire", "example-vale"])
def served_area(request, settings, area):
    settings.AREA_CODE = request.param
    return policies.public_area()


@pytest.fixture
def policy(served_area):
    return policies.current(served_area.pk)


@pytest.mark.parametrize("code", CODES)
def test_every_page_renders_for_each_area(client, served_area, code):
    response = client.get(rendering.address(code))
    assert response.status_code == 200
    document = assert_valid_html(response.text)
    assert len(document.query("h1")) == 1
    assert "%(" not in response.text


@pytest.mark.parametrize("code", CODES)
def test_every_page_renders_in_easy_read_for_each_area(client, served_area, code):
    response = client.get(EASY + rendering.address(code))
    assert response.status_code == 200
    document = assert_valid_html(response.text)
    assert len(document.query("h1")) == 1
    assert document.query(".dsr-easy")
    assert "%(" not in response.text


@pytest.mark.parametrize("code", [code for code in CODES if code not in OWN])
def test_easy_read_goes_from_page_to_page_and_on(client, area, code):
    """Next leads through all pages of a subject, then out of it; no page is a dead end."""
    address, seen = EASY + reverse("page", kwargs={"code": code}), []
    while f"/{code}/" in address:
        document = assert_valid_html(client.get(address).text)
        seen += texts(document, "h1")
        address = document.query(".dsr-easy-steps a")[0].attrs["href"]
    assert len(seen) == len(content.page(code).easy)
    assert address.startswith(f"{EASY}/")


def test_easy_read_goes_back(client, area):
    second = EASY + reverse("page_step", kwargs={"code": "your-decision", "number": 2})
    links = assert_valid_html(client.get(second).text).query(".dsr-easy-steps a")
    assert links[1].attrs["href"] == EASY + reverse("page", kwargs={"code": "your-decision"})


def test_there_is_no_page_beyond_the_last(client, area):
    beyond = len(content.page("ratings").easy) + 1
    assert client.get(EASY + reverse("page_step", kwargs={"code": "ratings", "number": beyond})).status_code == 404
    assert client.get(EASY + reverse("page_step", kwargs={"code": "ratings", "number": 0})).status_code == 404


def test_a_part_of_an_easy_read_page_leads_to_the_standard_page(client, area):
    response = client.get(reverse("page_step", kwargs={"code": "ratings", "number": 2}))
    assert response.status_code == 302
    assert response.url == reverse("page", kwargs={"code": "ratings"})


def test_each_page_leads_to_its_neighbours(client, area):
    row = list(content.in_group("understand", "people"))
    for before, after in pairwise(row):
        assert reverse("page", kwargs={"code": after}) in client.get(reverse("page", kwargs={"code": before})).text
        assert content.neighbours(after)[0] == before
    assert content.neighbours("cookies") == (None, None)


def test_the_list_and_the_site_map_name_every_page(client, area):
    for address in (rendering.address("understand"), rendering.address("site-map")):
        for mount in ("", EASY):
            page = client.get(mount + address).text
            for code in content.in_group("understand", "people", "about"):
                assert f'href="{mount}{rendering.address(code)}"' in page


def test_the_start_page_puts_urgent_help_first(client, served_area):
    for mount in ("", EASY):
        page = client.get(mount + "/").text
        main = page[page.index("<main") :]
        help_now, begin = (main.index(f'href="{mount}{reverse(name)}"') for name in ("help_now", "refer_start"))
        assert help_now < begin


def test_help_now_shows_only_checked_contacts(client, policy):
    for mount in ("", EASY):
        page = client.get(mount + reverse("help_now")).text
        for contact in policy.crisis_contacts:
            assert (contact.name in page) is contact.verified
        assert "checked this on" in page


def test_who_would_know_names_every_organisation_and_what_it_is_told(client, policy):
    page = client.get(reverse("page", kwargs={"code": "who-would-know"})).text
    for organisation in policy.organisations:
        assert (organisation.name in page) is (organisation.opened_by is not None)
        assert (organisation.would_be_told or "") in page


def test_ratings_are_a_word_a_letter_and_a_meaning(client, policy):
    page = client.get(reverse("page", kwargs={"code": "ratings"})).text
    for rating in policy.ratings:
        assert rating.label in page
        assert f"rating-{rating.code}" in page
        for task in rating.linked_tasks:
            assert task.title in page


def test_retention_comes_from_the_policy(client, policy):
    page = client.get(reverse("page", kwargs={"code": "privacy"})).text
    for rule in policy.retention:
        assert rule.covers in page


def test_the_cookies_page_names_the_real_ones(client, area, settings):
    page = client.get(reverse("page", kwargs={"code": "cookies"})).text
    assert settings.SESSION_COOKIE_NAME in page
    assert settings.CSRF_COOKIE_NAME in page
    assert settings.VISIT_COOKIE_NAME in page


@pytest.mark.parametrize("code", CODES)
def test_no_information_page_sets_a_cookie(client, area, code):
    for mount in ("", EASY):
        assert not client.get(mount + rendering.address(code)).cookies


def test_every_part_can_be_shown_both_ways():
    blocks = Path(dsr.website.__file__).parent / "templates" / "website" / "blocks"
    assert {path.stem for path in blocks.glob("*.jinja")} == PARTS | {f"easy_{part}" for part in PARTS}


def test_what_is_asked_about_a_diagnosis_is_the_policy_s(client, policy):
    page = client.get(reverse("page", kwargs={"code": "professionals"})).text
    waiting = policy.accepts_diagnosis("awaiting_assessment")
    assert ("or the person is waiting to be assessed" in page) is waiting
    assert ("has to be confirmed" in page) is not waiting


def test_every_fact_is_made(policy):
    assert set(facts(policy)) == FACTS


def test_a_page_is_rendered_whole_for_paper(policy):
    for code in CODES:
        standard, easy = (rendering.body(code, policy=policy, reading=reading) for reading in ("standard", "easy"))
        assert assert_valid_html(standard).query("h1")
        assert len(assert_valid_html(easy).query(".dsr-easy")) == len(content.page(code).easy)


def test_health_answers(client, area):
    assert client.get(reverse("health")).text == "ok"


def test_the_privacy_notice_names_who_answers_only_once_that_is_confirmed(client, policy):
    known = policy.data_protection
    address = reverse("page", kwargs={"code": "privacy"})
    standard, easy = client.get(address).text, client.get(EASY + address).text
    assert (f"{known.controller} decides how the information is used" in standard) is known.verified
    assert (f"{known.controller} answers for your information" in easy) is known.verified
    assert ("Ask the team for the name of the data protection officer" in standard) is not known.verified
    for contact in filter(None, (known.officer_phone, known.officer_email)):
        assert contact in standard


def test_pages_are_never_cached(client, served_area):
    assert "no-store" in client.get(reverse("help_now")).headers["Cache-Control"]
