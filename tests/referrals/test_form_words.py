"""A tripwire for hard words: short sentences, no unexplained letters, no idioms, no double negatives."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dsr.referrals.form import danger
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.pages import intro_of
from tests.referrals.test_form_branches import POLICIES, at, born, journey

MOST_WORDS = 20
#: letters the reader knows, or that the same page writes out
KNOWN_LETTERS = {"NHS", "GP", "OK"}
HARD = re.compile(
    r"\b(referral|assess|eligib\w*|stakeholder|multi-agency|provision|regarding|utilise|commence|pathway to"
    r"|placement|facilitate|escalat\w*|clinician|cope|coping|in a good place|reach out|touch base)\b",
    re.IGNORECASE,
)
BRANCHES = {
    "adult": {"who": {"who": "me"}, "born": born(1990)},
    "17": {"who": {"who": "me"}, "born": born(2009)},
    "12": {"who": {"who": "me"}, "born": born(2014)},
    "parent of a child of 12": {"who": {"who": "my_child"}, "born": born(2014), "name": {"given_name": "Sam"}},
    "carer": {"who": {"who": "care_for"}, "name": {"given_name": "Sam"}},
}


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.?!:;])\s|\n", text) if part.strip()]


def words_of(asked) -> Iterator[str]:
    for page in asked.pages:
        form = page.form(asking=asked.asking)
        if page.wording:
            yield page.wording(asked.asking).as_text()
            continue
        yield asked.title(page)
        for field in form.fields.values():
            hints = getattr(field, "hints", {}).values()
            labels = (label for _code, label in getattr(field, "choices", []))
            yield from map(str, [field.label, field.help_text, field.missing, *labels, *hints])
        yield from map(str, intro_of(page, asked.asking))


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("answers", BRANCHES.values(), ids=BRANCHES)
def test_sentences_are_short_and_words_are_plain(policy, answers):
    asked = journey(policy, **answers, **at("CV1 2NT"))
    local = {one.name for one in policy.organisations} | {policy.team.hours_in_words}
    for text in words_of(asked):
        for name in local:
            text = text.replace(name, "Name")
        for sentence in sentences(text):
            assert len(sentence.split()) <= MOST_WORDS, sentence
            assert not HARD.search(sentence), sentence


@pytest.mark.parametrize("answers", BRANCHES.values(), ids=BRANCHES)
def test_letters_that_stand_for_words_are_explained_where_they_stand(answers):
    asked = journey(**answers, **at("CV1 2NT"))
    for text in words_of(asked):
        letters = set(re.findall(r"\b[A-Z]{2,}\b", text)) - KNOWN_LETTERS
        unexplained = {one for one in letters if f"({one})" not in text}
        assert not unexplained, text


def test_every_decision_page_says_what_changes_what_does_not_and_offers_to_talk():
    asked = journey(**BRANCHES["17"], **at("CV1 2NT"))
    for page in asked.pages:
        if page.wording:
            text = page.wording(asked.asking).as_text()
            assert "If you say yes" in text
            assert "The support you have now stays the same." in text
            assert "You can say something different later, at any time." in text
            assert text.endswith("Yes\nNo\nI am not sure. Talk to me first")


def test_nothing_is_chosen_beforehand():
    for answers in BRANCHES.values():
        asked = journey(**answers)
        for page in asked.pages:
            assert "checked" not in str(page.form(asking=asked.asking)), page.code


@pytest.mark.parametrize(
    "text", ["I want to kill myself", "KILL  MYSELF", "He has a knife", "don’t want to live", "dont want to live"]
)
def test_danger_words_are_found_however_they_are_typed(text):
    assert danger.words_found(text)


@pytest.mark.parametrize("text", ["", "penknives are banned", "skill myself", "I die of laughter", "detainedness"])
def test_words_inside_words_are_not_danger(text):
    assert not danger.words_found(text)


def test_the_words_of_people_who_are_named_count_too():
    answers = Answers({"people-list": {"people": [{"involved_role": "visits after the overdose"}]}})
    assert danger.same_day_reasons(answers) == ['The words "overdose" were used (ending their life).']
