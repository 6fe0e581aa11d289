"""Differing views side by side: who says what about one decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dsr.accounts.models import Organisation
from dsr.people.models import Answer, Basis, Decision, ExpressedView, ViewHolder

HOLDER_OF_BASIS = {Basis.OWN: ViewHolder.PERSON, Basis.GILLICK: ViewHolder.PERSON, Basis.PARENTAL: ViewHolder.PARENT}
Topic = tuple[str, int | None]


@dataclass(frozen=True)
class Position:
    """What somebody says, or has decided."""

    who: str
    holder: str
    answer: str
    at: datetime
    words: str = ""
    source: str = ""
    is_decision: bool = False

    @property
    def answer_in_words(self) -> str:
        return Answer(self.answer).label


@dataclass(frozen=True)
class DifferingViews:
    """One decision about which people differ; ``is_open`` while a human still has to look at it."""

    kind: str
    organisation: Organisation | None
    positions: tuple[Position, ...]
    is_open: bool


def find(decisions: Iterable[Decision], views: Iterable[ExpressedView]) -> list[DifferingViews]:
    """Where the newest views, or a view and the current decision, are not the same."""
    decided = {(decision.kind, decision.organisation_id): decision for decision in decisions}
    said: dict[Topic, list[ExpressedView]] = {}
    for view in views:
        said.setdefault((view.kind, view.organisation_id), []).append(view)
    found = [_differing(decided.get(topic), about) for topic, about in said.items()]
    return [differing for differing in found if differing is not None]


def _differing(decision: Decision | None, views: list[ExpressedView]) -> DifferingViews | None:
    newest = list(_newest_of_each(views))
    positions = [_said(view) for view in newest]
    if decision is not None:
        positions.insert(0, _decided(decision))
    answers = {position.answer for position in positions}
    if len(answers) < 2:
        return None
    return DifferingViews(newest[0].kind, newest[0].organisation, tuple(positions), _is_open(decision, newest))


def _newest_of_each(views: list[ExpressedView]) -> Iterable[ExpressedView]:
    seen = set()
    for view in sorted(views, key=lambda view: (view.said_at, view.pk), reverse=True):
        holder = (view.holder, view.holder_name.casefold())
        if holder not in seen:
            seen.add(holder)
            yield view


def _is_open(decision: Decision | None, views: list[ExpressedView]) -> bool:
    """Until a decision is recorded after the views, or when somebody differs from it later on."""
    if decision is None:
        return True
    answer = _answer(decision)
    return any(view.answer != answer and view.said_at > decision.decided_at for view in views)


def _answer(decision: Decision) -> str:
    ended = decision.withdrawn_at and decision.answer == Answer.AGREED
    return Answer.REFUSED if ended else decision.answer


def _said(view: ExpressedView) -> Position:
    who = view.holder_name or view.get_holder_display()
    return Position(who, view.get_holder_display(), view.answer, view.said_at, view.words, view.source)


def _decided(decision: Decision) -> Position:
    holder = HOLDER_OF_BASIS.get(Basis(decision.basis))
    label = holder.label if holder else decision.get_basis_display()
    return Position(
        decision.decided_by_name,
        label,
        _answer(decision),
        decision.decided_at,
        decision.note,
        "The decision that stands",
        is_decision=True,
    )
