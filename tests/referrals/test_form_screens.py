"""Every screen of every branch: valid HTML unanswered, answered and wrong; what was typed stays."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dsr.core import ids, scope
from dsr.referrals.actions import drafts
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.asked import journey_of
from dsr.referrals.models import Draft
from tests.factories.referrals import make_draft
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db
TOKEN = "s" * 43
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " * 8

BRANCHES = {
    "adult": {"people": "yes", "language": "pl", "contact_way": "somebody", "helped": "yes"},
    "child with a view": {"who": "my_child", "born_on_year": "2014", "contact_first": "both"},
    "carer who does not know the age": {
        "who": "care_for",
        "born_on_day": "",
        "born_on_month": "",
        "born_on_year": "",
        "born_not_known": ["not_known"],
        "lives": "no_fixed",
    },
    "professional": {"who": "work_with", "people": "yes", "contact_first": "person"},
}


def start(area, monkeypatch, **changes):
    monkeypatch.setattr(ids, "new_token", lambda: TOKEN)
    with scope.job(name="test", area_id=area.pk):
        draft = make_draft(area, **changes)
        return draft, journey_of(draft)


def url(name, **parts):
    return reverse(f"refer_{name}", kwargs={"token": TOKEN, **parts})


def assert_page(text, *, error=False):
    document = assert_valid_html(text)
    assert len(texts(document, "h1")) == 1
    assert bool(texts(document, ".nhsuk-error-summary")) is error
    assert texts(document, "title")[0].startswith("Error: ") is error
    return document


@pytest.mark.parametrize("changes", BRANCHES.values(), ids=BRANCHES)
def test_every_screen_is_valid_and_shows_the_answers_again(area, monkeypatch, changes):
    _, journey = start(area, monkeypatch, **changes)
    client = Client()
    for screen in journey.screens:
        text = client.get(url("question", page=screen.code)).content.decode()
        document = assert_page(text)
        assert texts(document, ".nhsuk-button")[:2] == ["Continue", "Save and come back later"]
        if any(page.wording for page in screen.pages):
            assert 'value="not_sure" checked' in text
    assert_page(client.get(url("check")).content.decode())


@pytest.mark.parametrize("changes", BRANCHES.values(), ids=BRANCHES)
def test_every_screen_says_what_is_wrong_and_keeps_what_was_typed(area, monkeypatch, changes):
    draft, journey = start(area, monkeypatch, **changes)
    client = Client()
    for screen in journey.screens:
        typed = {name: LONG for page in screen.pages for name in page.form.base_fields}
        answer = client.post(url("question", page=screen.code), typed | {"action": "continue"})
        if answer.status_code == 302:
            continue
        assert_page(answer.content.decode(), error=True)
        with scope.job(name="test", area_id=area.pk):
            kept = Answers(Draft.objects.get(pk=draft.pk).answers)
        for page in screen.pages:
            shown = kept.typed(page.code)
            assert all(LONG in str(shown[name]) for name in page.form.base_fields if name in shown), page.code


@pytest.mark.parametrize("changes", BRANCHES.values(), ids=BRANCHES)
def test_an_empty_screen_is_answered_with_a_page_and_never_a_crash(area, monkeypatch, changes):
    _, journey = start(area, monkeypatch, **changes)
    client = Client()
    for screen in journey.screens:
        answer = client.post(url("question", page=screen.code), {})
        assert answer.status_code in (200, 302)
        if answer.status_code == 200:
            assert_page(answer.content.decode(), error=True)


@pytest.mark.parametrize(
    "nasty", ["\x00", "</textarea><script>alert(1)</script>", "{{ 7 * 7 }}", "=1+1", "\u202eabc", "\ud83d\ude00"]
)
def test_strange_characters_are_kept_and_shown_as_text(area, monkeypatch, nasty):
    start(area, monkeypatch)
    client = Client()
    client.post(
        url("question", page="tried"),
        {"tried": f"before {nasty} after".encode("utf-8", "surrogatepass").decode("utf-8", "replace")},
    )
    assert_page(client.get(url("question", page="tried")).content.decode())
    text = client.get(url("check")).content.decode()
    assert "before" in text
    assert "<script>alert" not in text
    assert "49 after" not in text


def test_the_steps_back_follow_the_steps_forward(area, monkeypatch):
    _, journey = start(area, monkeypatch)
    client = Client()
    for before, screen in zip(journey.screens, journey.screens[1:], strict=False):
        text = client.get(url("question", page=screen.code)).content.decode()
        assert f'href="{url("question", page=before.code)}">Back' in text
    assert f'href="{url("question", page=journey.screens[-1].code)}">Back' in client.get(url("check")).content.decode()


def test_a_decision_page_shows_exactly_the_words_it_stores(area, monkeypatch):
    draft, _ = start(area, monkeypatch)
    client = Client()
    with scope.public(area_id=area.pk, token=draft.token_hash):
        drafts.save_answers(draft=draft, page="join", answers={}, cleaned=None)
    client.post(url("question", page="join"), {"decision": "agreed", "action": "continue"})
    with scope.job(name="test", area_id=area.pk):
        stored = Draft.objects.get().answers["_form"]["wording"]["join"]
    document = assert_page(client.get(url("question", page="join")).content.decode())
    shown = " ".join(document.to_text().split())
    for line in stored["text"].split("\n"):
        assert line in shown
    assert (stored["language"], stored["format"], stored["kind"]) == ("en", "web page", "join")


@pytest.mark.parametrize("who", ["me", "my_child"])
def test_the_other_area_runs_on_its_own_words(example_area, settings, monkeypatch, who):
    settings.AREA_CODE = "example-vale"
    _, journey = start(example_area, monkeypatch, who=who, postcode="EV1 1AA", born_on_year="2014")
    client = Client()
    for code in ("danger", "lives", "language", "discuss", "join", "share-vale-care", "key-worker"):
        screen = journey.screen(code)
        if screen is None:
            continue
        text = client.get(url("question", page=code)).content.decode()
        assert_page(text)
        assert "Coventry" not in text
    client.post(url("check"))
    text = client.get(url("sent")).content.decode()
    assert_page(text)
    assert "01632 960 002" in text
    assert "Coventry" not in text
    assert "EV-" in text
