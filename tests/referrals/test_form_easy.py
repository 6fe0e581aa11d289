"""Easy Read: every page of the form has its words and pictures, and the pages hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from dsr.core import pictures, scope
from dsr.referrals.form import teaching
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.easy import telling
from dsr.referrals.form.easy.parts import EasyPage
from dsr.referrals.form.pages import STATIC, all_pages, decision_pages, words_of
from dsr.referrals.form.showing import READER
from dsr.referrals.form.voice import Voice
from dsr.referrals.models import Draft
from tests.referrals.test_form_branches import POLICIES, at, born, journey
from tests.referrals.test_form_screens import BRANCHES, assert_page, start, url
from tests.referrals.test_form_words import KNOWN_LETTERS
from tests.support.html import texts

MOST_WORDS = 15
#: staff alone key a form, and they read the standard pages
ONLY_KEYED = {"received"}
#: the template of each page around the questions
ENDS = set(
    [
        "start",
        "danger-help",
        "danger-after",
        "leave",
        "save",
        "delete",
        "deleted",
        "person",
        "person_remove",
        "check",
        "sent",
        "equality",
    ]
)
EQUALITY = {"sex", "ethnic-group", "ethnic-background"}
READERS = {
    "adult": {"who": {"who": "me"}, "born": born(1990), "name": {"given_name": "Alex"}},
    "12": {"who": {"who": "me"}, "born": born(2014), "name": {"given_name": "Alex"}},
    "parent": {"who": {"who": "my_child"}, "born": born(2014), "name": {"given_name": "Sam"}},
}


def easy_journey(policy="coventry-warwickshire", **answers):
    asked = journey(POLICIES[policy], **answers, **at("CV1 2NT"))
    object.__setattr__(asked.asking, "reading", "easy")
    return asked


def said_by(page: EasyPage) -> Iterator[str]:
    yield from (page.title, page.them_title)
    yield from (words for _picture, words in (*page.said, *page.them_said))
    yield from page.labels.values()
    yield from page.them_labels.values()
    for fields in (page.choices, page.them_choices):
        yield from (words for choices in fields.values() for _picture, words in choices.values())


def drawn_by(page: EasyPage) -> Iterator[str]:
    yield from (picture for picture, _words in (*page.said, *page.them_said))
    for fields in (page.choices, page.them_choices):
        yield from (picture for choices in fields.values() for picture, _words in choices.values() if picture)


def too_long(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])\s+", text) if len(part.split()) > MOST_WORDS]


@pytest.mark.parametrize("policy", POLICIES)
def test_every_page_of_the_form_has_easy_read_words(policy):
    asked = easy_journey(policy, **READERS["adult"])
    for page in all_pages(asked.asking):
        if page.code in ONLY_KEYED:
            continue
        if page.wording:
            assert page.easy_wording, page.code
        else:
            assert page.code in telling.ASKED, page.code
    assert set(telling.ALL) >= ENDS | EQUALITY
    assert not set(telling.ASKED) & set(telling.ends.PAGES)
    assert set(telling.ASKED) - {"person"} <= {page.code for page in all_pages(asked.asking)}


def test_every_field_and_choice_named_by_the_words_is_on_its_page():
    asked = easy_journey(**READERS["adult"])
    for page in STATIC:
        words = telling.ASKED.get(page.code)
        if words is None:
            continue
        fields = page.form(asking=asked.asking).fields
        assert {*words.labels, *words.them_labels, *words.choices, *words.them_choices} <= set(fields), page.code
        unnamed = set(fields) - set(words.labels) - {"born_not_known"}
        assert len(fields) == 1 or not unnamed, (page.code, unnamed)
        for name, choices in words.choices.items():
            offered = {value for value, _label in fields[name].choices}
            assert set(choices) <= offered | {"bsl", "braille", "spoken", "audio"}, (page.code, name)


@pytest.mark.parametrize("code", telling.ALL)
def test_the_words_are_short_and_their_pictures_exist(code):
    page = telling.ALL[code]
    assert set(drawn_by(page)) <= pictures.names()
    for text in map(str, said_by(page)):
        assert not too_long(text), text
        assert set(re.findall(r"\b[A-Z]{2,}\b", text)) <= KNOWN_LETTERS, text


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("answers", READERS.values(), ids=READERS)
def test_the_decisions_are_short_pictured_and_kept_as_shown(policy, answers):
    asked = easy_journey(policy, **answers)
    own = asked.asking.policy
    local = [own.labels.register_name, *(one.would_be_told for one in own.organisations if one.would_be_told)]
    local += sorted((one.name for one in own.organisations), key=len, reverse=True)
    kinds = set()
    for page in decision_pages(asked.asking):
        words = words_of(page, asked.asking)
        if words is None:
            continue
        kinds.add(words.kind)
        text = words.as_text()
        for name in local:
            text = text.replace(name, "Name")
        assert not too_long(text.replace("\n", ". "))
        for _heading, said in words.blocks:
            for picture, sentence in said:
                assert picture in pictures.names(), (page.code, picture)
                assert sentence in words.as_text()
        assert set(words.pictures.values()) <= pictures.names()
        assert [code for code, _label in words.answers] == ["agreed", "refused", "not_sure"]
        assert "keep" in text
    assert kinds == {"discuss", "join", "share", "cetr", "key_worker"}


def test_what_is_true_has_a_picture_for_each_sentence():
    for given in ("", "keep", "lose", "not_sure"):
        asked = easy_journey(**READERS["adult"], **{teaching.ASK: {"say_no": given}})
        said = teaching.pictured(asked.asking)
        assert tuple(words for _picture, words in said) == teaching.truth(asked.asking)
        assert {picture for picture, _words in said} <= pictures.names()
        assert not [words for _picture, words in said if too_long(words)]


def test_words_about_somebody_else_name_them():
    told = telling.tell("born", voice=Voice(me=False, name="Sam"))
    assert told.title == "When was Sam born?"
    assert telling.tell("born", voice=READER).title == "When were you born?"


def easy(address: str) -> str:
    return f"/easy-read{address}"


@pytest.mark.django_db
@pytest.mark.parametrize("changes", BRANCHES.values(), ids=BRANCHES)
def test_every_easy_read_page_asks_one_thing_with_pictures(area, monkeypatch, changes):
    start(area, monkeypatch, **changes)
    client = Client()
    address, seen = easy(url("question", page="danger")), []
    while not address.endswith("/check/"):
        shown = client.get(address)
        document = assert_page(shown.content.decode())
        assert document.query(".dsr-picture"), address
        assert texts(document, "details summary") == ["Help me with this"]
        assert document.query("[data-read-aloud]")
        seen.append(address)
        code = address.rstrip("/").split("/")[-1]
        with scope.job(name="test", area_id=area.pk):
            typed = Answers(Draft.objects.get().answers).typed(code)
        typed = typed if code != "people-list" else {"another": "no"}
        address = client.post(address, posted(typed) | {"action": "continue"}).url
        assert address.startswith("/easy-read/")
    assert len(seen) == len(set(seen)) > 20
    assert_page(client.get(address).content.decode())


def posted(typed: dict) -> dict:
    """What a browser would send for the stored answers: a date as its three boxes."""
    boxes = {
        f"{name}_{box}": text for name, value in typed.items() if isinstance(value, dict) for box, text in value.items()
    }
    return {name: value for name, value in typed.items() if not isinstance(value, dict)} | boxes


@pytest.mark.django_db
@pytest.mark.parametrize("changes", BRANCHES.values(), ids=BRANCHES)
def test_easy_read_says_what_is_wrong(area, monkeypatch, changes):
    _, asked = start(area, monkeypatch, **changes)
    client = Client()
    for page in asked.pages:
        answer = client.post(easy(url("question", page=page.code)), {})
        if answer.status_code == 200:
            assert_page(answer.content.decode(), error=True)


@pytest.mark.django_db
def test_the_pages_around_the_questions_are_easy_read_too(area, monkeypatch):
    start(area, monkeypatch, people="yes")
    client = Client()
    for name in ("save", "leave", "delete", "help", "check", "person_add"):
        document = assert_page(client.get(easy(url(name))).content.decode())
        assert document.query(".dsr-easy .dsr-picture"), name
    for address in ("/easy-read/refer/", "/easy-read/refer/deleted/"):
        assert assert_page(client.get(address).content.decode()).query(".dsr-picture")
    for person in texts(assert_page(client.get(easy(url("question", page="people-list"))).content.decode()), "h2"):
        assert person
    assert client.post(easy(url("check"))).url == easy(url("equality"))
    for name, more in (("equality", {}), ("equality_question", {"page": "sex"}), ("sent", {})):
        document = assert_page(client.get(easy(url(name, **more))).content.decode())
        assert document.query(".dsr-easy .dsr-picture"), name


@pytest.mark.django_db
def test_changing_the_reading_half_way_keeps_everything(area, monkeypatch):
    start(area, monkeypatch)
    client = Client()
    client.post(easy(url("question", page="join")), {"decision": "agreed", "action": "continue"})
    client.post(url("question", page="helps"), {"helps": "Long walks", "action": "continue"})
    assert "Long walks" in client.get(easy(url("question", page="helps"))).content.decode()
    assert 'value="agreed" checked' in client.get(url("question", page="join")).content.decode()
    with scope.job(name="test", area_id=area.pk):
        kept = Answers(Draft.objects.get().answers).about_form["wording"]
    assert (kept["join"]["reading"], kept["join"]["format"]) == ("easy", "Easy Read web page")
    assert "You keep all the help you have now." in kept["join"]["text"]
    assert kept["cetr"]["reading"] == "standard"
    document = assert_page(client.get(easy(url("question", page="join"))).content.decode())
    shown = " ".join(document.to_text().split())
    for line in kept["join"]["text"].split("\n"):
        assert line in shown
