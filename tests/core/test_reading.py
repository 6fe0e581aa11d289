"""Easy Read is the same service behind one prefix."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import get_script_prefix, reverse

from dsr.core import jinja, reading


@pytest.fixture
def asked(rf: RequestFactory):
    """The request as a view would see it, after the middleware."""

    def ask(path: str, **extra: str):
        seen = []

        def view(request):
            seen.append((request, reading.current(), reverse("help_now"), reading.address(request)))
            from django.http import HttpResponse

            return HttpResponse()

        reading.ReadingMiddleware(view)(rf.get(path, **extra))
        return seen[0]

    return ask


def test_the_prefix_is_taken_off_and_put_before_every_address(asked):
    request, current, made, here = asked("/easy-read/ur/refer/?from=check")
    assert (request.path_info, request.path, request.reading) == ("/ur/refer/", "/easy-read/ur/refer/", "easy")
    assert (current, made, here) == ("easy", "/easy-read/get-help-now/", "/easy-read/ur/refer/?from=check")
    assert (reading.current(), get_script_prefix()) == ("standard", "/")


def test_without_it_the_page_is_standard(asked):
    request, current, made, here = asked("/refer/?a=1&b=%C3%A9")
    assert (request.reading, current, made, here) == ("standard", "standard", "/get-help-now/", "/refer/?a=1&b=%C3%A9")


@pytest.mark.parametrize("path", ["/easy-reading/", "/refer/easy-read/", "//easy-read/"])
def test_only_the_whole_first_word_counts(asked, path):
    assert asked(path)[1] == "standard"


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        ("/refer/", {"reading": "easy"}, "/easy-read/refer/"),
        ("/refer/?x=1", {"language": "ur"}, "/ur/refer/?x=1"),
        ("/pl/refer/", {"language": "en-gb"}, "/refer/"),
        ("/pl/refer/", {"reading": "easy", "language": "ar"}, "/easy-read/ar/refer/"),
        ("/easy-read/pl/", {"reading": "standard"}, "/pl/"),
        ("/easy-read/", {"language": "gu"}, "/easy-read/gu/"),
        ("/ur//evil.example/", {"language": "en-gb"}, "/evil.example/"),
        ("/easy-read//evil.example/", {"reading": "standard"}, "/evil.example/"),
        ("/easy-read/ur///evil.example/", {"reading": "standard", "language": "en-gb"}, "/evil.example/"),
    ],
)
def test_the_same_page_read_otherwise(rf, path, change, expected):
    found = []
    reading.ReadingMiddleware(lambda request: found.append(reading.address(request, **change)))(rf.get(path))
    assert found == [expected]


@pytest.mark.django_db
def test_public_pages_stand_in_it_and_staff_pages_do_not(client, area):
    response = client.get("/easy-read/pl/get-help-now/")
    assert response.status_code == 200
    assert 'href="/easy-read/pl/get-help-now/"' in response.text
    for name in ("home", "account_login", "health"):
        assert client.get("/easy-read" + reverse(name)).status_code == 404


@pytest.mark.django_db
def test_the_page_not_found_stays_in_the_way_of_reading(client, area):
    response = client.get("/easy-read/pl/no-such-page/")
    assert response.status_code == 404
    assert 'href="/easy-read/pl/get-help-now/"' in response.text


def test_the_slash_that_is_missing_is_added(client):
    response = client.get("/easy-read")
    assert (response.status_code, response["Location"]) == (301, "/easy-read/")


@pytest.mark.django_db
def test_the_form_starts_and_stays_in_easy_read(client, area):
    response = client.post("/easy-read/ur/refer/")
    assert response.status_code == 302
    assert response["Location"].startswith("/easy-read/ur/refer/")


def test_staff_pages_are_addressed_outside():
    with reading.spoken("easy"):
        assert jinja.url("help_now") == "/easy-read/get-help-now/"
        assert not jinja.url("home").startswith("/easy-read")
    with pytest.raises(ValueError, match="no way of reading"), reading.spoken("fast"):
        pass


def test_pages_of_a_service_under_a_path_of_its_own(rf):
    from django.urls import set_script_prefix

    found = []
    set_script_prefix("/register/")
    try:
        request = rf.get("/easy-read/refer/", SCRIPT_NAME="/register")
        reading.ReadingMiddleware(lambda one: found.append((reverse("start"), reading.address(one))))(request)
    finally:
        set_script_prefix("/")
    assert found == [("/register/easy-read/", "/register/easy-read/refer/")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/easy-read//evil.example",
        "/easy-read//evil.example/%2e%2e",
        "/ur//evil.example",
        "/easy-read/ur//evil.example",
        "/easy-read/%2f%2fevil.example",
        "/easy-read/\\evil.example",
        "/exit//evil.example",
        "/easy-read/people",
        "/easy-read/easy-read/refer/",
        "/ur/easy-read/refer/",
        "/ur/people/",
    ],
)
def test_no_trick_with_the_prefix_leads_to_another_site_or_to_a_staff_page(client, area, path):
    answer = client.get(path, follow=False)
    seen = 0
    while answer.status_code in (301, 302):
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith(("//", "/\\"))
        answer, seen = client.get(answer["Location"]), seen + 1
        assert seen < 3
    assert answer.status_code == 404
    assert "//evil.example" not in answer.content.decode().replace("http://testserver", "")


@pytest.mark.django_db
def test_a_forged_host_name_is_turned_back_and_written_nowhere(client, area):
    answer = client.get("/ur/refer/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    forwarded = client.get("/ur/refer/", headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in forwarded.content.decode()
