"""Whoever reads the log reads words: each event the product writes has a sentence."""

from __future__ import annotations

import re

import pytest

from dsr.evidence.states import EVENT as EVIDENCE
from dsr.matching.states import EVENT as MERGES
from dsr.messages.states import EVENT as MESSAGES
from dsr.referrals.models import ReferralMatch
from dsr.referrals.models.following import Addition
from dsr.referrals.states import EVENT as REFERRALS
from dsr.register.states import EVENT as ENTRIES
from dsr.reporting import words
from dsr.tasks.states import EVENT as TASKS
from tests.architecture.audited import names
from tests.architecture.source import ROOT

#: Names put together when they are written.
MADE = {
    *EVIDENCE.values(),
    *MERGES.values(),
    *MESSAGES.values(),
    *REFERRALS.values(),
    *(f"register.{event}" for event in ENTRIES.values()),
    *(f"task.{event.removeprefix('task_')}" for event in TASKS.values()),
    *(f"referral_{what}" for what in ReferralMatch.What.values),
    *(f"referral_added_{kind}" for kind in Addition.Kind.values),
}


def written() -> dict[str, str]:
    found = {_as_kept(name): place for name, place in names(ROOT / "src" / "dsr").items()}
    return found | dict.fromkeys(MADE, "a table of states or kinds")


def _as_kept(name: str) -> str:
    """What happened to a task is kept as ``task.done``; pages about one are ``task_complete``."""
    return re.sub("^task_(?=handed|assigned|released|brought|matched|unmatched|escalated)", "task.", name)


def test_every_event_has_words():
    missing = {name: place for name, place in written().items() if name not in words.WORDS}
    assert missing == {}, "Give these a sentence in dsr/reporting/words.py"


def test_the_walk_finds_what_is_written():
    assert {"person", "record_decision", "contact_logged", "referral_list", "signed_in", "task.handed_over"} <= set(
        written()
    )


def test_a_page_with_the_name_of_what_is_done_there_has_its_own_words():
    assert words.in_words("referral_set_aside") == "Set the referral aside"
    assert words.in_words("referral_set_aside", looked=True) == "Opened the page for setting the referral aside"


@pytest.mark.parametrize("sentence", sorted({*words.LOOKS.values(), *words.ACTS.values(), *words.WORK.values()}))
def test_the_words_are_a_plain_sentence(sentence: str):
    assert sentence[0].isupper()
    assert not re.search(r"[_.]|C\(E\)TR|audit|override|involvement", sentence)


def test_a_page_that_was_refused_is_named_all_the_same():
    assert words.in_words("task_take") == "Task take"
    assert words.in_words("unknown.thing") == "Unknown: thing"
