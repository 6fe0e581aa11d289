"""The frame of public pages: languages, ways of reading, help now, the way out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dsr.core import languages
from tests.support.catalogues import in_state
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(tmp_path):
    with in_state(tmp_path, languages.DRAFTED):
        yield


def links(response, selector: str) -> dict[str, dict[str, str]]:
    found = assert_valid_html(response.text).query(f"{selector} a")
    return {" ".join(one.to_text().split()): one.attrs for one in found}


def test_the_languages_are_links_to_this_page_in_their_own_script(client, area, drafted):
    offered = links(client.get("/pl/refer/?from=check"), ".dsr-ways__languages")
    assert list(offered) == [language.own_name for language in languages.all_languages()]
    assert offered["English"]["href"] == "/refer/?from=check"
    assert offered["اردو"] == {"href": "/ur/refer/?from=check", "lang": "ur", "hreflang": "ur", "dir": "rtl"}
    assert [name for name, attrs in offered.items() if "aria-current" in attrs] == ["Polski"]


def test_a_language_whose_translation_has_not_begun_is_not_offered(client, area, tmp_path):
    with in_state(tmp_path, languages.NOT_STARTED):
        response = client.get("/refer/")
    assert "dsr-ways__languages" not in response.text
    assert "اردو" not in response.text


def test_the_other_way_of_reading_leads_to_this_page(client, area, drafted):
    standard = links(client.get("/pl/get-help-now/?a=1"), ".dsr-ways")
    assert "/easy-read/pl/get-help-now/?a=1" in [one["href"] for one in standard.values()]
    easy = links(client.get("/easy-read/pl/get-help-now/"), ".dsr-ways")
    assert "/pl/get-help-now/" in [one["href"] for one in easy.values() if "aria-current" not in one]
    assert easy["اردو"]["href"] == "/easy-read/ur/get-help-now/"


def test_staff_pages_have_neither(client, area, drafted):
    page = client.get(reverse("account_login")).text
    assert "dsr-ways" not in page
    assert "data-exit" not in page


@pytest.mark.parametrize(("state", "noticed"), [("drafted", True), ("reviewed", False), ("clinically-checked", False)])
def test_an_unreviewed_language_says_so_and_offers_an_interpreter(client, area, tmp_path, state, noticed):
    with in_state(tmp_path, state):
        assert ("translation-notice" in client.get("/pl/get-help-now/").text) is noticed
        assert "translation-notice" not in client.get("/get-help-now/").text


@pytest.mark.parametrize("code", ["ur", "ar"])
def test_right_to_left_is_mirrored(client, area, code):
    page = client.get(f"/{code}/get-help-now/").text
    assert 'dir="rtl"' in page
    assert "nhsuk.rtl.min.css" in page
    assert "nhsuk.rtl.min.css" not in client.get("/pl/get-help-now/").text


def test_help_now_comes_before_everything_but_skipping_and_leaving(client, area):
    page = assert_valid_html(client.get("/refer/").text)
    order = [one.attrs["href"] for one in page.query("a")]
    assert order[:4] == ["/exit/", "#maincontent", "/", "/get-help-now/"]
    assert texts(page, ".dsr-exit__button") == ["Emergency: Exit this page ○○○"]


def test_pages_about_nobody_need_no_exit(client, area):
    assert "data-exit" not in client.get("/get-help-now/").text


def test_the_form_explains_the_button_before_its_first_use(client, area):
    page = client.get("/refer/").text
    assert "The button cannot clear the history of your browser." in page
    assert "bbc.co.uk" in page
