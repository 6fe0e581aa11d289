"""What a merge would do, table by table, before anybody agrees to it. Reads only; the same plan is carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from dsr.matching import queries, sight
from dsr.matching.queries import Relation, relations
from dsr.people.merging import Rule
from dsr.people.models import Contact, Decision, DecisionKind, Involvement, InvolvementBasis, Person
from dsr.people.presenters import standing
from dsr.people.topics import Topic

ENDED = "The two records of this person were made one"
BOTH = {
    "register.Entry": "Both records are on the register. Record first that one leaves it, as standing there twice.",
    "register.Assessment": "Both records have a support tool that is not finished. Finish or give up one first.",
    "people.AccessKey": "The person has a key to their own page on both records. End one of them first.",
}
JOINED = (
    "One record says that the person agreed to join the register, the other that they did not. Ask them again first."
)
COUNCILS = "Different councils are confirmed as responsible. Find out which it is first."


@dataclass(frozen=True)
class Ending:
    """A row that holds no more once the records are one, with what is written on it."""

    row: Model
    why: str

    @property
    def is_superseded(self) -> bool:
        return hasattr(self.row, "superseded_at")


@dataclass(frozen=True)
class Line:
    """One table: how many rows each record has, and what becomes of them."""

    words: str
    kept: int
    gone: int
    outcome: str


@dataclass
class Plan:
    """Everything that would happen, and why it may not."""

    kept: Person
    gone: Person
    refusals: list[str] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    staying: set[int] = field(default_factory=set)
    reopened: list[Decision] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [_line(relation, self) for relation in relations() if relation.rule is not Rule.STAY]

    @property
    def sight(self) -> list[str]:
        """Who would newly see what, and who would no longer see anything, a sentence each."""
        ended = {ending.row.pk for ending in self.endings if isinstance(ending.row, Involvement)}
        return sight.sentences(self.kept, self.gone, ended, self.reopened)

    @property
    def settled(self) -> list[str]:
        """What each of two differing things becomes, a sentence each."""
        return [ending.why for ending in self.endings if ending.why != ENDED]

    def ends(self, row: Model, why: str) -> None:
        """Once for each row, for the first reason there is."""
        if all(ending.row != row for ending in self.endings):
            self.endings.append(Ending(row, why))


def make(kept: Person, gone: Person) -> Plan:
    """Look at both records, as far as the scope sees them: the register team sees all of both."""
    plan = Plan(kept, gone)
    for relation in relations():
        HANDLERS[relation.rule](plan, relation)
    _councils(plan)
    return plan


def _nothing(plan: Plan, relation: Relation) -> None:
    """Move as they are, or stay as they are: there is nothing to settle."""


def _refuse_if_both(plan: Plan, relation: Relation) -> None:
    if any(relation.colliding(plan.kept, plan.gone)):
        label = relation.model._meta.label
        plan.refusals.append(BOTH.get(label, f"Both records have what one person has once: {relation.words.lower()}."))


def _keep_newest(plan: Plan, relation: Relation) -> None:
    for mine, theirs in relation.colliding(plan.kept, plan.gone):
        if isinstance(mine, Decision) and isinstance(theirs, Decision):
            _decide_between(plan, mine, theirs)
        else:
            older = min((mine, theirs), key=lambda row: (row.recorded_at, row.pk))  # type: ignore[attr-defined]
            plan.ends(older, f"{relation.words}: the newer of the two holds, the older is kept as history.")


def _decide_between(plan: Plan, mine: Decision, theirs: Decision) -> None:
    """The newer holds; but where one is a yes and the other is not, the person is not taken to have agreed."""
    winner, loser = sorted((mine, theirs), key=lambda decision: (_said_yes(decision), -decision.decided_at.timestamp()))
    if _said_yes(winner) == _said_yes(loser):
        winner, loser = sorted((mine, theirs), key=lambda decision: decision.decided_at, reverse=True)
        why = f"{_about(loser)}: decided on both records. The newer decision holds."
    else:
        said = f"agreed on one record, {_word(winner)} on the other"
        why = f"{_about(loser)}: {said}. That holds until they are asked again."
        if loser.kind == DecisionKind.JOIN and loser.person.joined_at:
            plan.refusals.append(JOINED)
    plan.ends(loser, why)
    _settle_sight(plan, winner, loser)


def _settle_sight(plan: Plan, winner: Decision, loser: Decision) -> None:
    """Whoever sees by the decision that no longer holds goes on by the one that does, at its level; or not at all."""
    opened = queries.opened_by(loser)
    if winner.holds and all(row.level == (winner.level or row.level) for row in opened):
        return
    for row in opened:
        plan.ends(row, ENDED)
    if opened and winner.holds and not queries.opened_by(winner):
        plan.reopened.append(winner)


def _said_yes(decision: Decision) -> bool:
    return decision.answer == "agreed" and decision.withdrawn_at is None


def _about(decision: Decision) -> str:
    return Topic(decision.kind, decision.organisation).title


def _word(decision: Decision) -> str:
    return standing(decision)[0].lower()


def _union(plan: Plan, relation: Relation) -> None:
    UNIONS[relation.model](plan, relation)


def _contacts(plan: Plan, relation: Relation) -> None:
    """The same person around them in the same words: one of the two ends."""
    mine = {_words_of(row) for row in relation.rows(plan.kept).filter(ended_at__isnull=True)}
    theirs: Any = relation.rows(plan.gone).filter(ended_at__isnull=True)
    for row in theirs:
        if _words_of(row) in mine and not queries.key_of_contact(row):
            plan.ends(row, f"{row.name} stands on both records in the same words, and will stand there once.")


def _words_of(contact: Any) -> tuple[str, ...]:
    said = (contact.name, contact.relationship, contact.phone, contact.email, contact.authority, contact.note)
    return tuple(" ".join(text.casefold().split()) for text in said)


def _involvements(plan: Plan, relation: Relation) -> None:
    """The team's own sight of the record that goes ends with it; of two that say the same, one goes on."""
    for row in relation.rows(plan.gone).filter(basis=InvolvementBasis.REGISTER_TEAM):
        plan.staying.add(row.pk)
        if row.ended_at is None:  # type: ignore[attr-defined]
            plan.ends(row, ENDED)
    ending = {one.row.pk for one in plan.endings if isinstance(one.row, Involvement)}
    for mine, theirs in relation.colliding(plan.kept, plan.gone):
        if not {mine.pk, theirs.pk} & ending:
            plan.ends(theirs, ENDED)


