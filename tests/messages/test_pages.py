"""The outbox in a browser's eyes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import scope
from dsr.messages import actions
from dsr.messages.models import Message
from tests.factories.messages import make_message
from tests.factories.people import make_person
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db
NAMES = ("message", "message_edit", "message_cancel", "message_print")


@pytest.fixture
def client(browser_as, coordinator):
    return browser_as(coordinator)


@pytest.fixture
def message(coordinator):
    with coordinator.scope():
        return make_message(coordinator, person=make_person(coordinator))


@pytest.fixture
def letter(coordinator):
    with coordinator.scope():
        return make_message(coordinator, channel="letter", recipient_address="1 Test Street\nCoventry")


def href(name, message):
    return reverse(name, kwargs={"pid": message.public_id})


def state(message):
    with scope.job(name="test", area_id=message.area_id):
        return Message.objects.get(pk=message.pk).state


def test_the_message_shows_to_whom_by_which_way_and_in_what_words(client, message):
    response = client.get(href("message", message))
    page = assert_valid_html(response.text)
    assert {"Robin Ashdown", "Email", "robin@example.org"} <= set(texts(page, "dd"))
    assert "Thank you for asking." in response.text
    assert texts(page, "main button") == ["Approve and send"]


def test_approve_and_what_can_be_done_after(client, message):
    response = client.post(href("message_approve", message), follow=True)
    page = assert_valid_html(response.text)
    assert state(message) == "queued"
    assert texts(page, "main button") == []
    assert client.post(href("message_approve", message)).status_code == 409


def test_a_letter_from_words_to_the_post(client, letter):
    assert client.get(href("message_print", letter)).status_code == 404
    client.post(href("message_approve", letter))
    printed = client.get(href("message_print", letter))
    assert_valid_html(printed.text)
    assert "1 Test Street<br>Coventry" in printed.text
    client.post(href("message_posted", letter))
    assert state(letter) == "sent"


def test_changing_the_words_keeps_what_was_typed_when_something_is_missing(client, message):
    typed = {"recipient_name": "", "recipient_address": "rob@example.org", "subject": "Hello", "body": "Dear Rob"}
    response = client.post(href("message_edit", message), typed)
    assert "Error: " in response.text
    assert "Dear Rob" in response.text
    assert_valid_html(response.text)
    client.post(href("message_edit", message), typed | {"recipient_name": "Rob"})
    with scope.job(name="test", area_id=message.area_id):
        assert Message.objects.get().body == "Dear Rob"


def test_a_rule_that_says_no_is_an_error_of_the_form(client, message):
    typed = {"recipient_name": "Rob", "recipient_address": "rob", "subject": "Hello", "body": "Dear Rob"}
    response = client.post(href("message_edit", message), typed)
    assert "correct format" in response.text
    assert_valid_html(response.text)


def test_what_was_typed_is_shown_when_somebody_was_first(client, message, coordinator):
    with coordinator.scope():
        actions.approve(message=message, by=coordinator)
    body = "Dear Rob, this took me a long time to write"
    typed = {"recipient_name": "Rob", "recipient_address": "r@example.org", "subject": "x", "body": body}
    response = client.post(href("message_edit", message), typed)
    assert response.status_code == 409
    assert body in response.text
    assert_valid_html(response.text)


def test_stopping(client, message):
    assert_valid_html(client.get(href("message_cancel", message)).text)
    assert "Error: " in client.post(href("message_cancel", message), {"reason": ""}).text
    client.post(href("message_cancel", message), {"reason": "Wrong address"})
    assert state(message) == "cancelled"


def test_nobody_else_opens_any_of_it(browser_as, partner, clinician, message, letter):
    for actor in (partner, clinician):
        other = browser_as(actor)
        assert other.get(reverse("message_list")).status_code == 403
        assert {other.get(href(name, message)).status_code for name in NAMES} == {404}
        for name in ("message_approve", "message_posted"):
            assert other.post(href(name, letter)).status_code == 404


def test_the_team_of_another_area_finds_nothing(browser_as, example_area, message):
    from tests.factories.accounts import make_actor

    other = browser_as(make_actor(example_area, "register_team", "coordinator"))
    assert {other.get(href(name, message)).status_code for name in NAMES} == {404}


def test_reading_is_on_record(client, message):
    client.get(href("message", message))
    client.get(reverse("message_list"))
    with scope.job(name="test", area_id=message.area_id):
        person = Message.objects.get().person.public_id
        seen = dict(Event.objects.filter(kind="read").values_list("action", "people"))
    assert seen["message"] == seen["message_list"] == [person]


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_asks_as_often_for_many_as_for_one(client, coordinator, rows):
    with coordinator.scope():
        person = make_person(coordinator)
        for _ in range(rows):
            make_message(coordinator, person=person)
    client.get(reverse("message_list"))
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse("message_list"))
    assert_valid_html(response.text)
    assert len([q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 12


@pytest.mark.parametrize(("chosen", "shown"), [("", 2), ("pending", 2), ("sent", 0)])
def test_the_filter(client, message, letter, chosen, shown):
    response = client.get(reverse("message_list"), {"state": chosen})
    assert len(texts(assert_valid_html(response.text), "tbody tr")) == shown
