"""Rule 5: a new field without a place among identifying, sensitive and plain fails."""

from __future__ import annotations

import pytest

from dsr.core.privacy import Privacy, names, sort
from tests.architecture.privacy import unsorted
from tests.architecture.scratch import Scratch


def test_every_field_is_sorted():
    assert unsorted() == []


def test_an_unsorted_field_is_found(scratch: Scratch):
    scratch.replace(
        "src/dsr/people/models/person.py",
        "    given_name = ",
        "    nickname = models.CharField(max_length=20)\n    given_name = ",
    )
    found = scratch.findings(unsorted)
    assert "people.Person.nickname is not sorted" in found
    assert "people.Identity.nickname is not sorted" in found


def test_free_text_called_plain_and_a_field_long_gone_are_found(scratch: Scratch):
    scratch.replace("src/dsr/tasks/privacy.py", 'sensitive="note",', 'plain="note",')
    scratch.replace(
        "src/dsr/tasks/privacy.py",
        'plain="id area task what',
        'sensitive="nothing_such", identifying="id area task what',
    )
    found = scratch.findings(unsorted)
    assert "tasks.TaskEvent.note holds free text: it cannot be plain" in found
    assert "tasks.TaskEvent.nothing_such is sorted and does not exist" in found


def test_a_model_nobody_sorted_is_found(scratch: Scratch):
    scratch.replace("src/dsr/messages/privacy.py", '"Message": sort(', '"Massage": sort(')
    found = scratch.findings(unsorted)
    assert "outbox.Message.body is not sorted" in found
    assert "outbox.Massage is sorted and does not exist" in found


def test_a_field_is_sorted_once():
    with pytest.raises(ValueError, match="note"):
        sort(sensitive="note", plain="id note")


def test_the_names_of_a_kind():
    assert "nhs_number" in names(Privacy.IDENTIFYING)
    assert "area" not in names(Privacy.IDENTIFYING, Privacy.SENSITIVE)