def _councils(plan: Plan) -> None:
    both = plan.kept.residence_confirmed_at and plan.gone.residence_confirmed_at
    if both and plan.kept.council_id != plan.gone.council_id:
        plan.refusals.append(COUNCILS)


HANDLERS = {
    Rule.MOVE: _nothing,
    Rule.STAY: _nothing,
    Rule.REVISE: _nothing,
    Rule.REFUSE_IF_BOTH: _refuse_if_both,
    Rule.KEEP_NEWEST_CURRENT: _keep_newest,
    Rule.UNION: _union,
}
UNIONS = {Contact: _contacts, Involvement: _involvements}

OUTCOMES = {
    Rule.MOVE: "All move to the record that stays",
    Rule.REVISE: "Stay with the earlier record; the one that stays gets a new version",
    Rule.REFUSE_IF_BOTH: "All move to the record that stays",
    Rule.KEEP_NEWEST_CURRENT: "All move; of two that both hold, one holds on",
    Rule.UNION: "Put together; what both have stands once",
}


def _line(relation: Relation, plan: Plan) -> Line:
    kept, gone = relation.rows(plan.kept).count(), relation.rows(plan.gone).count()
    return Line(relation.words, kept, gone, OUTCOMES[relation.rule] if gone else "Nothing to move")


def filled(lines: Iterable[Line]) -> Iterator[Line]:
    """Those where there is anything at all."""
    return (line for line in lines if line.kept or line.gone)
