"""Sight given without agreement, when the person takes their agreement back: it stays, and somebody asks why."""

from __future__ import annotations

from dsr.accounts import queries as accounts
from dsr.core import clock, scope
from dsr.people import queries as people
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.tasks import actions as tasks
from dsr.tasks import queries as task_queries

REVIEW, SOURCE = "override_review", "override:"


def review_after_withdrawal(*, person: Person) -> None:
    """One task for each, due the same day; an open one is enough.

    Done as the area's own job: the person's own view may not know of it (people.SharingOverride.person_told), and its
    wall hides these tasks from them. Whoever took the agreement back need not be allowed to see what is reviewed.
    """
    with scope.job(name="register.review_overrides", area_id=person.area_id):
        in_force = policies.in_force(person.area_id)
        due_at = in_force.policy.calendar().due_at(clock.now(), 0)
        for override in people.running_overrides(person):
            source = f"{SOURCE}{override.public_id}"
            if task_queries.open_of(person).filter(source=source).exists():
                continue
            tasks.open_task(
                area_id=person.area_id,
                kind=REVIEW,
                title="Decide today if sharing without agreement goes on",
                description=(
                    f"The person has taken back their agreement to be on the register. {override.organisation.name} "
                    "still sees them, because somebody had to be kept safe. Does that reason still hold? If not, end "
                    "it now."
                    + ("" if override.person_told else " The person has not been told of it: think before you speak.")
                ),
                due_at=due_at,
                organisation=accounts.register_team(person.area_id),
                role="lead",
                policy_version_id=in_force.version_id,
                person=person,
                source=source,
            )
