"""What the decision pages show: sentences about what stands, what can be done and what would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from dsr.core import clock
from dsr.core.presenters import day
from dsr.people import presenters, queries, rules, topics
from dsr.people.actions.retakes import grace_ends_on
from dsr.people.models import Basis, Decision, DecisionKind, Involvement, InvolvementBasis, Person

BASIS_HINTS = {
    Basis.OWN: "Everybody aged 16 or over is presumed able to decide.",
    Basis.GILLICK: "Staff find that the child understands this decision well enough to make it.",
    Basis.PARENTAL: "Only if the child cannot make this decision themselves. Ask the child what they think, too.",
    Basis.BEST_INTERESTS: "Needs a capacity assessment for this decision, and a best-interests record.",
    Basis.ATTORNEY: "Needs a capacity assessment for this decision, and the registered power of attorney seen.",
    Basis.DEPUTY: "Needs a capacity assessment for this decision, and the court order seen.",
}


@dataclass(frozen=True)
class Row:
    """One topic with the decision that stands about it, if any."""

    topic: topics.Topic
    decision: Decision | None
    is_offered: bool = True

    @property
    def retake(self) -> Retake | None:
        return retake(self.decision) if self.decision else None

    @property
    def standing(self) -> tuple[str, str]:
        return presenters.standing(self.decision) if self.decision else ("Not decided", "grey")


def rows(person: Person) -> list[Row]:
    """Every topic in the order of the path, then what stands about topics no longer offered (another council)."""
    decided = {(standing.kind, standing.organisation_id): standing for standing in queries.current_decisions(person)}
    found = []
    for topic in topics.offered(person):
        key = (topic.kind, topic.organisation.pk if topic.organisation else None)
        found.append(Row(topic, decided.pop(key, None)))
    return [
        *found,
        *(Row(topics.Topic(left.kind, left.organisation), left, is_offered=False) for left in decided.values()),
    ]


def basis_choices(person: Person) -> list[tuple[str, str, str]]:
    """Who can decide at this age, each with what it needs."""
    age = rules.age_on(person, clock.today())
    return [(basis.value, basis.label, BASIS_HINTS[basis]) for basis in rules.bases_for_age(age)]


def known_basis(code: str) -> Basis:
    """Raises Http404 for something that is no basis."""
    try:
        return Basis(code)
    except ValueError:
        raise Http404 from None


@dataclass(frozen=True)
class Retake:
    """A parent's decision after the 16th birthday."""

    due_on: date
    ends_on: date
    reason: str

    @property
    def is_over(self) -> bool:
        return clock.today() > self.ends_on


def retake(decision: Decision) -> Retake | None:
    """The young person is 16 and has not decided themselves; None otherwise."""
    due = decision.retake_due_on
    if due is None or due > clock.today() or not decision.holds:
        return None
    return Retake(due, grace_ends_on(decision), decision.lapse_reason)


def consequences(decision: Decision) -> list[str]:
    """What withdrawing would change, one sentence each, before anything is done."""
    seers = losses(decision)
    if decision.kind == DecisionKind.JOIN:
        return [
            *seers,
            "The person leaves the register. The register team keeps the record for as long as the law asks.",
            "Their current support does not change.",
        ]
    nobody = "Nobody loses sight of the person: nothing has been opened by this decision."
    return [*(seers or [nobody]), "Their current support does not change."]


def losses(decision: Decision) -> list[str]:
    """Who would see the person no longer, and who still would, a sentence each."""
    return [_loses(row) for row in _ends(decision)]


def _loses(row: Involvement) -> str:
    if row.basis == InvolvementBasis.DISCUSSION:
        return f"{row.organisation.name} can no longer see the referral, from this moment."
    if row.basis == InvolvementBasis.OVERRIDE:
        return (
            f"{row.organisation.name} still sees the person until {day(row.ends_at)}: it was shared without agreement. "
            "End it on its own page if its reason has gone."
        )
    return f"{row.organisation.name} can no longer see the person, from this moment."


def _ends(decision: Decision) -> Iterable[Involvement]:
    """The open involvements that withdrawing bears on."""
    shared = queries.involvements(decision.person).exclude(basis=InvolvementBasis.REGISTER_TEAM)
    if decision.kind == DecisionKind.JOIN:
        return shared
    if decision.kind == DecisionKind.DISCUSS:
        return shared.filter(basis=InvolvementBasis.DISCUSSION)
    return shared.filter(decision__kind=decision.kind, decision__organisation=decision.organisation)


def is_for_another(decision: Decision | None) -> bool:
    """Whether somebody else decided, so that finding capacity would end it."""
    return decision is not None and decision.basis in rules.FOR_ANOTHER
