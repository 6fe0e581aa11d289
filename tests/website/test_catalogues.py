"""Translations hold exactly what the pages say, and are whole in every language that is offered.

A language whose catalogue says ``X-Review-State: not-started``, or that has none, is offered nowhere and may be empty.
After a change of words run ``./dsr messages``.
"""

from __future__ import annotations

import polib
import pytest

from dsr.core import catalogues, languages
from dsr.core.catalogues import Message
from dsr.website import extraction

TRANSLATED = [language.code for language in languages.all_languages() if not language.is_default]


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return extraction.messages()


def test_messages_are_found_everywhere(messages):
    files = {file for message in messages for file in message.files}
    for part in ("core/templates/layouts/public.jinja", "core/forms/dates.py", "website/content/your-decision.yaml"):
        assert f"src/dsr/{part}" in files
    assert "policies/coventry-warwickshire.yaml" in files
    assert "policies/example-area.yaml" not in files
    said = {message.id for message in messages}
    assert {"Exit this page", "9am to 5pm, Monday to Friday, but not on bank holidays", "the register"} <= said
    assert len(said) > 300


@pytest.mark.parametrize("code", TRANSLATED)
def test_an_offered_language_is_whole(messages, code):
    if not languages.get(code).is_offered:
        assert code not in [language.code for language in languages.offered()]
        return
    found = list(catalogues.faults(polib.pofile(str(languages.catalogue(code))), messages))
    assert found == [], "\n".join([f"{code}: {len(found)} faults; run ./dsr messages", *found[:30]])


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Yes", msgstr="Tak"), None),
        (polib.POEntry(msgid="Yes", msgstr=""), "is not translated"),
        (polib.POEntry(msgid="Yes", msgstr="Tak", flags=["fuzzy"]), "is marked fuzzy"),
        (polib.POEntry(msgid="%(n)s days", msgstr="%(n)s dni"), None),
        (polib.POEntry(msgid="%(n)s days", msgstr="dni"), "has other places"),
        (polib.POEntry(msgid="{name} can", msgstr="{imię} może"), "has other places"),
        (polib.POEntry(msgid="a day", msgid_plural="%(n)s days", msgstr_plural={0: "dzień", 1: "%(n)s dni"}), None),
        (
            polib.POEntry(msgid="a day", msgid_plural="%(n)s days", msgstr_plural={0: "dzień", 1: "%(m)s dni"}),
            "has places the English lacks",
        ),
    ],
)
def test_faults_are_found(entry, fault):
    found = list(catalogues.faults(catalogue(entry), [Message(entry.msgid, entry.msgid_plural)]))
    assert len(found) == (1 if fault else 0)
    assert not fault or found[0].startswith(fault)


def test_what_is_missing_and_what_is_left_over_is_named():
    found = list(catalogues.faults(catalogue(polib.POEntry(msgid="Old", msgstr="Stary")), [Message("New")]))
    assert found == ["is not in the catalogue: 'New'", "is in the catalogue and nowhere else: 'Old'"]


def test_bringing_up_to_date_keeps_translations_and_sets_aside_what_is_gone():
    before = catalogue(
        polib.POEntry(msgid="Yes", msgstr="Tak", tcomment="said by the person"),
        polib.POEntry(msgid="Old", msgstr="Stary"),
        polib.POEntry(msgid="Never translated", msgstr=""),
    )
    before.metadata = {"Language": "pl", "X-Review-State": "reviewed"}
    after = catalogues.brought_up_to_date(
        before, [Message("Yes", files=("a.jinja",)), Message("New %(n)s")], {"X-Review-State": "not-started", "X": "1"}
    )
    assert after.metadata == {"X-Review-State": "reviewed", "X": "1", "Language": "pl"}
    assert [(entry.msgid, entry.msgstr, entry.obsolete) for entry in after] == [
        ("Yes", "Tak", False),
        ("New %(n)s", "", False),
        ("Old", "Stary", True),
    ]
    assert after.find("Yes").occurrences == [("a.jinja", "")]
    assert after.find("Yes").tcomment == "said by the person"
    assert "python-format" in after.find("New %(n)s").flags
    again = catalogues.brought_up_to_date(polib.pofile(str(after)), [Message("Old")], {})
    assert (again.find("Old").msgstr, again.find("Old").obsolete) == ("Stary", False)
