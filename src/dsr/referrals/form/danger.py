"""What puts a referral at the top of the team's home page as "same day".

The danger question, and the open lists in ``danger_words``, one a language. A word only raises a flag that a person
reads; a flag from a list that no translator has checked says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from dsr.core.languages import CHECKED, REVIEWED
from dsr.core.spelling import folded
from dsr.referrals.form.answers import Answers

WORDS = Path(__file__).parents[1] / "danger_words"
SOURCE = "en"
ANSWERED = {
    "yes": 'Answered "Yes" to: is anyone in danger now?',
    "not_known": 'Answered "I am not sure" to: is anyone in danger now?',
}


#: A letter, or a vowel sign of an Indic script, which Python does not count among the letters of a word.
LETTER = r"[\w\u0900-\u0dff]"


class Listed(NamedTuple):
    """One phrase of a list."""

    about: str
    words: str
    language: str
    is_checked: bool

    @property
    def sentence(self) -> str:
        if self.language == SOURCE:
            return f'The words "{self.words}" were used ({self.about}).'
        unsure = "" if self.is_checked else " No translator has checked the list of these words."
        return f'The {self.language} words "{self.words}" were used ({self.about}).{unsure}'


@cache
def _patterns() -> tuple[tuple[Listed, re.Pattern[str]], ...]:
    found = (listed for file in sorted(WORDS.glob("*.yaml"), key=_english_first) for listed in _list(file))
    return tuple((listed, _pattern(listed.words)) for listed in found)


def _english_first(file: Path) -> tuple[bool, str]:
    return file.stem != SOURCE, file.stem


def _list(file: Path) -> Iterator[Listed]:
    kept = yaml.safe_load(file.read_text(encoding="utf-8"))
    language = SOURCE if file.stem == SOURCE else kept["language"]
    checked = kept.get("review_state") in (REVIEWED, CHECKED)
    for group in kept["groups"]:
        yield from (Listed(group["about"], words, language, checked) for words in group["words"])


def _pattern(words: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(word) for word in plain(words).split())
    return re.compile(rf"(?<!{LETTER}){spaced}(?!{LETTER})")


def plain(text: str) -> str:
    """Lower case, no accents or apostrophes, hyphens as spaces: "Don't" and "dont" are the same word."""
    return re.sub(r"[-‐‑–]", " ", re.sub(r"['’‘`\u200c\u200d]", "", folded(text)))


def texts(value: Any) -> Iterator[str]:
    """Every text somewhere inside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def words_found(text: str) -> list[Listed]:
    """Each listed phrase in the text, in whichever language; two spellings of one are told once."""
    searched = plain(text)
    found = (listed for listed, pattern in _patterns() if pattern.search(searched))
    return list({(listed.language, plain(listed.words)): listed for listed in found}.values())


def same_day_reasons(answers: Answers) -> list[str]:
    """Sentences for the team; empty when nothing in the form asks for the same day."""
    answered = ANSWERED.get(str(answers.of("danger", "danger")))
    reasons = [answered] if answered else []
    typed = "\n".join(text for page in answers.pages for text in texts(answers.typed(page)))
    return [*reasons, *dict.fromkeys(listed.sentence for listed in words_found(typed))]
