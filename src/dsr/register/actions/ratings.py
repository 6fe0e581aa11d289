"""A clinician's decision about risk, and all it starts, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.register import queries, rules, timescales
from dsr.register.actions import linked
from dsr.register.models import Assessment, Entry, Rating, SupportNeed
from dsr.register.rating import Suggestion, suggest
from dsr.tasks import actions as tasks

Needs = Iterable[tuple[str, str]]


@transaction.atomic
def decide_rating(
    *,
    person: Person,
    assessment: Assessment | None,
    rating: str,
    rationale: str,
    by: Actor,
    override_reason: str = "",
    support_needs: Needs = (),
    expected_answers: str | None = None,
) -> Rating:
    """Decide, with reasons, and complete the assessment; for somebody on the register it takes effect at once.

    ``expected_answers`` is ``queries.revisions`` of what the clinician saw. Without an ``assessment`` (a first
    record of an admission, say) nothing was suggested. Raises Refused, and Conflict when answers changed since.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    in_force = policies.in_force(person.area_id)
    suggestion = _complete(assessment, expected_answers) if assessment else None
    suggested = suggestion.rating.value if suggestion else ""
    rules.check_can_rate(
        in_force.policy, rating=rating, suggested=suggested, rationale=rationale, override_reason=override_reason, by=by
    )
    decided = Rating.objects.create(
        area_id=person.area_id,
        person=person,
        assessment=assessment,
        rating=rating,
        suggested=suggested,
        suggestion_reasons=_kept(suggestion),
        rationale=rationale.strip(),
        override_reason=override_reason.strip() if rating != suggested else "",
        decided_at=clock.now(),
        decided_by=by.worker,
        policy_version_id=in_force.version_id,
    )
    _record_needs(decided, support_needs, in_force.policy)
    _tell(decided, by)
    entry = queries.open_entry(person)
    if entry is not None:
        take_effect(rating=decided, entry=entry, by=by)
    elif waiting := queries.entry_to_confirm(person):
        _show_on(waiting, decided, in_force.policy)
    return decided


def _show_on(entry: Entry, rating: Rating, policy: Policy) -> None:
    """The list shows what was decided last, although it takes effect on joining."""
    entry.rating, entry.rating_order = rating.rating, rating_order(policy, rating.rating)
    entry.rated_at, entry.review_due_on = rating.decided_at, review_due_on(rating, policy)
    entry.save(update_fields=["rating", "rating_order", "rated_at", "review_due_on"])


def _complete(assessment: Assessment, expected: str | None) -> Suggestion:
    """Close the assessment on its answers as they stand."""
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("definition").get(pk=assessment.pk)
    rules.check_is_open(locked)
    saved = queries.sections(locked)
    rules.check_unchanged(expected, queries.revisions(saved))
    suggestion = suggest(queries.definition_of(locked), queries.answers(saved))
    locked.completed_at, locked.suggestion = clock.now(), suggestion.model_dump(mode="json")
    locked.save(update_fields=["completed_at", "suggestion"])
    return suggestion


def _kept(suggestion: Suggestion | None) -> list[dict[str, Any]]:
    return [reason.model_dump(mode="json") for reason in suggestion.reasons] if suggestion else []


def _record_needs(rating: Rating, needs: Needs, policy: Policy) -> None:
    listed = list(needs)
    rules.check_support_needs(policy, [code for code, _ in listed])
    SupportNeed.objects.bulk_create(
        SupportNeed(area_id=rating.area_id, rating=rating, person_id=rating.person_id, code=code, note=note.strip())
        for code, note in listed
    )


def take_effect(*, rating: Rating, entry: Entry, by: Actor) -> None:
    """From now on it is the entry's rating: linked tasks, support and the next review start with it."""
    policy = policies.current(rating.area_id)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    rating.entry, rating.took_effect_at = entry, clock.now()
    rating.review_due_on = review_due_on(rating, policy)
    rating.save(update_fields=["entry", "took_effect_at", "review_due_on"])
    entry.rating, entry.rating_order = rating.rating, rating_order(policy, rating.rating)
    entry.rated_at, entry.review_due_on = rating.decided_at, rating.review_due_on
    entry.save(update_fields=["rating", "rating_order", "rated_at", "review_due_on"])
    linked.start_linked_tasks(rating=rating, by=by)
    linked.start_support(rating=rating, by=by)
    linked.start_review(entry=entry, rating=rating, by=by)
    if rating.rating == rules.BELOW_GREEN:
        _start_leaving(entry, policy, by)


def rating_order(policy: Policy, code: str) -> int:
    """Its place in a list that begins with the worst: 1 for the most pressing."""
    return rules.rating_codes(policy).index(code) + 1


def review_due_on(rating: Rating, policy: Policy) -> Any:
    """By the rating's own interval; below Green keeps that of the least pressing rating."""
    code = rating.rating if rating.rating != rules.BELOW_GREEN else policy.ratings_by_urgency()[-1].code
    return timescales.review_due_on(clock.london_day(rating.decided_at), policy.rating(code))


def _start_leaving(entry: Entry, policy: Policy, by: Actor) -> None:
    """Below Green on the register: the team agrees with the person whether to leave, as soon as contact is promised."""
    tasks.open_task(
        area_id=entry.area_id,
        kind="agree_leaving",
        title="Agree whether the person leaves the register",
        description=policy.below_green.definition,
        due_at=policy.calendar().due_at(clock.now(), policy.contact.working_days),
        organisation=accounts.register_team(entry.area_id),
        role="coordinator",
        policy_version_id=policies.in_force(entry.area_id).version_id,
        person=entry.person,
        source=f"leaving:{entry.public_id}",
        by=by,
    )


def _tell(rating: Rating, by: Actor) -> None:
    audit.record(
        "rating.decide",
        by=by,
        people=[rating.person.public_id],
        targets=[f"rating:{rating.public_id}"],
        area_id=rating.area_id,
        rating=rating.rating,
        suggested=rating.suggested,
    )
