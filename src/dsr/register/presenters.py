"""Ratings, entries and assessments in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.partial_dates import PartialDate
from dsr.core.presenters import Rating as RatingTag
from dsr.core.presenters import age, day, due, listed, plural
from dsr.messages import queries as messages
from dsr.people import queries as people
from dsr.people import timeline
from dsr.people.finding import Elsewhere
from dsr.people.models import Person
from dsr.people.presenters import person_href
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.register import queries, timescales
from dsr.register.models import AssessmentSection, Entry, EntryState, Rating
from dsr.register.rules import BELOW_GREEN, needs_safety_conversation
from dsr.register.tool_document import NOT_KNOWN, Definition, Item, Section
from dsr.tasks import queries as tasks

COLOURS = {"green": "green", "amber": "orange", "red": "red", "blue": "blue", BELOW_GREEN: "grey"}
LEFT: Mapping[str, str] = {
    "withdrew": "they took back the decision to join",
    "stepped_down": "the risk is lower now",
    "moved_area": "they moved to another area",
    "aged_out": "local policy ends at their age",
    "died": "they died",
    "stands_twice": "they stand on the register twice",
    "other": "of another reason",
    "not_confirmed": "the decision to join was not confirmed",
    "import_undone": "the import was undone",
}
"""Why somebody left, as the end of a sentence that begins "Left the register because"."""


def rating_tag(policy: Policy, code: str) -> RatingTag:
    """A rating as its tag says it. Raises KeyError for one the policy does not have."""
    if code == BELOW_GREEN:
        return RatingTag("–", policy.below_green.name, policy.below_green.meaning, COLOURS[code])
    rating = policy.rating(code)
    return RatingTag(rating.letter, rating.name, rating.meaning, COLOURS[code])


def definition(policy: Policy, code: str) -> str:
    """What the rating means, in the area's own words."""
    return policy.below_green.definition if code == BELOW_GREEN else policy.rating(code).definition


def rating_of(person: Person) -> RatingTag | None:
    """The rating of somebody on the register, for the banner of every page about them."""
    entry = newest_entry(person)
    on_register = entry is not None and entry.state == EntryState.OPEN
    return rating_tag(policies.current(person.area_id), entry.rating) if entry and on_register else None


def newest_entry(person: Person) -> Entry | None:
    """The newest stay, looked up once for one page: kept on the person that the page has fetched."""
    kept = person.__dict__
    if "_newest_entry" not in kept:
        kept["_newest_entry"] = queries.newest_entry(person)
    found: Entry | None = kept["_newest_entry"]
    return found


def by_reference(actor: Actor, reference: str) -> list[Elsewhere]:
    """Whom a stay on the register that began with this reference is about; it has no page of its own."""
    found = queries.with_reference(actor.area_id, reference)
    return [Elsewhere(person_id=person_id) for person_id in found.values_list("person_id", flat=True)]


# The list ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One person in the register list."""

    href: str
    name: str
    called: str
    age: str
    rating: RatingTag | None
    to_confirm: bool
    review_due_on: date
    late: str
    tasks: int
    council: str


def rows(entries: Iterable[Entry], policy: Policy) -> list[Row]:
    """Entries as `queries.RegisterList` gives them: with ``outstanding``."""
    return [_row(entry, policy) for entry in entries]


def _row(entry: Entry, policy: Policy) -> Row:
    person, waits = entry.person, entry.state == EntryState.TO_CONFIRM
    return Row(
        href=person_href(person),
        name=person.full_name,
        called=person.preferred_name if person.preferred_name != person.given_name else "",
        age=age(person.born_on),
        rating=rating_tag(policy, entry.rating) if entry.rating else None,
        to_confirm=waits,
        review_due_on=entry.review_due_on,
        late="" if waits else lateness(entry.review_due_on),
        tasks=entry.outstanding,  # type: ignore[attr-defined]
        council=entry.council.short_name if entry.council else "Not confirmed",
    )


def lateness(due_on: date) -> str:
    """ "3 days overdue", "due today", or nothing while there is time."""
    return due(due_on) if due_on <= clock.today() else ""


# One person ----------------------------------------------------------------------------------------------------


def standing(newest: Entry | None) -> str:
    """Whether the person is on the register, in a sentence."""
    if newest is None:
        return "Not on the register."
    if newest.state == EntryState.TO_CONFIRM:
        return (
            f"Brought from the earlier register on {day(newest.opened_at)}. The decision to join has to be confirmed."
        )
    if newest.closed_at is None:
        return f"On the register since {day(newest.opened_at)}."
    reason = LEFT.get(newest.closed_reason, newest.closed_reason)
    return f"Left the register on {day(newest.closed_at)} because {reason}."


@dataclass(frozen=True)
class Rated:
    """One rating in the history."""

    tag: RatingTag
    rating: Rating
    definition: str
    suggested: RatingTag | None
    tool: str
    reasons: list[dict[str, Any]]
    needs: str
    in_force: bool
    waits: bool


def rated(rating: Rating, current_pk: int | None, titles: Mapping[str, str] | None = None) -> Rated:
    """A rating with the words of the policy it was decided under; its support needs only with their ``titles``."""
    policy = policies.of_version(rating.policy_version_id)
    differs = rating.suggested and rating.suggested != rating.rating
    assessment = rating.assessment
    return Rated(
        tag=rating_tag(policy, rating.rating),
        rating=rating,
        definition=definition(policy, rating.rating),
        suggested=rating_tag(policy, rating.suggested) if differs else None,
        tool=f"{assessment.definition.title}, version {assessment.definition.version}" if assessment else "",
        reasons=rating.suggestion_reasons,
        needs=listed(titles.get(need.code, need.code) for need in rating.support_needs.all()) if titles else "",
        in_force=rating.pk == current_pk,
        waits=rating.entry_id is None,
    )


