"""Joining and leaving the register: one transaction each, or nothing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.messages import actions as messages
from dsr.people import actions as people
from dsr.people.models import Person
from dsr.people.signals import noteworthy
from dsr.policy import queries as policies
from dsr.register import queries, rules
from dsr.register.actions import brought, linked, ratings
from dsr.register.models import Entry, EntryMove, EntryState
from dsr.register.states import EVENT
from dsr.tasks import actions as tasks
from dsr.tasks import queries as task_queries

WITHDREW, NOT_CONFIRMED, IMPORT_UNDONE = "withdrew", "not_confirmed", "import_undone"


@transaction.atomic
def open_entry(*, person: Person, referral_reference: str, by: Actor) -> Entry:
    """The person is on the register: sharing begins, the first rating takes effect, its work starts.

    An entry that was brought from an earlier register becomes the open one. Raises Refused, whose ``reasons`` say what
    is missing.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    rules.check_can_join(person)
    first = queries.latest_rating(person)
    assert first is not None
    in_force = policies.in_force(person.area_id)
    entry = queries.entry_to_confirm(person) or Entry(area_id=person.area_id, person=person, state="")
    before = EntryState(entry.state) if entry.state else None
    entry.state, entry.referral_reference = EntryState.OPEN, referral_reference
    entry.opened_at, entry.opened_by = clock.now(), by.worker
    entry.rating, entry.rating_order = first.rating, ratings.rating_order(in_force.policy, first.rating)
    entry.rated_at, entry.review_due_on = first.decided_at, ratings.review_due_on(first, in_force.policy)
    entry.council_id, entry.sort_name = person.council_id, person.sort_name
    entry.policy_version_id = in_force.version_id
    entry.save()
    _move(entry, before, by=by)
    brought.settle(entry, "The person has joined the register.", by=by)
    people.begin_sharing(person=person, by=by)
    ratings.take_effect(rating=first, entry=entry, by=by)
    return queries.entries(person)[0]


@transaction.atomic
def close_entry(*, entry: Entry, reason: str, by: Actor, note: str = "", calm: bool = False) -> Entry:
    """The person leaves the register: partners lose sight at once, their tasks end, nothing more is sent to them.

    ``reason`` is a short code; ``note`` says more. Other tasks of the register team stay until met or ended. The
    worst rated are spoken to the same day, unless it is ``calm``: nothing has happened to them. Raises Refused.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    rules.check_can_close(entry, reason)
    before = EntryState(entry.state)
    entry.state, entry.closed_at, entry.closed_reason = EntryState.CLOSED, clock.now(), reason
    entry.save(update_fields=["state", "closed_at", "closed_reason"])
    _move(entry, before, by=by, reason=note or reason)
    if before == EntryState.TO_CONFIRM:
        brought.end(entry, by=by)
    _end_partners_tasks(entry, by)
    messages.cancel_pending(person=entry.person, reason="The person left the register.", by=by)
    linked.end_review(entry=entry, reason="The person left the register.", by=by)
    if entry.person.joined_at is not None:
        people.end_sharing(person=entry.person, reason="The person left the register", by=by)
    if not calm and rules.talks_about_safety(entry, policies.current(entry.area_id), reason):
        _start_safety_conversation(entry, by)
    return entry


@transaction.atomic
def take_back_entry(*, entry: Entry, why: str, by: Actor) -> Entry:
    """Brought from an earlier register by mistake: it ends as if nobody had been asked, and so does the task to ask."""
    for task in brought.confirm_tasks(entry.person):
        tasks.cancel(task=task, reason=f"{why}.", by=by, follows=True)
    return close_entry(entry=entry, reason=IMPORT_UNDONE, note=why, by=by, calm=True)


@transaction.atomic
def leave(*, entry: Entry, reason: str, by: Actor, note: str = "", died_on: date | None = None) -> Entry:
    """Staff record that somebody leaves, for one of the reasons of the list. Raises Refused."""
    rules.check_can_leave(entry, reason=reason, note=note, died_on=died_on, by=by)
    if died_on is not None:
        people.record_death(person=entry.person, died_on=died_on, by=by)
    if reason == rules.MOVED_AREA:
        noteworthy.send(sender=Person, person=entry.person, what="moved_area", by=by)
    return close_entry(entry=entry, reason=reason, note=note.strip(), by=by)


def withdraw(*, person: Person, by: Actor) -> None:
    """The decision to join was taken back or became no."""
    if entry := queries.open_entry(person):
        close_entry(entry=entry, reason=WITHDREW, note="The decision to join was taken back.", by=by)
    elif entry := queries.entry_to_confirm(person):
        close_entry(entry=entry, reason=NOT_CONFIRMED, note="The decision to join is no.", by=by)


@transaction.atomic
def bring_entry(*, person: Person, carried: brought.Carried | None, by: Actor) -> Entry:
    """Somebody of an earlier register, with the rating they had there; their decision to join has to be confirmed.

    Nothing of theirs is shared and no linked work starts until it is. Raises Refused.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    rules.check_can_bring(person)
    in_force = policies.in_force(person.area_id)
    rating = brought.carry_over(person, carried, by=by) if carried else None
    due_at = brought.confirm_by(in_force.policy)
    entry = Entry.objects.create(
        area_id=person.area_id,
        person=person,
        state=EntryState.TO_CONFIRM,
        opened_at=clock.now(),
        opened_by=by.worker,
        rating=rating.rating if rating else "",
        rating_order=ratings.rating_order(in_force.policy, rating.rating) if rating else brought.UNRATED,
        rated_at=rating.decided_at if rating else clock.now(),
        review_due_on=ratings.review_due_on(rating, in_force.policy) if rating else clock.london_day(due_at),
        council_id=person.council_id,
        sort_name=person.sort_name,
        policy_version_id=in_force.version_id,
    )
    _move(entry, None, by=by)
    brought.start_confirming(entry, due_at, by=by)
    return entry


