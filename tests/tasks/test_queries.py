"""Who sees which task: by the scoped query, and by the database itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import Http404

from dsr.core import clock
from dsr.tasks import actions, queries
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.register import involve, new_person
from tests.factories.tasks import bare_referral, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(area, in_area):
    return new_person(area)


def seen_by(actor):
    with actor.scope():
        scoped = set(queries.visible_to(actor).values_list("pk", flat=True))
        assert set(Task.objects.values_list("pk", flat=True)) == scoped, "the two walls differ"
    return scoped


def test_the_team_sees_all_tasks_of_its_people_and_of_referrals(area, person, coordinator, partner):
    ours = make_task(area, person=person)
    theirs = make_task(area, person=person, organisation=partner.organisation)
    unmatched = make_task(area, referral_id=bare_referral(area).pk)
    assert seen_by(coordinator) == {ours.pk, theirs.pk, unmatched.pk}


@pytest.mark.parametrize("level", ["summary", "plan"])
def test_a_partner_sees_its_own_tasks_on_people_shared_with_it(area, person, partner, level):
    make_task(area, person=person)
    own = make_task(area, person=person, organisation=partner.organisation)
    make_task(area, person=new_person(area), organisation=partner.organisation)
    make_task(area, referral_id=bare_referral(area).pk)
    assert seen_by(partner) == set()
    involve(person, partner.organisation, level=level)
    assert seen_by(partner) == {own.pk}


def test_a_partner_in_full_sees_every_task_of_the_person(area, person, partner):
    make_task(area, person=person)
    make_task(area, person=person, organisation=partner.organisation)
    involve(person, partner.organisation, level="full")
    assert len(seen_by(partner)) == 2


@pytest.mark.parametrize("change", ["ended", "over", "not_begun"])
def test_sight_that_does_not_hold_shows_nothing(area, person, partner, change):
    make_task(area, person=person, organisation=partner.organisation)
    seen = involve(person, partner.organisation, level="full")
    now = clock.now()
    if change == "ended":
        seen.ended_at, seen.ended_reason = now, "Withdrawn"
    elif change == "over":
        seen.ends_at = now - timedelta(seconds=1)
    else:
        type(seen).objects.filter(pk=seen.pk).update(ended_at=now, ended_reason="Begins later")
        type(seen).objects.create(
            area=area,
            person=person,
            organisation=partner.organisation,
            basis="register_team",
            level="full",
            began_at=now + timedelta(days=1),
        )
        seen = None
    if seen:
        seen.save()
    assert seen_by(partner) == set()


def test_one_task_or_nothing(area, person, coordinator, partner):
    task = make_task(area, person=person)
    with coordinator.scope():
        assert queries.get_visible(coordinator, task.public_id) == task
    with partner.scope(), pytest.raises(Http404):
        queries.get_visible(partner, task.public_id)


def test_for_a_person_and_for_a_referral(area, person):
    later = make_task(area, person=person, due_in=timedelta(days=9))
    referral_id = bare_referral(area).pk
    sooner = make_task(area, person=person, referral_id=referral_id)
    assert list(queries.for_person(person.pk)) == [sooner, later]
    assert list(queries.for_referral(referral_id)) == [sooner]


def test_open_tasks_by_person_organisation_and_kind(area, person, partner, coordinator):
    first = make_task(area, person=person)
    second = make_task(area, person=new_person(area), kind="other")
    theirs = make_task(area, person=person, organisation=partner.organisation)
    done = make_task(area, person=person)
    actions.complete(task=done, evidence="Yes", by=coordinator)
    assert set(queries.open_tasks(area_id=area.pk)) == {first, second, theirs}
    assert set(queries.open_tasks(area_id=area.pk, person_id=person.pk)) == {first, theirs}
    assert set(queries.open_tasks(area_id=area.pk, organisation_id=partner.organisation.pk)) == {theirs}
    assert set(queries.open_tasks(area_id=area.pk, kind="other")) == {second}


def test_overdue_begins_at_the_due_instant(area, person, coordinator):
    task = make_task(area, person=person)
    overdue = lambda at: Task.objects.filter(queries.overdue(at)).count()  # noqa: E731
    assert overdue(task.due_at - timedelta(seconds=1)) == 0
    assert overdue(task.due_at) == 1
    assert Task.objects.filter(queries.overdue()).count() == 0
    actions.complete(task=task, evidence="Yes", by=coordinator)
    assert overdue(task.due_at) == 0


def test_due_on_a_london_day(area, person):
    late_evening = datetime(2026, 7, 1, 22, 59, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 6, 30, 12, tzinfo=UTC)):
        last = make_task(area, person=person, due_at=late_evening)
        make_task(area, person=person, due_at=late_evening + timedelta(minutes=1))
    found = Task.objects.filter(queries.due_on(late_evening.date()))
    assert list(found) == [last]


def test_set_aside_until_a_later_day(area, person, coordinator):
    task = make_task(area, person=person)
    until = clock.today() + timedelta(days=2)
    actions.set_aside(task=task, until=until, reason="Later", by=coordinator)
    assert list(Task.objects.filter(queries.set_aside())) == [task]
    assert not Task.objects.filter(queries.set_aside(until)).exists()


def test_events_newest_first(area, person, coordinator):
    task = make_task(area, person=person)
    actions.cancel(task=task, reason="Moved", by=coordinator)
    assert [event.what for event in queries.events(task)] == ["task_ended", "task_opened"]


def test_the_other_council_sees_nothing(area, person):
    one = make_actor(area, "coventry-city-council", "partner")
    other = make_actor(area, "warwickshire-county-council", "partner")
    involve(person, one.organisation)
    make_task(area, person=person, organisation=one.organisation)
    assert len(seen_by(one)) == 1
    assert seen_by(other) == set()
