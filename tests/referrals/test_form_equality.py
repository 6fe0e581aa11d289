"""The optional questions come after sending, are kept apart, and stop nobody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dsr.core import ids, scope
from dsr.referrals.models import EqualityAnswers, Referral
from tests.factories.referrals import make_draft
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(area, monkeypatch):
    """A form sent a moment ago: the client, the addresses, the token's hash."""
    monkeypatch.setattr(ids, "new_token", lambda: "t" * 43)
    with scope.job(name="test", area_id=area.pk):
        make_draft(area)
    client = Client(headers={"accept": "text/html"})
    answer = client.post(reverse("refer_check", kwargs={"token": "t" * 43}))
    assert answer.headers["Location"] == reverse("refer_equality", kwargs={"token": "t" * 43})
    return client


def address(page=""):
    name = "refer_equality_question" if page else "refer_equality"
    return reverse(name, kwargs={"token": "t" * 43, **({"page": page} if page else {})})


FINISHED = "/refer/" + "t" * 43 + "/sent/"


def kept(area):
    with scope.job(name="test", area_id=area.pk):
        return EqualityAnswers.objects.get()


def test_it_says_that_the_form_is_sent_before_it_asks(area, sent):
    page = sent.get(address())
    assert_valid_html(page.content.decode())
    with scope.job(name="test", area_id=area.pk):
        assert Referral.objects.get().reference in page.content.decode()


@pytest.mark.parametrize(("willing", "where"), [("no", FINISHED), ("yes", None)])
def test_nobody_has_to_answer(sent, willing, where):
    expected = where or address("sex")
    assert sent.post(address(), {"willing": willing}).headers["Location"] == expected


def test_two_steps_for_the_ethnic_group(area, sent):
    assert sent.post(address("sex"), {"sex": "female"}).headers["Location"] == address("ethnic-group")
    assert sent.post(address("ethnic-group"), {"ethnic_group": "asian"}).headers["Location"] == address(
        "ethnic-background"
    )
    page = sent.get(address("ethnic-background")).content.decode()
    assert_valid_html(page)
    assert "Bangladeshi" in page
    assert "Caribbean" not in page
    done = sent.post(address("ethnic-background"), {"ethnic_background": "indian"})
    assert done.headers["Location"] == FINISHED
    answers = kept(area)
    assert (answers.sex, answers.ethnic_group, answers.ethnic_background) == ("female", "asian", "indian")


def test_not_wanting_to_say_ends_it(area, sent):
    done = sent.post(address("ethnic-group"), {"ethnic_group": "prefer_not_to_say"})
    assert done.headers["Location"] == FINISHED
    assert kept(area).ethnic_group == "prefer_not_to_say"


def test_the_second_step_needs_the_first(sent):
    assert sent.get(address("ethnic-background")).headers["Location"] == address("ethnic-group")


def test_an_empty_answer_is_asked_again(sent):
    page = sent.post(address("sex"), {}).content.decode()
    assert_valid_html(page)
    assert "There is a problem" in page
    assert "Error: " in page


def test_an_unknown_question_ends_at_the_confirmation(sent):
    assert sent.get(address("shoe-size")).headers["Location"] == FINISHED


def test_the_team_does_not_see_the_answers(area, sent, coordinator):
    sent.post(address("sex"), {"sex": "male"})
    with coordinator.scope():
        assert not EqualityAnswers.objects.exists()


def test_an_area_may_not_ask(example_area, settings, monkeypatch):
    settings.AREA_CODE = "example-vale"
    monkeypatch.setattr(ids, "new_token", lambda: "t" * 43)
    with scope.job(name="test", area_id=example_area.pk):
        make_draft(example_area, postcode="EV1 1AA")
    client = Client()
    assert client.post(reverse("refer_check", kwargs={"token": "t" * 43})).headers["Location"] == FINISHED
    assert client.get(address()).headers["Location"] == FINISHED
    assert client.get(address("sex")).headers["Location"] == FINISHED