@transaction.atomic
def decline(*, entry: Entry, note: str, by: Actor) -> Entry:
    """Somebody who was brought from an earlier register does not join, in words. Raises Refused."""
    rules.check_can_decline(entry, note, by)
    return close_entry(entry=entry, reason=NOT_CONFIRMED, note=note.strip(), by=by)


def _start_safety_conversation(entry: Entry, by: Actor) -> None:
    """Due at closing time today, or at the end of the next working day when the team has gone home."""
    in_force = policies.in_force(entry.area_id)
    tasks.open_task(
        area_id=entry.area_id,
        kind="safety_conversation",
        title="Talk today about staying safe",
        description=(
            "The person has left the register while the risk was at its highest. Speak with them, or with those "
            "who support them, today: who can they call, and what keeps them safe tonight?"
        ),
        due_at=in_force.policy.calendar().due_at(clock.now(), 0),
        organisation=accounts.register_team(entry.area_id),
        role="coordinator",
        policy_version_id=in_force.version_id,
        person=entry.person,
        source=f"leaving:{entry.public_id}",
        by=by,
    )


def _end_partners_tasks(entry: Entry, by: Actor) -> None:
    team = accounts.register_team(entry.area_id)
    for task in task_queries.open_of(entry.person).exclude(organisation=team):
        tasks.cancel(task=task, reason="The person left the register.", by=by, follows=True)


def _move(entry: Entry, before: EntryState | None, *, by: Actor, reason: str = "") -> None:
    event = EVENT[EntryState(entry.state)]
    EntryMove.objects.create(
        area_id=entry.area_id,
        entry=entry,
        person_id=entry.person_id,
        event=event,
        from_state=before or "",
        to_state=entry.state,
        reason=reason,
        made_at=clock.now(),
        made_by=by.worker,
    )
    audit.record(
        f"register.{event}",
        by=by,
        people=[entry.person.public_id],
        targets=[f"entry:{entry.public_id}"],
        area_id=entry.area_id,
        reason=entry.closed_reason,
    )


def follow_person(person: Person) -> None:
    """The list sorts and filters on the entry: keep it in step with who the person is and who answers for them."""
    Entry.objects.filter(person=person).exclude(state=EntryState.CLOSED).exclude(
        sort_name=person.sort_name, council_id=person.council_id
    ).update(sort_name=person.sort_name, council_id=person.council_id)
