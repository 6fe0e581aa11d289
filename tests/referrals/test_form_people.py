"""Who is involved: several people, each added, changed and taken off."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dsr.core import ids, scope
from dsr.referrals.form.answers import Answers
from dsr.referrals.models import Draft
from tests.factories.referrals import make_draft
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db
TOKEN = "p" * 43
GREY = {"involved_name": "Dr Grey", "involved_role": "doctor", "involved_may_talk": "yes", "action": "continue"}


@pytest.fixture
def client(area, monkeypatch):
    """A complete form that says nobody helps yet."""
    monkeypatch.setattr(ids, "new_token", lambda: TOKEN)
    with scope.job(name="test", area_id=area.pk):
        make_draft(area)
    browser = Client()
    browser.post(url("question", page="people"), {"people": "yes", "action": "continue"})
    return browser


def url(name, **parts):
    return reverse(f"refer_{name}", kwargs={"token": TOKEN, **parts})


LIST = "/refer/" + TOKEN + "/people-list/"


def page(response):
    assert response.status_code == 200
    assert_valid_html(response.content.decode())
    return response.content.decode()


def people(area):
    with scope.job(name="test", area_id=area.pk):
        return Answers(Draft.objects.get().answers).people


def test_an_empty_list_asks_for_the_first(client):
    assert client.get(LIST).headers["Location"] == url("person_add")
    assert "Add a person who helps" in page(client.get(url("person_add")))


def test_two_people_are_listed_with_ways_to_change_and_remove(area, client):
    for name in ("Dr Grey", "Aunt May"):
        assert client.post(url("person_add"), GREY | {"involved_name": name}).headers["Location"] == LIST
    text = page(client.get(LIST))
    assert "You have told us about 2 people" in text
    first, second = people(area)
    for person in (first, second):
        assert url("person_change", person_id=person["id"]) in text
        assert url("person_remove", person_id=person["id"]) in text


def test_yes_adds_another_and_no_goes_on(client):
    client.post(url("person_add"), GREY)
    assert client.post(LIST, {"another": "yes"}).headers["Location"] == url("person_add")
    assert client.post(LIST, {"another": "no"}).headers["Location"] == url("question", page="talk")
    assert "There is a problem" in page(client.post(LIST, {}))
    assert client.post(LIST, {"action": "save"}).headers["Location"] == url("save")


def test_changing_keeps_the_place_in_the_list(area, client):
    client.post(url("person_add"), GREY)
    client.post(url("person_add"), GREY | {"involved_name": "Aunt May"})
    first = people(area)[0]["id"]
    assert 'value="Dr Grey"' in page(client.get(url("person_change", person_id=first)))
    client.post(url("person_change", person_id=first), GREY | {"involved_name": "Dr Greyer"})
    assert [person["involved_name"] for person in people(area)] == ["Dr Greyer", "Aunt May"]


def test_a_mistake_is_kept_once_and_must_be_mended_before_going_on(area, client):
    text = page(client.post(url("person_add"), GREY | {"involved_phone": "12"}))
    assert "There is a problem" in text
    (person,) = people(area)
    change = url("person_change", person_id=person["id"])
    assert f'action="{change}"' in text
    assert not person["complete"]
    assert client.post(LIST, {"another": "no"}).headers["Location"] == change
    assert "Please look at this again" in page(client.get(LIST))
    assert client.post(change, GREY).headers["Location"] == LIST
    assert len(people(area)) == 1


def test_removing_asks_first(area, client):
    client.post(url("person_add"), GREY)
    client.post(url("person_add"), GREY | {"involved_name": "Aunt May"})
    grey, may = (person["id"] for person in people(area))
    assert "Do you want to remove Dr Grey" in page(client.get(url("person_remove", person_id=grey)))
    assert len(people(area)) == 2
    assert client.post(url("person_remove", person_id=grey)).headers["Location"] == LIST
    assert client.post(url("person_remove", person_id=may)).headers["Location"] == url("question", page="people")
    assert people(area) == []


def test_somebody_who_is_not_on_the_list_leads_back_to_it(client):
    client.post(url("person_add"), GREY)
    stranger = "0" * 16
    for name in ("person_change", "person_remove"):
        assert client.get(url(name, person_id=stranger)).headers["Location"] == LIST


def test_saving_for_later_keeps_half_a_person(area, client):
    half = {"involved_name": "Half", "action": "save"}
    assert client.post(url("person_add"), half).headers["Location"] == url("save")
    assert people(area)[0]["involved_name"] == "Half"


def test_from_the_check_page_and_back(client):
    client.post(url("person_add"), GREY)
    client.post(LIST, {"another": "no"})
    assert "Dr Grey" in page(client.get(url("check")))
    assert client.post(LIST + "?from=check", {"another": "no"}).headers["Location"] == url("check")
    assert (
        client.post(LIST + "?from=check", {"another": "yes"}).headers["Location"] == url("person_add") + "?from=check"
    )
    assert client.post(url("person_add") + "?from=check", GREY).headers["Location"] == LIST + "?from=check"
