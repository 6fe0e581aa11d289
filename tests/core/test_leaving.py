"""Exit this page: ends the visit, tells the other site nothing, and cannot be used to sign anybody out."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_it_leaves_for_the_neutral_site_and_keeps_nothing(client, area, settings):
    settings.EXIT_URL = "https://weather.example/today"
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    response = client.get(reverse("exit"))
    assert (response.status_code, response["Location"]) == (302, "https://weather.example/today")
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Clear-Site-Data"] == '"storage"'
    assert "no-store" in response["Cache-Control"]
    assert response.cookies[settings.CSRF_COOKIE_NAME]["max-age"] == 0


def test_the_visit_ends(client, area):
    session = client.session
    session["follow"] = "something"
    session.save()
    client.get(reverse("exit"))
    assert "follow" not in client.session


@pytest.mark.parametrize(("site", "still_in"), [("same-origin", False), ("cross-site", True), ("same-site", True)])
def test_another_site_signs_nobody_out(browser_as, coordinator, site, still_in):
    client = browser_as(coordinator)
    client.get(reverse("exit"), headers={"Sec-Fetch-Site": site})
    assert (client.get(reverse("home")).status_code == 200) is still_in


def test_it_stands_in_every_language_and_in_easy_read(client, area):
    assert client.get("/ur/exit/").status_code == 302
    assert 'href="/easy-read/ur/exit/"' in client.get("/easy-read/ur/refer/").text
