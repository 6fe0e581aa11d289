"""The language stands in the address, and nothing else decides it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from dsr.core import languages
from tests.support.html import assert_valid_html

PREFIXED = ["pl", "pa", "ro", "gu", "ur", "ar", "pt"]


@pytest.fixture
def state_of(monkeypatch, tmp_path):
    """Write a catalogue's head and ask for its review state."""

    def ask(code: str, head: str | None) -> languages.Language:
        monkeypatch.setattr(languages, "CATALOGUES", tmp_path)
        if head is not None:
            languages.catalogue(code).parent.mkdir(parents=True)
            languages.catalogue(code).write_text(head, encoding="utf-8")
        languages.forget()
        return languages.get(code)

    yield ask
    monkeypatch.undo()
    languages.forget()


def test_the_languages_are_those_of_the_area():
    assert [language.code for language in languages.all_languages()] == ["en-gb", *PREFIXED]
    assert [language.code for language in languages.all_languages() if language.dir == "rtl"] == ["ur", "ar"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", PREFIXED)
def test_a_prefix_gives_the_page_its_language_and_direction(client, area, code):
    response = client.get(f"/{code}/get-help-now/")
    html = assert_valid_html(response.text).query_one("html")
    assert (html.attrs["lang"], html.attrs["dir"]) == (code, languages.get(code).dir)
    assert response.headers["Content-Language"] == code
    assert f'href="/{code}/get-help-now/"' in response.text


@pytest.mark.django_db
def test_without_a_prefix_it_is_english_whatever_the_browser_asks_for(client, area):
    client.cookies["django_language"] = "pl"
    response = client.get("/get-help-now/", headers={"Accept-Language": "ur,pl;q=0.9"})
    assert '<html lang="en-GB" dir="ltr">' in response.text
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_staff_pages_and_unknown_languages_have_no_prefix(client, area):
    assert client.get("/pl" + reverse("account_login")).status_code == 404
    assert client.get("/health/").status_code == 200
    assert client.get("/pl/health/").status_code == 404
    assert client.get("/fr/get-help-now/").status_code == 404
    assert client.get("/en-gb/get-help-now/").status_code == 404


def test_addresses_made_in_a_language_stay_in_it():
    with translation.override("ur"):
        assert reverse("help_now") == "/ur/get-help-now/"
        assert reverse("health") == "/health/"
    assert reverse("help_now") == "/get-help-now/"


def test_the_language_is_given_back_after_the_page(client, db):
    client.get("/pl/")
    assert languages.current().code == "en-gb"


@pytest.mark.parametrize(
    ("head", "state", "offered", "reviewed"),
    [
        (None, "not-started", False, False),
        ('msgid ""\nmsgstr ""\n', "not-started", False, False),
        ('"X-Review-State: nonsense\\n"\n', "not-started", False, False),
        ('"X-Review-State: drafted\\n"\n', "drafted", True, False),
        ('"X-Review-State: reviewed\\n"\n', "reviewed", True, True),
        ('"X-Review-State: clinically-checked\\n"\n', "clinically-checked", True, True),
    ],
)
def test_the_catalogue_says_how_far_it_was_checked(state_of, head, state, offered, reviewed):
    language = state_of("pl", head)
    assert (language.review_state, language.is_offered, language.is_reviewed) == (state, offered, reviewed)
    assert ("pl" in [one.code for one in languages.offered()]) is offered
    assert languages.is_reviewed("pl") is reviewed


def test_english_needs_no_catalogue():
    english = languages.get("en-gb")
    assert (english.tag, english.is_default, english.is_reviewed) == ("en-GB", True, True)


def test_every_language_has_a_name_for_those_who_do_not_speak_it():
    assert {one.code for one in languages.all_languages()} == set(languages.ENGLISH_NAMES)
    assert languages.get("ur").both_names == "اردو (Urdu)"
