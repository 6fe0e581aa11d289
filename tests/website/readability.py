"""How hard a text is to read: the length of its sentences, its words, and what a reader aged 9 to 11 would not know.

A tripwire, not a judge: whether people understand is found out by asking them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml

EXCEPTIONS = Path(__file__).with_name("readability_exceptions.yaml")
_WORDS = yaml.safe_load(Path(__file__).with_name("readability_words.yaml").read_text(encoding="utf-8"))
STANDARD_WORDS, EASY_WORDS = 20, 12
#: School year by the Flesch-Kincaid formula: year 6 is read at 11.
STANDARD_GRADE, EASY_GRADE = 6.0, 4.0

JARGON = frozenset(_WORDS["jargon"])
#: In Easy Read these have to be explained where they stand, or said in other words.
HARD = frozenset(_WORDS["hard_in_easy_read"])
IDIOMS = tuple(_WORDS["idioms"])
#: Shorter than its words: said like this by everybody.
KNOWN_SHORT = frozenset({"NHS"})
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
SHORT_FORM = re.compile(r"\b(?:[A-Z](?:\([A-Z]\))?){2,}\b|\b[A-Z]\([A-Z]\)[A-Z]+")
CONTRACTION = re.compile(r"\b\w+(?:n't|'ll|'re|'ve|'m)\b")


def sentences(texts: Iterable[str]) -> Iterator[str]:
    """One by one; a fact stands for one word."""
    for text in texts:
        yield from SENTENCE_END.split(re.sub(r"%\(\w+\)s", "fact", text))


def problems(texts: Iterable[str], *, most_words: int, hard: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """(what is wrong, the sentence)."""
    for sentence in sentences(texts):
        words = WORD.findall(sentence)
        if len(sentence.split()) > most_words:
            yield f"{len(sentence.split())} words", sentence
        yield from ((word.lower(), sentence) for word in words if word.lower() in JARGON | hard)
        yield from ((idiom, sentence) for idiom in IDIOMS if re.search(rf"\b{idiom}\b", sentence, re.IGNORECASE))
        yield from ((short, sentence) for short in SHORT_FORM.findall(sentence) if short not in KNOWN_SHORT)
        yield from ((short, sentence) for short in CONTRACTION.findall(sentence))


def grade(texts: Iterable[str]) -> float:
    """Flesch-Kincaid: the school year in which the text is read with ease."""
    found = [WORD.findall(sentence) for sentence in sentences(texts)]
    words = [word for sentence in found for word in sentence]
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(found) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = re.search(r"[^aeiouyl]e[sd]?$|[^aeiouy]es$", word.lower()) is not None
    return max(1, groups - silent)


@cache
def exceptions() -> dict[str, dict[str, str]]:
    """By page: what is let through there, and why."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8"))
    return loaded