def timeline_items(person: Person) -> Iterable[timeline.TimelineItem]:
    """Ratings, and joining and leaving, for the person's timeline."""
    for entry in queries.entries(person).prefetch_related("moves__made_by"):
        yield from _began(entry)
        if entry.closed_at:
            yield timeline.TimelineItem(entry.closed_at, standing(entry))
    for rating in queries.ratings(person):
        tag = rating_tag(policies.of_version(rating.policy_version_id), rating.rating)
        who = rating.carried_over or rating.decided_by.name
        yield timeline.TimelineItem(rating.decided_at, f"Rated {tag.word}: {tag.meaning}", who, rating.rationale)


BEGINNINGS = {"entry_opened": "Joined the register", "entry_brought": "Brought from the earlier register"}


def _began(entry: Entry) -> Iterable[timeline.TimelineItem]:
    for move in entry.moves.all():
        if move.event in BEGINNINGS:
            who = move.made_by.name if move.made_by else ""
            yield timeline.TimelineItem(move.made_at, BEGINNINGS[move.event], who)


# The support tool ----------------------------------------------------------------------------------------------


def look_back(item: Item, today: date) -> str:
    """ "In the last 6 months, since 22 May 2026."; empty for a question about now."""
    if item.look_back_months is None:
        return ""
    months = plural(item.look_back_months, "month")
    last = "the last month" if item.look_back_months == 1 else f"the last {months}"
    return f"Looks back over {last}, to {day(timescales.looks_back_to(today, item.look_back_months))}."


def asked_when(item: Item, tool: Definition) -> str:
    """The condition under which a question is asked, in words; empty for one that is always asked."""
    when = item.show_when
    if when is None:
        return ""
    parent = tool.by_code[when.item]
    labels = [option.label for option in parent.options if option.code in when.any_of]
    return f"Answer this only if the answer to “{parent.text}” is {listed((f'“{each}”' for each in labels), 'or')}."


def answer_in_words(item: Item, answer: Any) -> str:
    """One saved or typed answer."""
    if not answer:
        return "Not answered"
    if answer == NOT_KNOWN or answer == [NOT_KNOWN]:
        return "Not known"
    if not item.is_choice:
        return day(PartialDate.parse(answer)) if item.kind == "date_approx" else str(answer)
    chosen = [answer] if isinstance(answer, str) else list(answer)
    return listed(option.label for option in item.options if option.code in chosen)


def section_status(section: Section, shown: frozenset[str], saved: AssessmentSection | None) -> dict[str, Any]:
    """How far a section is: the row of the task list."""
    asked = [item.code for item in section.items if item.code in shown]
    if saved is None:
        return {"status": "Not started", "done": False, "colour": "blue"}
    answered = sum(code in saved.answers["answers"] for code in asked)
    hint = f"Saved by {saved.saved_by.name} on {day(saved.saved_at)}"
    if answered == len(asked):
        return {"status": "All answered", "done": True, "hint": hint}
    return {"status": f"{answered} of {len(asked)} answered", "done": False, "colour": "orange", "hint": hint}


# Leaving -------------------------------------------------------------------------------------------------------

REASONS: Mapping[str, tuple[str, str]] = {
    "stepped_down": ("The risk is lower now", "The person and the team agree that the register is no longer needed."),
    "moved_area": ("They moved to another area", "Their new area has to know, and to confirm that it takes over."),
    "aged_out": ("Local policy ends at their age", ""),
    "died": ("They died", ""),
    "stands_twice": (
        "They stand on the register twice",
        "The other record stays on it. Afterwards the two records can be made one.",
    ),
    "other": ("Another reason", ""),
}
"""Why somebody leaves, as staff choose it, with a hint."""


def leaving_choices(codes: Iterable[str]) -> list[tuple[str, str, str]]:
    return [(code, *REASONS[code]) for code in codes]


def leaving_effects(entry: Entry, policy: Policy) -> list[str]:
    """What happens at once when the person leaves."""
    person = entry.person
    effects = [_sight_ends(person), *_stops(person)]
    if entry.rating in needs_safety_conversation(policy):
        tag = rating_tag(policy, entry.rating)
        effects.append(
            f"{person.called} is rated {tag.word}. A task to talk today about staying safe starts for the register "
            "team, unless the person has died or stands on the register twice."
        )
    return [*effects, "What is on record is kept for as long as the rules on records ask. Leaving is not erasing."]


def _sight_ends(person: Person) -> str:
    names = sorted({row.organisation.name for row in people.involvements(person) if row.basis != "register_team"})
    if not names:
        return "No other organisation sees this person today."
    return f"{listed(names)} can no longer see {person.called}."


def _stops(person: Person) -> list[str]:
    theirs = tasks.open_of(person).exclude(organisation__kind="register_team").count()
    waiting = messages.pending(person).count()
    return [
        f"{plural(theirs, 'task')} of other organisations {'ends' if theirs == 1 else 'end'}.",
        "The next review of the rating is cancelled.",
        f"{plural(waiting, 'message')} not sent yet {'is' if waiting == 1 else 'are'} stopped.",
    ]
