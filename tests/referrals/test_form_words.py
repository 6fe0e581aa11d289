"""A tripwire for hard words: short sentences, no unexplained letters, no idioms, no double negatives."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from dsr.core import languages
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


DANGER_TYPED = [
    ("Nie chcę żyć.", "Polish"),
    ("nie chce zyc", "Polish"),
    ("On ma NÓŻ w domu", "Polish"),
    ("وہ کہتا ہے کہ وہ خود‌کشی کرے گا۔", "Urdu"),
    ("اس کے پاس چاقو ہے", "Urdu"),
    ("هو يريد أن يموت", "Arabic"),
    ("معه سكّين", "Arabic"),
    ("તે આત્મહત્યા કરશે", "Gujarati"),
    ("ਉਹ ਮਰਨਾ ਚਾਹੁੰਦਾ ਹੈ", "Panjabi"),
    ("Vreau să mor", "Romanian"),
    ("vreau sa mor", "Romanian"),
    ("Quero morrer", "Portuguese"),
]


@pytest.mark.parametrize(("text", "language"), DANGER_TYPED)
def test_danger_words_of_every_language_raise_a_flag_that_names_the_language(text, language):
    reasons = danger.same_day_reasons(Answers({"now": {"worries": text}}))
    assert [reason for reason in reasons if reason.startswith(f'The {language} words "')], reasons
    assert all("No translator has checked" in reason for reason in reasons)


@pytest.mark.parametrize("text", ["nożyczki są w domu", "زہریلا نہیں", "armata", "છરીઓ વેચે"])
def test_words_inside_words_of_other_languages_are_not_danger(text):
    assert not danger.words_found(text)


def test_every_language_of_the_service_has_its_list_with_the_same_subjects():
    lists = {file.stem: yaml.safe_load(file.read_text()) for file in danger.WORDS.glob("*.yaml")}
    assert lists.keys() == {language.code.split("-")[0] for language in languages.all_languages()}
    subjects = [group["about"] for group in lists["en"]["groups"]]
    assert all([group["about"] for group in kept["groups"]] == subjects for kept in lists.values())
    states = {code: kept.get("review_state") for code, kept in lists.items() if code != "en"}
    assert set(states.values()) <= set(languages.REVIEW_STATES)
    assert all(len(danger.plain(words)) > 2 for kept in lists.values() for g in kept["groups"] for words in g["words"])


def test_plain_answers_in_every_language_raise_nothing():
    calm = ["It is too loud at home and I cannot sleep.", "W domu jest za głośno i nie mogę spać.",
            "گھر میں بہت شور ہے اور میں سو نہیں سکتی۔", "البيت مزعج جدا ولا أستطيع النوم",
            "ઘરમાં બહુ અવાજ છે અને હું ઊંઘી શકતો નથી", "ਘਰ ਵਿੱਚ ਬਹੁਤ ਰੌਲਾ ਹੈ", "Nu pot dormi acasă",
            "Há muito barulho em casa"]  # fmt: skip
    assert [text for text in calm if danger.words_found(text)] == []
