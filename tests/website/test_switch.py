"""Switched off, and failing: every page says so in its language, and whom to call, without a database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dsr.core import errors_views
from dsr.website import switch
from tests.support.html import assert_valid_html


@pytest.fixture
def off(settings, tmp_path):
    settings.SWITCH_FILE = tmp_path / "switched-off"
    settings.SWITCH_FILE.write_text("We are back at <b>5pm</b>.", encoding="utf-8")


# No test here is marked for the database: asking for it would fail them.


@pytest.mark.parametrize("path", ["/", "/pl/refer/", "/easy-read/ur/your-decision/", "/home/", "/no-such-page/"])
def test_every_page_answers_that_it_is_away(client, off, path):
    response = client.get(path)
    page = assert_valid_html(response.text)
    assert (response.status_code, response["Retry-After"]) == (503, "1800")
    assert "We are back at &lt;b&gt;5pm&lt;/b&gt;." in response.text
    assert 'href="tel:999"' in response.text
    language = path.removeprefix("/easy-read").split("/")[1]
    assert page.query_one("html").attrs["lang"] == (language if language in ("pl", "ur") else "en-GB")
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_posting_is_away_too(client, off):
    assert client.post("/refer/").status_code == 503


@pytest.mark.parametrize("path", ["/get-help-now/", "/ur/get-help-now/", "/easy-read/pl/get-help-now/"])
def test_help_now_stays(client, off, path):
    response = client.get(path)
    assert response.status_code == 200
    assert 'href="tel:999"' in response.text
    assert_valid_html(response.text)


@pytest.mark.django_db
def test_health_and_the_way_out_stay(client, area, off):
    assert client.get(reverse("health")).status_code == 200
    assert client.get(reverse("exit")).status_code == 302


@pytest.mark.django_db
def test_switched_on_it_is_as_before(client, area, settings, tmp_path):
    settings.SWITCH_FILE = tmp_path / "switched-off"
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_a_fault_says_whom_to_call_in_the_language_of_the_page(area, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(connection, "ensure_connection", broken)
    monkeypatch.setattr("dsr.policy.context.queries.public_area", broken)
    response = Client(raise_request_exception=False).get("/ur/refer/")
    assert response.status_code == 500
    page = assert_valid_html(response.text)
    assert page.query_one("html").attrs == {"lang": "ur", "dir": "rtl"}
    assert 'href="tel:999"' in response.text
    assert 'href="/ur/get-help-now/"' in response.text


def test_a_broken_policy_file_hides_no_fault(rf, monkeypatch):
    monkeypatch.setattr(errors_views, "help_providers", [lambda: switch.Policy.load("nowhere.yaml").model_dump()])
    response = errors_views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Sorry, something went wrong" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "path", "link"), [("pl", "/pl/none/", "/pl/"), ("ar", "/easy-read/ar/none/", "/easy-read/ar/")]
)
def test_page_not_found_leads_to_the_start_in_its_language(client, area, language, path, link):
    response = client.get(path)
    assert response.status_code == 404
    with translation.override(language):
        words = translation.gettext("Go to the start page")
    assert words != "Go to the start page"
    assert f'<a href="{link}">{words}</a>' in response.text
    assert_valid_html(response.text)


@pytest.mark.parametrize("path", ["/ur/health/", "/easy-read/health/", "/easy-read/ur/health/"])
def test_nothing_but_health_itself_passes(client, off, path):
    assert client.get(path).status_code == 503


def test_a_reason_in_another_encoding_still_switches_off(client, off, settings):
    settings.SWITCH_FILE.write_bytes("Zur\u00fcck um 5".encode("latin-1"))
    assert client.get("/").status_code == 503
    assert client.get("/get-help-now/").status_code == 200
