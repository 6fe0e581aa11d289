"""The work a rating starts, and how decisions and sight move it about. Nothing here makes a clock vanish.

A linked task that needs the person's decision takes one of three forms: the task itself once they have agreed;
"seek the decision" with the register team while they have not decided; and, when they have refused, the duty,
which stays in sight and is never done. A linked task opens no sight: while the organisation it is meant for
is not told about the person, the register team has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.core.presenters import day
from dsr.people import queries as people
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.policy.document import LinkedTask, Policy
from dsr.policy.document.ratings import SeekDecision
from dsr.register import queries, rules, timescales
from dsr.register.models import Entry, Rating
from dsr.register.rules import Standing
from dsr.tasks import actions as tasks
from dsr.tasks import closing
from dsr.tasks import queries as task_queries
from dsr.tasks.models import Task

RATING, NEED, REVIEW = "rating:", "need:", "review:"
"""What a task's ``source`` begins with: the rating, the support need or the review it came from."""
NEEDED_DECISIONS = ("cetr", "key_worker")


@dataclass(frozen=True)
class Work:
    """One person's linked work under the policy in force: where everything below starts from."""

    person: Person
    rating: Rating
    policy: Policy
    version_id: int
    by: Actor | None

    @property
    def source(self) -> str:
        return f"{RATING}{self.rating.public_id}"

    def planned(self) -> dict[str, timescales.PlannedTask]:
        """What the rating starts, by kind, with due times reckoned from now."""
        if self.rating.rating == rules.BELOW_GREEN:
            return {}
        known = self.person.known_to_key_worker or queries.referred_to_key_worker(self.rating)
        plan = timescales.plan_linked_tasks(
            self.policy,
            self.rating.rating,
            rated_at=clock.now(),
            born_on=self.person.born_on,
            known_to_key_worker=known,
        )
        return {planned.task.kind: planned for planned in plan}

    def open(self, kind: str) -> Task | None:
        return task_queries.open_tasks(area_id=self.person.area_id, person_id=self.person.pk, kind=kind).first()

    def owner(self, kind: str) -> Organisation:
        return owner(self.person, self.policy, kind)

    def start(self, **fields: object) -> Task:
        return tasks.open_task(
            area_id=self.person.area_id,
            person=self.person,
            policy_version_id=self.version_id,
            source=self.source,
            by=self.by,
            **fields,  # type: ignore[arg-type]
        )


def work_of(person: Person, rating: Rating, by: Actor | None) -> Work:
    in_force = policies.in_force(person.area_id)
    return Work(person, rating, in_force.policy, in_force.version_id, by)


def start_linked_tasks(*, rating: Rating, by: Actor) -> None:
    """All that the rating starts and that is not under way already."""
    work = work_of(rating.person, rating, by)
    for kind, planned in work.planned().items():
        if planned.task.needs_decision is None and work.open(kind) is None:
            _start(work, planned.task, planned.due_at, planned.escalate_at)
    for decision in NEEDED_DECISIONS:
        _settle(work, decision)


def settle(*, person: Person, decision: str, by: Actor | None) -> None:
    """After a decision was made, taken back or lost its basis: give each linked task the form that fits."""
    entry = queries.open_entry(person)
    if entry is not None and decision in NEEDED_DECISIONS:
        _settle(work_of(person, queries.current_rating(entry), by), decision)


def _settle(work: Work, decision: str) -> None:
    standing = rules.standing(work.person, decision)
    wanted = _wanted(work, decision)
    into = {Standing.AGREED: _agreed, Standing.REFUSED: _refused, Standing.UNDECIDED: _undecided}[standing]
    for linked in wanted.values():
        into(work, linked)
    seeking = work.open(_seek_kind(decision))
    if standing != Standing.UNDECIDED and seeking:
        evidence = f"Recorded on {day(clock.today())}: {standing}."
        tasks.complete(task=seeking, evidence=evidence, by=work.by, follows=True)
    if standing == Standing.UNDECIDED and wanted and not seeking:
        _seek(work, work.policy.seek_decision(decision))  # type: ignore[arg-type]


def _wanted(work: Work, decision: str) -> dict[str, LinkedTask]:
    """The linked tasks this decision bears on: those the rating starts, and those an earlier one left open."""
    listed = {
        linked.kind: linked
        for rating in work.policy.ratings
        for linked in rating.linked_tasks
        if linked.needs_decision == decision
    }
    planned = {kind: each.task for kind, each in work.planned().items() if each.task.needs_decision == decision}
    left = {k: linked for k, linked in listed.items() if work.open(k) or work.open(refused_kind(k))}
    return left | planned


def _agreed(work: Work, linked: LinkedTask) -> None:
    if duty := work.open(refused_kind(linked.kind)):
        tasks.cancel(task=duty, reason="The person has agreed since.", by=work.by, follows=True)
    if work.open(linked.kind) is None:
        _start(work, linked, *_times(work, linked))


def _refused(work: Work, linked: LinkedTask) -> None:
    """The duty keeps the clock of the task it replaces."""
    if work.open(refused_kind(linked.kind)):
        return
    due_at, escalate_at = _times(work, linked)
    starts_at = None
    if real := work.open(linked.kind):
        tasks.cancel(task=real, reason="The person has refused this.", by=work.by, follows=True)
        starts_at, due_at, escalate_at = real.starts_at, real.due_at, real.escalate_at or escalate_at
    work.start(
        kind=refused_kind(linked.kind),
        title=f"Refused: {linked.title}"[:200],
        description=f"The person has refused this. {linked.description}"[:2000],
        due_at=due_at,
        escalate_at=escalate_at,
        starts_at=starts_at,
        organisation=accounts.register_team(work.person.area_id),
        role="coordinator",
        closes_with=closing.DECISION_REFUSED,
    )


