"""The English of the information pages can be read at the age of 9 to 11, and nothing local stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

import dsr.website
from dsr.core import pictures
from dsr.policy.document import Policy
from dsr.policy.document.reading import PolicyError, load
from dsr.website import content, extraction
from tests.website import readability

POLICIES = [Policy.load(path) for path in sorted(settings.POLICIES.glob("*.yaml"))]
TEMPLATES = Path(dsr.website.__file__).parent / "templates"
PHONE = re.compile(r"\b0\d{2,4} ?\d{3} ?\d{3,4}\b|\b999\b|\b111\b")
MINIMAL = """
title: A page
summary: What it says.
group: about
order: 1
standard:
  - text: A sentence.
easy:
  - heading: A page
    sentences:
      - {picture: person, say: A sentence.}
"""


def standard(page: content.Page) -> Iterator[str]:
    """What the standard page says of its own."""
    yield from (page.title, page.summary)
    for block in page.standard:
        said = getattr(block, block.kind)
        match block.kind:
            case "bullets" | "steps":
                yield from said
            case "warning":
                yield from (said.heading, said.text)
            case "link":
                yield said.words
            case "heading" | "text" | "note":
                yield said


def easy(page: content.Page) -> Iterator[str]:
    """What the Easy Read pages say of their own."""
    for part in page.easy:
        yield part.heading
        yield from (sentence.say for sentence in part.sentences)


def found(code: str) -> list[tuple[str, str]]:
    page = content.page(code)
    return [
        *readability.problems(standard(page), most_words=readability.STANDARD_WORDS),
        *readability.problems(easy(page), most_words=readability.EASY_WORDS, hard=readability.HARD),
    ]


@pytest.mark.parametrize("code", content.codes())
def test_sentences_are_short_and_words_are_known(code):
    let_through = readability.exceptions().get(code, {})
    problems = [f"{what}: {sentence}" for what, sentence in found(code) if what not in let_through]
    assert problems == [], "\n".join(problems)


@pytest.mark.parametrize("code", content.codes())
def test_the_whole_is_easy(code):
    page = content.page(code)
    assert readability.grade(standard(page)) <= readability.STANDARD_GRADE
    if len(list(easy(page))) > 3:
        assert readability.grade(easy(page)) <= readability.EASY_GRADE


def test_every_exception_has_a_reason_and_is_still_needed():
    for code, words in readability.exceptions().items():
        needed = {what for what, _ in found(code)}
        assert set(words) <= needed, f"{code}: {set(words) - needed}"
        assert all(len(reason.split()) > 3 for reason in words.values())


def policy_words(policy: Policy) -> Iterator[str]:
    """What the public reads of a policy: the same that is translated."""
    document = policy.model_dump(mode="json")
    for part, keys in extraction.POLICY_WORDS.items():
        yield from extraction.words_of(document[part], keys)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.area.code)
def test_what_the_policy_tells_the_public_is_short_too(policy):
    said = readability.sentences(policy_words(policy))
    assert [sentence for sentence in said if len(sentence.split()) > readability.STANDARD_WORDS] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The stakeholder agrees.", "stakeholder"),
        ("We will get in touch.", "get in touch"),
        ("The DSR helps.", "DSR"),
        ("A C(E)TR is held.", "C(E)TR"),
        ("We don't know.", "don't"),
        ("one " * 21 + "word.", "22 words"),
    ],
)
def test_the_check_bites(text, what):
    assert what in [problem for problem, _ in readability.problems([text], most_words=20)]


def test_harder_words_make_a_higher_grade():
    simple, hard = ["You can say no. We help you."], ["Organisational responsibilities necessitate consideration."]
    assert readability.grade(simple) < readability.EASY_GRADE < readability.STANDARD_GRADE < readability.grade(hard)


def local_facts() -> set[str]:
    """Names only one area has."""
    names = set()
    for policy in POLICIES:
        names |= {policy.area.name, policy.team.name, policy.area.icb_name}
        names |= {place.name for place in policy.area.local_authorities}
        names |= {one.name for one in policy.organisations if one.kind != "key_worker"}
    return names


@pytest.mark.parametrize(
    "path", [*content.FOLDER.glob("*.yaml"), *TEMPLATES.rglob("*.jinja")], ids=lambda path: path.name
)
def test_nothing_local_stands_in_the_sources(path):
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    assert [name for name in local_facts() if name in text] == []
    assert not PHONE.search(text)
    assert not re.search(r"Coventry|Warwickshire|Fine Futures|\bMind\b", text)


@pytest.mark.parametrize("code", content.codes())
def test_each_page_can_be_read_both_ways(code):
    page = content.page(code)
    assert page.standard
    assert page.easy
    used = {sentence.picture for part in page.easy for sentence in part.sentences}
    assert used <= pictures.names()


def test_messages_name_their_line():
    found = list(content.messages())
    for path, line, text in found:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert text.split()[0].strip("'\"") in " ".join(lines[line - 1 : line + 1]), (path.name, line, text)
    assert {path.stem for path, _, _ in found} == set(content.codes())


def test_messages_are_everything_the_pages_say():
    said = {text for page in content.pages().values() for text in (*standard(page), *easy(page))}
    assert said == {text for _, _, text in content.messages()}


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("picture: person", "picture: unicorn", "no picture 'unicorn'"),
        ("- text: A sentence.", "- text: Call %(phone)s now.", "No fact is called phone"),
        ("- text: A sentence.", "- text: A half is 50%.", "per cent"),
        ("- text: A sentence.", "- show: magic", "no part 'magic'"),
        ("- text: A sentence.", "- {text: One, note: Two}", "this is 2"),
        ("- text: A sentence.", "- link: {words: Nowhere}", "to (a page) or address"),
        ("    sentences:\n      - {picture: person, say: A sentence.}\n", "", "needs sentences"),
        ("order: 1", "order: first", "valid integer"),
    ],
)
def test_a_slip_in_a_file_is_named_with_its_line(tmp_path, before, after, problem):
    path = tmp_path / "a-page.yaml"
    path.write_text(MINIMAL.replace(before, after), encoding="utf-8")
    with pytest.raises(PolicyError, match=rf"a-page\.yaml, line \d+: .*{re.escape(problem)}"):
        load(content.Page, path)


def test_there_is_no_page_without_a_file():
    with pytest.raises(KeyError):
        content.page("no-such-page")
