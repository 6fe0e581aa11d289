"""One person as a file: all that the level shows, a line each, the flags first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dsr.accounts.actor import Actor
from dsr.core import presenters
from dsr.core.sheets import Column, Sheet
from dsr.people import presenters as people_presenters
from dsr.people import queries as people
from dsr.people.levels import shows
from dsr.people.models import Contact, Person
from dsr.people.wording import decision_title
from dsr.policy import queries as policies
from dsr.register import presenters as register_presenters
from dsr.register import queries as register
from dsr.register import record
from dsr.register.models import EntryState, Rating
from dsr.reporting.exporting.content import NOT_WRITTEN, Content, made
from dsr.tasks import presenters as task_presenters
from dsr.tasks import queries as tasks

COLUMNS = (Column("Part", 26), Column("What", 34), Column("Details", 80))
Line = tuple[str, str, str]


def content(actor: Actor, terms: Mapping[str, Any]) -> Content:
    """Everything the level shows. Raises Http404 when the organisation does not see the person (any more)."""
    person, level = people.with_level(actor, terms["pid"])
    said = [f"You see: {level.label}. What is not shared with your organisation says so or is left out."]
    lines = [list(line) for section, tell in PARTS if shows(level, section) for line in tell(person, level)]
    sheet = Sheet(f"{person.full_name}", COLUMNS, lines, made=made(actor), notes=said)
    return Content(sheet, [person.public_id])


def _talk(person: Person, level: str) -> Iterable[Line]:
    profile = people.profile(person)
    for flag in people_presenters.flags(person, profile):
        yield "Flags", flag, ""
    for line in people_presenters.how_to_talk(profile) or (NOT_WRITTEN,):
        yield "How to talk to them", line, ""
    if profile and profile.contact_unsafe:
        yield "How to contact them safely", profile.contact_unsafe, ""


def _record(person: Person, level: str) -> Iterable[Line]:
    for item in record.items(person, level):
        yield "Record", item.heading, "\n".join(item.words).replace(presenters.NO_BREAK, " ")


def _register(person: Person, level: str) -> Iterable[Line]:
    entry = register.newest_entry(person)
    yield "Register", "Where they are", register_presenters.standing(entry)
    if entry and entry.state == EntryState.OPEN:
        tag = register_presenters.rating_tag(policies.current(person.area_id), entry.rating)
        late = register_presenters.lateness(entry.review_due_on)
        yield "Register", "Rating", f"{tag.word}: {tag.meaning}"
        yield "Register", "Review due", ", ".join(filter(None, (presenters.day(entry.review_due_on), late)))


def _tasks(person: Person, level: str) -> Iterable[Line]:
    for row in task_presenters.rows(tasks.to_do_for(person)):
        due = f"Due {row.due}" + (f", {row.late}" if row.late else "")
        yield "Tasks to do", row.task.title, f"{due}. {row.task.organisation.name}: {row.holder}."


def _ratings(person: Person, level: str) -> Iterable[Line]:
    for rating in register.ratings(person):
        tag = register_presenters.rating_tag(policies.of_version(rating.policy_version_id), rating.rating)
        yield "Ratings", f"{tag.word}: {tag.meaning}", _decided(rating, level)


def _decided(rating: Rating, level: str) -> str:
    by = f"Decided by {rating.decided_by.name} on {presenters.day(rating.decided_at)}."
    if rating.carried_over:
        by = f"Carried over from the earlier register: {rating.carried_over}."
    return f"{by}\n{rating.rationale}" if shows(level, "rating_reasons") else by


def _contacts(person: Person, level: str) -> Iterable[Line]:
    for contact in people.contacts(person):
        yield "People around them", f"{contact.name}, {contact.relationship}", _reached(contact)


def _reached(contact: Contact) -> str:
    ways = (contact.organisation_name, presenters.phone(contact.phone), contact.email)
    return "\n".join(filter(None, (*ways, contact.get_authority_display(), contact.note)))


def _decisions(person: Person, level: str) -> Iterable[Line]:
    for decision in people.current_decisions(person):
        word, _ = people_presenters.standing(decision)
        yield "Decisions", decision_title(decision), f"{word}, {presenters.day(decision.decided_at)}"


def _sharing(person: Person, level: str) -> Iterable[Line]:
    for row in people.involvements(person):
        yield "Who knows", row.organisation.name, f"{row.get_level_display()}, since {presenters.day(row.began_at)}"


#: Section of the field table that must show, and what is then told.
PARTS: tuple[tuple[str, Callable[[Person, str], Iterable[Line]]], ...] = (
    ("how_to_talk", _talk),
    ("name", _record),
    ("rating", _register),
    ("own_tasks", _tasks),
    ("rating", _ratings),
    ("contacts", _contacts),
    ("decisions", _decisions),
    ("sharing", _sharing),
)