def _undecided(work: Work, linked: LinkedTask) -> None:
    if real := work.open(linked.kind):
        reason = "The decision it rests on no longer holds. The register team asks the person again."
        tasks.cancel(task=real, reason=reason, by=work.by, follows=True)


def _times(work: Work, linked: LinkedTask) -> tuple[datetime, datetime]:
    calendar = work.policy.calendar()
    now = clock.now()
    return linked.due.at(now, calendar), linked.escalate_after.at(now, calendar)


def _start(work: Work, linked: LinkedTask, due_at: datetime, escalate_at: datetime) -> Task:
    return work.start(
        kind=linked.kind,
        title=linked.title,
        description=linked.description,
        due_at=due_at,
        escalate_at=escalate_at,
        organisation=work.owner(linked.owner.organisation_kind),
        role=linked.owner.role,
        closes_with=linked.closes_with,
    )


def _seek(work: Work, seek: SeekDecision) -> None:
    calendar = work.policy.calendar()
    now = clock.now()
    work.start(
        kind=_seek_kind(seek.decision),
        title=seek.title,
        description=seek.description,
        due_at=seek.due.at(now, calendar),
        escalate_at=seek.escalate_after.at(now, calendar),
        organisation=accounts.register_team(work.person.area_id),
        role="coordinator",
        closes_with=closing.DECISION_RECORDED,
    )


def _seek_kind(decision: str) -> str:
    return f"seek_{decision}"


def refused_kind(kind: str) -> str:
    """The kind of the duty that stays when the person refuses; a kind has at most 40 characters."""
    return f"{kind[:32]}_refused"


def owner(person: Person, policy: Policy, kind: str) -> Organisation:
    """The organisation of this kind that is told about the person; the register team while none is."""
    team = accounts.register_team(person.area_id)
    wanted = meant_for(person, policy, kind)
    told = {row.organisation_id for row in people.involvements(person) if row.level in people.LEVELS}
    return next((organisation for organisation in wanted if organisation.pk in told), team)


def meant_for(person: Person, policy: Policy, kind: str) -> list[Organisation]:
    """The organisations a task may be for, in the policy's order: of the councils only the person's own."""
    order = [organisation.code for organisation in policy.organisations if organisation.kind == kind]
    found = {each.code: each for each in accounts.organisations(person.area_id) if each.code in order}
    listed = [found[code] for code in order if code in found]
    return [each for each in listed if kind != "council" or each.pk == person.council_id]


def repeat(*, task: Task, by: Actor) -> None:
    """Start the next of a linked task that repeats, while the rating that started it still stands."""
    entry = queries.open_entry(task.person) if task.person else None
    if entry is None or task.person is None or not task.source.startswith(RATING):
        return
    work = work_of(task.person, queries.current_rating(entry), by)
    planned = work.planned().get(task.kind)
    if planned is None or planned.task.repeat is None:
        return
    shift = planned.escalate_at - planned.due_at
    due_at = planned.task.repeat.at(clock.now(), work.policy.calendar())
    _start(work, planned.task, due_at, due_at + shift)


def start_review(*, entry: Entry, rating: Rating, by: Actor) -> None:
    """Rating again is the review: the one that was due is done, the next is due by the policy's interval."""
    in_force = policies.in_force(entry.area_id)
    for due in _reviews(entry):
        evidence = f"Rated again on {day(rating.decided_at)}."
        tasks.complete(task=due, evidence=evidence, by=by, follows=True)
    tasks.open_task(
        area_id=entry.area_id,
        kind="rating_review",
        title="Review the rating",
        description="Complete the support tool again and decide whether the rating stays or changes.",
        due_at=in_force.policy.calendar().closing(entry.review_due_on),
        organisation=accounts.register_team(entry.area_id),
        role="clinician",
        closes_with=closing.RATED_AGAIN,
        policy_version_id=in_force.version_id,
        person=entry.person,
        source=f"{REVIEW}{rating.public_id}",
        by=by,
    )


def end_review(*, entry: Entry, reason: str, by: Actor) -> None:
    for due in _reviews(entry):
        tasks.cancel(task=due, reason=reason, by=by, follows=True)


def _reviews(entry: Entry) -> list[Task]:
    return list(task_queries.open_tasks(area_id=entry.area_id, person_id=entry.person_id, kind="rating_review"))


def start_support(*, rating: Rating, by: Actor) -> None:
    """Each support need becomes a task of ours or a request to a partner, unless it is under way already."""
    work = work_of(rating.person, rating, by)
    for need in rating.support_needs.order_by("pk"):
        wanted = work.policy.support_need(need.code)
        kind = "support_request" if wanted.becomes == "support_request" else "support_task"
        if task_queries.open_of(work.person).filter(source=f"{NEED}{need.code}").exists():
            continue
        tasks.open_task(
            area_id=work.person.area_id,
            kind=kind,
            title=wanted.title,
            description="\n\n".join(filter(None, [wanted.description, need.note]))[:2000],
            due_at=wanted.due.at(clock.now(), work.policy.calendar()),
            organisation=work.owner(wanted.owner_kind),
            role=wanted.owner_role,
            policy_version_id=work.version_id,
            person=work.person,
            source=f"{NEED}{need.code}",
            by=by,
        )
