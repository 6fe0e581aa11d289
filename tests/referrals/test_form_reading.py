"""Which language and reading an answer was given in is kept; unchecked words take no decision; the check before."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from dsr.core import scope
from dsr.people.models import ExpressedView
from dsr.referrals.actions import matching
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.teaching import KEEP, LOSE, check_of
from dsr.referrals.form.wording import NOT_CHECKED, WITH_INTERPRETER
from dsr.referrals.models import Draft, Referral
from dsr.referrals.presenters.answers import answers_view, expressed, understanding, written_in
from tests.factories.referrals import make_referral
from tests.referrals.test_form_screens import assert_page, start, url
from tests.support.html import texts

pytestmark = pytest.mark.django_db
SAID = {"decision": "agreed", "action": "continue"}


def about_form(area):
    with scope.job(name="test", area_id=area.pk):
        return Answers(Draft.objects.get().answers).about_form


def test_the_draft_keeps_in_which_language_and_reading_each_page_was_answered(area, monkeypatch):
    start(area, monkeypatch)
    client = Client()
    client.post(f"/pl{url('question', page='tried')}", {"tried": "Nic", "action": "continue"})
    client.post(f"/easy-read{url('question', page='helps')}", {"helps": "Music", "action": "continue"})
    seen = about_form(area)["seen"]
    assert seen["tried"] == {"language": "pl", "reading": "standard"}
    assert seen["helps"] == {"language": "en", "reading": "easy"}
    assert seen["now"] == {"language": "en", "reading": "standard"}


@pytest.mark.parametrize("prefix", ["/pl", "/easy-read", "/easy-read/ur"])
def test_the_secret_link_opens_in_the_language_and_reading_it_was_saved_in(area, monkeypatch, prefix):
    start(area, monkeypatch)
    client = Client()
    saved = client.get(prefix + url("save"))
    link = texts(assert_page(saved.content.decode()), ".dsr-secret-link")[0]
    assert link.endswith(prefix + url("resume"))
    assert client.get(prefix + url("resume")).url == prefix + url("check")


@pytest.mark.parametrize("prefix", ["/pl", "/easy-read/pl"])
def test_unchecked_words_are_shown_but_only_a_talk_with_an_interpreter_is_kept(area, monkeypatch, prefix):
    start(area, monkeypatch)
    client = Client()
    address = prefix + url("question", page="join")
    document = assert_page(client.get(address).content.decode())
    with translation.override("pl"):
        notice, button = str(NOT_CHECKED[0]), str(WITH_INTERPRETER)
    assert notice in document.to_text()
    assert button in texts(document, "main form .nhsuk-button")
    assert client.post(address, SAID).status_code == 200
    assert client.post(address, SAID | {"decision": "not_sure"}).status_code == 302
    wording = about_form(area)["wording"]["join"]
    assert (wording["language"], wording["interpreter_only"]) == ("pl", True)
    assert wording["text"].endswith(button)
    assert "Talk to me with an interpreter" in client.get(url("check")).content.decode()


def test_staff_see_the_language_and_that_an_interpreter_is_wanted(area, monkeypatch):
    start(area, monkeypatch)
    client = Client()
    client.post(f"/pl{url('question', page='join')}", {"decision": "not_sure"})
    client.post(f"/pl{url('check')}")
    with scope.job(name="test", area_id=area.pk):
        referral = Referral.objects.get()
        assert referral.language == "pl"
        assert written_in(referral) == "Answers written in English and Polish."
        rows = {row.label: str(row.value) for section in answers_view(referral) for row in section.rows}
    assert rows["Do you want to be on the register?"] == "Talk to me with an interpreter"


def test_a_view_copied_to_the_person_says_in_which_language_and_form_the_words_stood(area, monkeypatch, coordinator):
    start(area, monkeypatch)
    Client().post(f"/easy-read{url('question', page='join')}", SAID)
    Client().post(f"/easy-read{url('check')}")
    with coordinator.scope():
        referral = Referral.objects.get()
        shown = {one.kind: one for one in expressed(referral)}["join"]
        matching.create_person_from(
            referral=referral, identity={"given_name": "Alex", "family_name": "Example"}, by=coordinator
        )
        view = ExpressedView.objects.get(kind="join")
    assert (view.language, view.format, view.wording) == ("en", "Easy Read web page", shown.wording)


def test_the_check_before_the_decisions_can_be_left_empty_and_never_blocks(area, monkeypatch):
    _, journey = start(area, monkeypatch)
    client = Client()
    answer = client.post(url("question", page="say-no"), {"action": "continue"})
    assert answer.url == url("question", page="say-no-answer")
    told = assert_page(client.get(answer.url).content.decode()).to_text()
    assert "you keep all the help you have now" in told
    assert client.post(answer.url, {"action": "continue"}).url == url("question", page="discuss")
    assert journey.unfinished() == []


@pytest.mark.parametrize(
    ("given", "first"),
    [("keep", "Yes, that is right."), ("lose", "Many people think that."), ("not_sure", "That is fine.")],
)
def test_what_is_true_is_said_kindly_whatever_was_answered(area, monkeypatch, given, first):
    start(area, monkeypatch)
    client = Client()
    shown = client.post(url("question", page="say-no"), {"say_no": given, "action": "continue"}, follow=True)
    assert first in shown.content.decode()
    assert "Nobody takes it away." in shown.content.decode()


def test_staff_see_what_was_understood_with_a_mark_when_it_was_not(area):
    with scope.job(name="test", area_id=area.pk):
        assert not understanding(make_referral(area)).misunderstood
    wrong, right = ({"say-no": {}, "_cleaned": {"say-no": {"say_no": given}}} for given in (LOSE, KEEP))
    assert check_of(Answers(wrong)).misunderstood
    assert not check_of(Answers(right)).misunderstood
    assert check_of(Answers({})) is None


def test_the_staff_page_marks_what_was_not_understood_and_names_the_language(
    area, monkeypatch, browser_as, coordinator
):
    start(area, monkeypatch)
    client = Client()
    client.post(f"/easy-read{url('question', page='say-no')}", {"say_no": LOSE, "action": "continue"})
    client.post(f"/pl{url('question', page='tried')}", {"tried": "Nic nie pomaga", "action": "continue"})
    client.post(url("check"))
    with coordinator.scope():
        made = Referral.objects.get()
    page = browser_as(coordinator).get(f"/referrals/{made.public_id}/").content.decode()
    assert "Explain again" in page
    assert "They lose the help they have now. This is wrong." in page
    assert "Answers written in English and Polish, with Easy Read." in page
    assert "Nic nie pomaga" in page
