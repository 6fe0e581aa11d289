"""Cleaning, asked for from the rest of the product: in a process apart."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsr.core.errors import Refused
from dsr.evidence import cleaner
from dsr.evidence.files import kinds
from dsr.evidence.files.kinds import FileKind
from tests.evidence.making import HIDDEN, document, hostile_pdf, picture
from tests.support.damage import EDITS, edited, edited_inside


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [(hostile_pdf(), FileKind.PDF, 1), (picture(), FileKind.JPEG, 1), (document(), FileKind.WORD, 0)],
)
def test_a_file_comes_back_clean(content, kind, pages):
    cleaned = cleaner.clean(content)
    assert (cleaned.kind, cleaned.pages) == (kind, pages)
    assert HIDDEN not in cleaned.content


def test_the_sentence_comes_back_too():
    with pytest.raises(Refused) as refused:
        cleaner.clean(b"MZ")
    assert refused.value.sentence == kinds.NOT_TAKEN


def test_a_file_that_ends_the_process_is_refused(monkeypatch):
    monkeypatch.setattr("dsr.core.apart.LONGEST", 0.001)
    with pytest.raises(Refused) as refused:
        cleaner.clean(picture())
    assert refused.value.sentence == cleaner.HARMFUL


@pytest.mark.parametrize("sound", [picture(), picture("PNG"), hostile_pdf(), document()])
@settings(max_examples=10)
@given(edits=EDITS)
def test_a_damaged_file_is_kept_clean_or_refused_and_nothing_else(sound, edits):
    with suppress(Refused):
        assert cleaner.clean(edited(sound, edits)).content


@settings(max_examples=10)
@given(which=st.integers(0, 9), edits=EDITS)
def test_a_document_with_one_damaged_part_too(which, edits):
    with suppress(Refused):
        assert cleaner.clean(edited_inside(document(), which, edits)).kind is FileKind.WORD
