"""Tasks follow sight: nobody is left holding a task about a person they cannot see."""

from __future__ import annotations

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.people import queries as people
from dsr.people.models import DecisionKind, Person
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.register.actions.linked import NEED, RATING, meant_for
from dsr.tasks import actions as tasks
from dsr.tasks import queries as task_queries
from dsr.tasks.models import Task


def opened(*, person: Person, organisation: Organisation, by: Actor | None) -> None:
    """An organisation is told about the person now: what was meant for it goes to it, with the same clock."""
    policy = policies.current(person.area_id)
    team = accounts.register_team(person.area_id)
    if organisation.pk == team.pk or not sees(person, organisation):
        return
    for task in task_queries.open_of(person).filter(organisation=team):
        kind = owner_kind(task, policy)
        if kind == organisation.kind and organisation in meant_for(person, policy, kind):
            tasks.hand_over(task=task, organisation=organisation, why="They are told about the person now.", by=by)


def ended(*, person: Person, organisation: Organisation, by: Actor | None) -> None:
    """An organisation is no longer told: its tasks go back to the register team, or end when the person leaves."""
    if sees(person, organisation):
        return
    stays = people.holding(person, DecisionKind.JOIN) is not None
    team = accounts.register_team(person.area_id)
    for task in task_queries.open_of(person).filter(organisation=organisation):
        if stays:
            tasks.hand_over(task=task, organisation=team, why="They are not told about the person any more.", by=by)
        else:
            tasks.cancel(task=task, reason="The person left the register.", by=by, follows=True)


def sees(person: Person, organisation: Organisation) -> bool:
    """Whether the organisation sees the person now, by whatever basis."""
    return people.involvements(person).filter(organisation=organisation, level__in=people.LEVELS).exists()


def owner_kind(task: Task, policy: Policy) -> str:
    """The kind of organisation policy means the task for; empty for a task that is not a rating's or a need's."""
    if task.source.startswith(NEED):
        code = task.source.removeprefix(NEED)
        return next((need.owner_kind for need in policy.support_needs if need.code == code), "")
    if task.source.startswith(RATING):
        listed = (linked for rating in policy.ratings for linked in rating.linked_tasks)
        return next((linked.owner.organisation_kind for linked in listed if linked.kind == task.kind), "")
    return ""
