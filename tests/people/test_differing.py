"""Differing views stand side by side until a human has decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dsr.people import differing
from dsr.people.models import Decision, ExpressedView

FIRST = datetime(2026, 11, 1, 12, tzinfo=UTC)


def view(answer, *, holder="person", name="Ada", days=0, kind="join", **fields):
    said_at = FIRST + timedelta(days=days)
    return ExpressedView(
        pk=days + 1, kind=kind, holder=holder, holder_name=name, answer=answer, said_at=said_at, source="form", **fields
    )


def decision(answer, *, basis="own", days=0, **fields):
    at = FIRST + timedelta(days=days)
    return Decision(kind="join", answer=answer, basis=basis, decided_by_name="Ada", decided_at=at, **fields)


def answers(found):
    return [(position.who, position.answer_in_words) for position in found.positions]


def test_agreeing_views_are_no_conflict():
    assert differing.find([], [view("agreed"), view("agreed", holder="parent", name="Jo")]) == []


def test_differing_views_stand_side_by_side():
    (found,) = differing.find([], [view("agreed"), view("refused", holder="parent", name="Jo", days=1)])
    assert answers(found) == [("Jo", "Refused"), ("Ada", "Agreed")]
    assert found.is_open


def test_only_the_newest_view_of_each_counts():
    assert differing.find([], [view("refused"), view("agreed", days=1), view("agreed", holder="parent", days=2)]) == []


def test_views_of_different_decisions_do_not_differ():
    assert differing.find([], [view("agreed"), view("refused", kind="cetr", days=1)]) == []


def test_a_decision_after_the_views_settles_it_but_hides_nothing():
    (found,) = differing.find([decision("agreed", days=5)], [view("refused", holder="professional", name="", days=1)])
    assert answers(found) == [("Ada", "Agreed"), ("A professional", "Refused")]
    assert not found.is_open
    assert found.positions[0].is_decision


def test_a_view_after_the_decision_opens_it_again():
    (found,) = differing.find([decision("agreed", basis="best_interests")], [view("refused", days=3)])
    assert found.is_open
    assert found.positions[0].holder == "Best-interests decision"


def test_a_withdrawn_agreement_counts_as_a_no():
    ended = decision("agreed", withdrawn_at=FIRST + timedelta(days=1))
    assert differing.find([ended], [view("refused")]) == []
