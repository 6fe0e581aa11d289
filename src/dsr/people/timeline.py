"""What happened to a person, newest first. Apps above add to it in their AppConfig.ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from dsr.people import queries
from dsr.people.models import Decision, Person
from dsr.people.wording import decision_title


@dataclass(frozen=True)
class TimelineItem:
    """One event. ``withdrawn`` says why it no longer counts."""

    at: datetime
    title: str
    by: str = ""
    body: str = ""
    href: str = ""
    withdrawn: str = ""


Provider = Callable[[Person], Iterable[TimelineItem]]
#: Apps above append theirs: ``timeline.providers.append(register_events)``.
providers: list[Provider] = []


def of(person: Person) -> list[TimelineItem]:
    """Everything on record, newest first: for those who see the full record."""
    items = [item for provider in providers for item in provider(person)]
    return sorted(items, key=lambda item: item.at, reverse=True)


def decisions(person: Person) -> Iterable[TimelineItem]:
    """Each decision when it was made, and its ending when it ended."""
    for decision in [*queries.current_decisions(person), *queries.decision_history(person)]:
        yield _recorded(decision)
        if decision.withdrawn_at:
            who = decision.withdrawn_by_name
            yield TimelineItem(
                decision.withdrawn_at, f"Withdrawn: {decision_title(decision)}", who, decision.withdrawn_reason
            )
        if decision.lapsed_at:
            yield TimelineItem(
                decision.lapsed_at, f"No longer holds: {decision_title(decision)}", "", decision.lapse_reason
            )


def _recorded(decision: Decision) -> TimelineItem:
    return TimelineItem(
        decision.decided_at,
        f"{decision_title(decision)}: {decision.get_answer_display().lower()}",
        decision.decided_by_name,
        decision.get_basis_display(),
        withdrawn=_why_not(decision),
    )


def _why_not(decision: Decision) -> str:
    if decision.entered_in_error_at:
        return "Entered in error"
    if decision.withdrawn_at:
        return "Withdrawn"
    if decision.lapsed_at:
        return "No longer holds"
    return "Replaced by a newer decision" if decision.superseded_at else ""


def capacity(person: Person) -> Iterable[TimelineItem]:
    """Capacity assessments and best-interests decisions."""
    for assessment in queries.capacity_assessments(person):
        found = "lacks capacity" if assessment.lacks_capacity else "can decide"
        yield TimelineItem(
            assessment.recorded_at,
            f"Capacity assessed: {found}",
            assessment.assessed_by_name,
            withdrawn="Entered in error" if assessment.entered_in_error_at else "",
        )
    for record in queries.best_interests_decisions(person):
        error = "Entered in error" if record.entered_in_error_at else ""
        yield TimelineItem(record.recorded_at, "Best-interests decision", record.made_by_name, withdrawn=error)


def information(person: Person) -> Iterable[TimelineItem]:
    """What people were told, and changes of who it is."""
    for given in queries.information_given(person):
        yield TimelineItem(
            given.recorded_at, f"Information given: {given.get_recipient_display().lower()}", given.recorded_by.name
        )
    for identity in queries.identities(person):
        title = "Details corrected" if identity.revision > 1 else "Person added"
        who = identity.recorded_by.name if identity.recorded_by else ""
        yield TimelineItem(identity.recorded_at, title, who, identity.reason)


def sharing(person: Person) -> Iterable[TimelineItem]:
    """When organisations began and ceased to see the person."""
    for row in queries.past_involvements(person):
        yield TimelineItem(row.began_at, f"{row.organisation.name} could see from now on")
        ended = row.ended_at or row.ends_at
        if ended:
            yield TimelineItem(ended, f"{row.organisation.name} can no longer see", "", row.ended_reason)
    for row in queries.involvements(person):
        yield TimelineItem(row.began_at, f"{row.organisation.name} can see", "", row.get_level_display())


providers += [decisions, capacity, information, sharing]
