"""Rule 6: every state has an owner, an event and a sentence; the database guards the same moves; diagrams are fresh."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.architecture.scratch import Scratch
from tests.architecture.states import incomplete, state_modules, ungoverned, unguarded

REFERRALS = "src/dsr/referrals/states.py"


@pytest.fixture
def scratch(tmp_path: Path, db: None, database_name: str) -> Scratch:
    """A copy that compares itself with this process's database."""
    return Scratch(tmp_path / "tree", database_name)


def test_every_table_of_states_is_whole():
    assert {label for label, _ in state_modules()} >= {"messages", "referrals", "register", "tasks"}
    assert incomplete() == []


def test_every_state_column_has_its_table():
    assert ungoverned() == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('    S.SET_ASIDE: "register_team",\n', "", "referrals: set_aside has nothing in OWNER"),
        ('    S.SET_ASIDE: "referral_set_aside",\n', "", "referrals: set_aside has nothing in EVENT"),
        (
            'S.WITHDRAWN: "The referral was stopped."',
            'S.WITHDRAWN: " "',
            "referrals: withdrawn has nothing in SENTENCE",
        ),
        (
            "S.ACCEPTED: frozenset()",
            'S.ACCEPTED: frozenset({"lost"})',
            "referrals: a move goes to 'lost', which is no state",
        ),
        (
            '    ACCEPTED = "accepted"',
            '    LOST = "lost", "Lost"\n    ACCEPTED = "accepted"',
            "referrals: lost has nothing in MOVES",
        ),
    ],
)
def test_a_hole_in_a_table_is_found(scratch: Scratch, old: str, new: str, finding: str):
    scratch.replace(REFERRALS, old, new)
    assert finding in scratch.findings(incomplete)


def test_the_database_guards_every_table_of_moves(db: None):
    assert unguarded() == []


def test_a_move_that_the_database_does_not_know_is_found(scratch: Scratch):
    scratch.replace("src/dsr/tasks/states.py", "S.DONE: frozenset()", "S.DONE: frozenset({S.OPEN})")
    assert [finding.split(":")[0] for finding in scratch.findings(unguarded)] == ["tasks_task"]


def test_a_state_column_without_a_table_is_found(scratch: Scratch):
    scratch.replace(
        "src/dsr/policy/models/area.py", "    code = ", "    state = models.CharField(max_length=9)\n    code = "
    )
    assert scratch.findings(ungoverned) == ["policy.Area.state has no table of states"]


def test_the_diagrams_are_up_to_date():
    call_command("draw_states", "--check")


def test_a_diagram_that_is_out_of_date_is_found(scratch: Scratch):
    scratch.replace(REFERRALS, "We have the referral.", "We have got the referral.")
    done = scratch.run("-m", "django", "draw_states", "--check")
    assert done.returncode == 1
    assert "referrals.md" in done.stderr


def test_a_missing_diagram_is_found(tmp_path: Path):
    with pytest.raises(CommandError, match=r"tasks\.md"):
        call_command("draw_states", "--check", "--into", str(tmp_path))
    call_command("draw_states", "--into", str(tmp_path))
    call_command("draw_states", "--check", "--into", str(tmp_path))
