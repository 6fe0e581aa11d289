"""What somebody changes or asks for on the person's own page, and the work that starts by it."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.core import clock
from dsr.people import actions as people
from dsr.people import queries
from dsr.people.holder import Holder
from dsr.people.models import Answer, Basis, Decision, OwnRequest, Person
from dsr.people.topics import Topic
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.tasks import actions as tasks

Kind = OwnRequest.Kind
ON_OWN_PAGE = "On their own page"
NEXT_WORKING_DAY, A_WEEK = 1, 5
#: The kind of the team's task, its title, and what it asks for.
WORK: dict[str, tuple[str, str, str]] = {
    Kind.CORRECT: ("own_correction", "Correct something in the record", "Somebody says that something is wrong."),
    Kind.COPY: ("subject_access", "Give a copy of what is held", "Somebody asks for a copy (UK GDPR article 15)."),
    Kind.TALK: ("own_talk", "Talk with somebody who asked for it", "Somebody asks on the person's page for a talk."),
    Kind.DECISION: ("own_decision", "Talk about changing a decision", "Somebody asks to change a decision."),
}
INTERPRETER = "Talk with an interpreter about a decision"
RECEIPT = "receipt"


@transaction.atomic
def change(
    *, person: Person, topic: Topic, agrees: bool, wording: str, language: str, reading: str, by: Holder
) -> Decision:
    """The person decides: sight opens or ends in this transaction. Raises Refused."""
    current = queries.current_decision(person, topic.kind, topic.organisation)
    if not agrees and current is not None and current.holds:
        changed = people.withdraw_decision(
            decision=current, withdrawn_by_name=by.key.holder_name, reason=ON_OWN_PAGE, by=by
        )
    else:
        changed = people.record_decision(
            person=person,
            kind=topic.kind,
            organisation=topic.organisation,
            answer=Answer.AGREED if agrees else Answer.REFUSED,
            basis=Basis.OWN,
            decided_by_name=by.key.holder_name,
            decided_at=clock.now(),
            wording=wording,
            format="easy_read_web_page" if reading == "easy" else "web_page",
            language=language,
            note=ON_OWN_PAGE,
            by=by,
        )
    _give_work(person, RECEIPT, "Send a receipt of a change", _receipt(person), NEXT_WORKING_DAY, by)
    return changed


def _receipt(person: Person) -> str:
    profile = queries.profile(person)
    formats = ", ".join(profile.formats) if profile and profile.formats else "not recorded"
    return (
        "The person changed a decision on their own page and saw a receipt there. "
        f"Send one in their format ({formats}) if they have a safe way to get it."
    )


@transaction.atomic
def ask(
    *,
    person: Person,
    kind: str,
    words: str,
    language: str,
    reading: str,
    by: Holder,
    topic: Topic | None = None,
    agrees: bool | None = None,
    with_interpreter: bool = False,
) -> OwnRequest:
    """Keep what is asked for, and give the register team a task with its clock. Raises Refused."""
    asked = people.keep_request(
        person=person,
        kind=kind,
        words=words,
        language=language,
        reading=reading,
        by=by,
        topic=topic.slug if topic else "",
        wants="" if agrees is None else ("yes" if agrees else "no"),
        with_interpreter=with_interpreter,
    )
    work, title, description = WORK[kind]
    about = f"{description} Asked by {by.key.get_holder_display().lower()}."
    about += f" It is about: {topic.title}." if topic else ""
    days = A_WEEK if kind == Kind.CORRECT else NEXT_WORKING_DAY
    due_at = month_from(clock.today(), policies.current(person.area_id)) if kind == Kind.COPY else None
    _give_work(person, work, INTERPRETER if with_interpreter else title, about, days, by, due_at=due_at)
    return asked


def month_from(day: date, policy: Policy) -> datetime:
    """One calendar month (UK GDPR article 12(3)): the closing time of that day, or of the month's last."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    last = calendar.monthrange(year, month)[1]
    return policy.calendar().closing(date(year, month, min(day.day, last)))


def _give_work(
    person: Person, kind: str, title: str, description: str, days: int, by: Any, *, due_at: datetime | None = None
) -> None:
    in_force = policies.in_force(person.area_id)
    tasks.open_task(
        area_id=person.area_id,
        kind=kind,
        title=title,
        description=description,
        due_at=due_at or in_force.policy.calendar().due_at(clock.now(), days),
        organisation=accounts.register_team(person.area_id),
        policy_version_id=in_force.version_id,
        person=person,
        source="own_page",
        by=by,
    )
