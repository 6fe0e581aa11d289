"""Clocks are met or ended with a reason, and each act leaves an event."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from dsr.accounts import queries as accounts
from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.core.errors import Refused
from dsr.policy import queries as policies
from dsr.tasks import actions, closing, signals
from dsr.tasks.models import Task, TaskEvent, TaskState
from dsr.tasks.states import EVENT, MOVES, OWNER, SENTENCE
from tests.factories.accounts import make_actor, make_worker
from tests.factories.register import involve, new_person
from tests.factories.tasks import bare_referral, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(area, in_area):
    return new_person(area)


@pytest.fixture
def task(area, person):
    return make_task(area, person=person)


def happened(task):
    return [event.what for event in TaskEvent.objects.filter(task=task).order_by("pk")]


def test_every_state_has_its_moves_owner_event_and_sentence():
    for table in (MOVES, OWNER, EVENT, SENTENCE):
        assert set(table) == set(TaskState)


def test_a_task_opens_now_with_an_event_and_an_audit_record(area, person, coordinator):
    task = make_task(area, person=person, by=coordinator, role="coordinator")
    assert task.state == TaskState.OPEN
    assert abs(task.starts_at - clock.now()) < timedelta(minutes=1)
    assert happened(task) == ["task_opened"]
    event = Event.objects.filter(action="task.opened").order_by("-pk")[0]
    assert event.people == [person.public_id]
    assert event.actor_id == coordinator.worker.public_id


def test_a_job_that_opens_a_task_is_named(task):
    assert Event.objects.filter(action="task.opened").order_by("-pk")[0].actor_id == "job:test"


def test_the_public_that_opens_a_task_is_named_as_such(area, person):
    with scope.enter(scope.Scope("public", area.pk, token="x" * 64)):
        assert actions._unnamed().audit_id == "public"


def test_a_task_is_about_somebody(area, in_area):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_task(area)


def test_done_keeps_what_shows_it(task, coordinator):
    with coordinator.scope():
        done = actions.complete(task=task, evidence=" Rang at 10. ", by=coordinator)
    assert (done.state, done.evidence, done.done_by) == (TaskState.DONE, "Rang at 10.", coordinator.worker)
    assert done.done_at
    assert happened(task) == ["task_opened", "task_done"]


def test_done_is_told_to_those_who_listen(task, coordinator):
    heard = []
    signals.task_done.connect(lambda **said: heard.append((said["task"].pk, said["by"])), weak=False, dispatch_uid="t")
    try:
        actions.complete(task=task, evidence="Yes", by=coordinator)
    finally:
        signals.task_done.disconnect(dispatch_uid="t")
    assert heard == [(task.pk, coordinator)]


def test_nothing_is_done_without_evidence(area, person, coordinator):
    task = make_task(area, person=person, closes_with="partners_named")
    with pytest.raises(Refused, match="Name the people and organisations"):
        actions.complete(task=task, evidence="  ", by=coordinator)
    task.refresh_from_db()
    assert task.state == TaskState.OPEN


def test_a_refused_duty_is_never_done(area, person, coordinator):
    task = make_task(area, person=person, closes_with=closing.DECISION_REFUSED)
    with pytest.raises(Refused, match="refused"):
        actions.complete(task=task, evidence="Held it anyway", by=coordinator)
    assert actions.cancel(task=task, reason="Rated Green", by=coordinator).state == TaskState.CANCELLED


@pytest.mark.parametrize("ended", ["done", "cancelled"])
def test_what_has_ended_stays_as_it_is(task, coordinator, ended):
    if ended == "done":
        actions.complete(task=task, evidence="Yes", by=coordinator)
    else:
        actions.cancel(task=task, reason="Moved away", by=coordinator)
    for again in (
        lambda: actions.complete(task=task, evidence="Again", by=coordinator),
        lambda: actions.cancel(task=task, reason="Again", by=coordinator),
        lambda: actions.assign(task=task, worker=coordinator.worker, by=coordinator),
        lambda: actions.set_aside(task=task, until=None, reason="", by=coordinator),
    ):
        with pytest.raises(Refused):
            again()


def test_the_database_keeps_an_ended_clock_ended(task, coordinator):
    actions.complete(task=task, evidence="Yes", by=coordinator)
    with pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state="open", done_at=None)


@pytest.mark.parametrize("change", [{"due_at": clock.now()}, {"escalate_at": clock.now()}, {"kind": "other"}])
def test_a_clock_cannot_be_moved(task, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**change)


def test_a_clock_cannot_be_removed(task):
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskEvent.objects.filter(task=task).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Task.objects.filter(pk=task.pk)._raw_delete("default")


def test_ended_unmet_keeps_its_reason(task, coordinator):
    with pytest.raises(Refused, match="Say why"):
        actions.cancel(task=task, reason=" ", by=coordinator)
    ended = actions.cancel(task=task, reason="Moved away", by=coordinator)
    assert (ended.state, ended.cancelled_reason) == (TaskState.CANCELLED, "Moved away")
    assert happened(task)[-1] == "task_ended"


def test_another_organisation_changes_nothing_of_ours(task, partner):
    with pytest.raises(Refused, match="Only they or the register team"):
        actions.complete(task=task, evidence="Yes", by=partner)


def test_the_register_team_may_work_on_a_partners_task(area, person, partner, coordinator):
    task = make_task(area, person=person, organisation=partner.organisation)
    assert actions.complete(task=task, evidence="They told us", by=coordinator).state == TaskState.DONE


def test_a_task_is_given_and_given_back(task, coordinator, lead):
    given = actions.assign(task=task, worker=lead.worker, by=coordinator)
    assert given.worker == lead.worker
    actions.assign(task=task, worker=lead.worker, by=coordinator)
    assert actions.assign(task=task, worker=None, by=coordinator).worker is None
    assert happened(task) == ["task_opened", "task_assigned", "task_released"]


def test_a_task_goes_only_to_a_colleague(task, coordinator, partner):
    for stranger in (partner.worker, make_worker("Nobody Anywhere")):
        with pytest.raises(Refused, match="does not work for"):
            actions.assign(task=task, worker=stranger, by=coordinator)


def test_set_aside_moves_no_clock(task, coordinator):
    before = task.due_at
    until = clock.today() + timedelta(days=3)
    aside = actions.set_aside(task=task, until=until, reason="She is on holiday", by=coordinator)
    assert (aside.set_aside_until, aside.due_at) == (until, before)
    back = actions.set_aside(task=task, until=None, reason="", by=coordinator)
    assert (back.set_aside_until, back.set_aside_reason) == (None, "")
    assert happened(task) == ["task_opened", "task_set_aside", "task_brought_back"]


def test_set_aside_has_its_limits(area, task, coordinator):
    most = policies.current(area.pk).set_aside_max_days
    for days, reason, match in (
        (0, "Later", "after today"),
        (most + 1, "Later", "no later than"),
        (3, " ", "Say why"),
    ):
        with pytest.raises(Refused, match=match):
            actions.set_aside(task=task, until=clock.today() + timedelta(days=days), reason=reason, by=coordinator)
    last = clock.today() + timedelta(days=most)
    assert actions.set_aside(task=task, until=last, reason="Later", by=coordinator).set_aside_until == last


def test_the_tasks_of_a_referral_follow_its_match(area, person, coordinator):
    referral_id, other_id = bare_referral(area).pk, bare_referral(area).pk
    task = make_task(area, referral_id=referral_id, kind=closing.CONTACT_PROMISE)
    other = make_task(area, referral_id=other_id, kind=closing.CONTACT_PROMISE)
    actions.attach_person(referral_id=referral_id, person=person, by=coordinator)
    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.person, other.person) == (person, None)
    actions.attach_person(referral_id=referral_id, person=None, by=coordinator)
    task.refresh_from_db()
    assert task.person is None
    assert happened(task) == ["task_opened", "task_matched", "task_unmatched"]
    assert Event.objects.filter(action="task.unmatched").order_by("-pk")[0].people == [person.public_id]


def test_a_referral_makes_one_promise(area, in_area):
    referral_id = bare_referral(area).pk
    make_task(area, referral_id=referral_id, kind=closing.CONTACT_PROMISE)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_task(area, referral_id=referral_id, kind=closing.CONTACT_PROMISE)


def test_a_failure_half_way_leaves_nothing(task, coordinator):
    def refuse(**_):
        raise RuntimeError("after the write")

    signals.task_done.connect(refuse, weak=False, dispatch_uid="t")
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.complete(task=task, evidence="Yes", by=coordinator)
    finally:
        signals.task_done.disconnect(dispatch_uid="t")
    task.refresh_from_db()
    assert task.state == TaskState.OPEN
    assert happened(task) == ["task_opened"]


def test_a_partner_at_summary_level_works_on_its_own_task(area, in_area, partner):
    person = new_person(area)
    involve(person, partner.organisation, level="summary")
    task = make_task(area, person=person, organisation=partner.organisation)
    with partner.scope():
        assert actions.complete(task=task, evidence="Seen", by=partner).state == TaskState.DONE


def test_the_public_starts_only_its_own_clock(area, in_area):
    public = scope.public(area_id=area.pk, token="x" * 64)
    with public, pytest.raises(DatabaseError), transaction.atomic():
        make_task(area, referral_id=99, organisation=accounts.register_team(area.pk))


def test_another_area_cannot_touch_it(area, example_area, task):
    stranger = make_actor(example_area, "register_team", "coordinator")
    with stranger.scope(), pytest.raises(Task.DoesNotExist):
        actions.cancel(task=task, reason="Mine", by=stranger)
