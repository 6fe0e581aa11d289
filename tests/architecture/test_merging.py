"""Rule 6: a new relation to a person without a merge rule fails."""

from __future__ import annotations

from tests.architecture.merging import without_rule
from tests.architecture.scratch import Scratch


def test_every_relation_to_a_person_has_a_merge_rule():
    assert without_rule() == []


def test_a_relation_without_a_rule_is_found(scratch: Scratch):
    scratch.replace(
        "src/dsr/messages/models.py",
        "    kind = models.CharField(",
        '    about = models.ManyToManyField("people.Person")\n    kind = models.CharField(',
    )
    found = scratch.findings(without_rule)
    assert "outbox.Message.about has no merge rule" in found
    assert any(name.endswith(".person has no merge rule") for name in found), "the table between has one too"


def test_a_rule_that_a_constraint_forbids_and_one_without_a_table_are_found(scratch: Scratch):
    scratch.replace(
        "src/dsr/people/merging.py",
        '"people.Diagnosis.person": Rule.KEEP_NEWEST_CURRENT',
        '"people.Diagnosis.person": Rule.MOVE',
    )
    scratch.replace("src/dsr/people/merging.py", '"tasks.Task.person"', '"tasks.Chore.person"')
    assert scratch.findings(without_rule) == [
        "people.Diagnosis.person allows one for each person: it cannot simply move",
        "tasks.Chore.person has a merge rule and does not exist",
        "tasks.Task.person has no merge rule",
    ]
