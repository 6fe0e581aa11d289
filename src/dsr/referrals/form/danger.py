"""What puts a referral at the top of the team's home page as "same day".

The danger question, and the open list in ``danger_words.yaml``. A word only raises a flag that a person reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dsr.referrals.form.answers import Answers

WORDS = Path(__file__).parents[1] / "danger_words.yaml"
ANSWERED = {
    "yes": 'Answered "Yes" to: is anyone in danger now?',
    "not_known": 'Answered "I am not sure" to: is anyone in danger now?',
}


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    groups = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return tuple((group["about"], words, _pattern(words)) for group in groups for words in group["words"])


def _pattern(words: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(word) for word in plain(words).split())
    return re.compile(rf"(?<!\w){spaced}(?!\w)")


def plain(text: str) -> str:
    """Lower case, no apostrophes, hyphens as spaces: "Don't" and "dont" are the same word."""
    return re.sub(r"[-‐‑–]", " ", re.sub(r"['’‘`]", "", text.lower()))


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


def words_found(text: str) -> list[tuple[str, str]]:
    """(what it is about, the words) for each listed phrase in the text."""
    searched = plain(text)
    return [(about, words) for about, words, pattern in _patterns() if pattern.search(searched)]


def same_day_reasons(answers: Answers) -> list[str]:
    """Sentences for the team; empty when nothing in the form asks for the same day."""
    answered = ANSWERED.get(str(answers.of("danger", "danger")))
    reasons = [answered] if answered else []
    typed = "\n".join(text for page in answers.pages for text in texts(answers.typed(page)))
    found = dict.fromkeys(f'The words "{words}" were used ({about}).' for about, words in words_found(typed))
    return [*reasons, *found]
