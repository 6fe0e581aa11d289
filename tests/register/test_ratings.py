"""A clinician decides; what a rating starts happens in the same transaction, or nothing does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from dsr.core import clock, scope
from dsr.core.errors import Conflict, Refused
from dsr.people import actions as people
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.register import actions, queries
from dsr.register.actions import linked
from dsr.register.models import Assessment, Entry, Rating
from dsr.tasks import actions as tasks
from dsr.tasks.models import Task, TaskState
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person
from tests.factories.register import on_register, rate, ready_to_join
from tests.factories.tasks import make_task

pytestmark = pytest.mark.django_db

ICB, KEY_WORKERS, COUNCIL = "cw-icb", "key-worker-service", "coventry-city-council"


def kinds(person, state=TaskState.OPEN):
    """Open tasks by kind, with the code of the organisation that has each."""
    found = Task.objects.filter(person=person, state=state).select_related("organisation").order_by("pk")
    return {task.kind: task.organisation.code for task in found}


def task(person, kind):
    return Task.objects.filter(person=person, kind=kind).latest("pk")


# Deciding ------------------------------------------------------------------------------------------------------


def test_a_decision_keeps_what_it_rested_on(area, person, clinician):
    assessment = actions.start_assessment(person=person, by=clinician)
    actions.save_section(
        assessment=assessment, section="hospital", answers={"in_hospital": "in_now"}, expected_revision=0, by=clinician
    )
    rating = actions.decide_rating(
        person=person,
        assessment=assessment,
        rating="blue",
        rationale=" On the ward since Monday. ",
        override_reason="not needed",
        by=clinician,
    )
    assessment.refresh_from_db()
    assert (rating.suggested, rating.rationale, rating.override_reason) == ("blue", "On the ward since Monday.", "")
    assert rating.policy_version_id == policies.in_force(area.pk).version_id
    assert rating.suggestion_reasons[0]["item"] == "in_hospital"
    assert assessment.completed_at
    assert assessment.suggestion["definition_version"] == 1
    assert (rating.entry, rating.took_effect_at, rating.review_due_on) == (None, None, None)
    assert not Task.objects.filter(person=person).exists()


def test_to_differ_takes_a_reason(person, clinician):
    with pytest.raises(Refused, match="differently"):
        rate(person, "red", clinician, override_reason="")
    assert rate(person, "red", clinician).override_reason


def test_a_refused_rating_leaves_the_assessment_open(person, clinician):
    assessment = actions.start_assessment(person=person, by=clinician)
    with pytest.raises(Refused), transaction.atomic():
        rate(person, "red", clinician, rationale=" ")
    assert queries.open_assessment(person) == assessment


def test_answers_saved_meanwhile_are_a_conflict(person, clinician):
    assessment = actions.start_assessment(person=person, by=clinician)
    actions.save_section(
        assessment=assessment, section="hospital", answers={"in_hospital": "not_in"}, expected_revision=0, by=clinician
    )
    with pytest.raises(Conflict), transaction.atomic():
        rate(person, "red", clinician, expected_answers="")
    assert rate(person, "red", clinician, expected_answers="hospital:1")


def test_without_the_tool_nothing_was_suggested(person, clinician):
    rating = actions.decide_rating(
        person=person, assessment=None, rating="blue", rationale="Admitted last night", by=clinician
    )
    assert (rating.suggested, rating.suggestion_reasons) == ("", [])


def test_the_newest_rating_is_the_latest(person, clinician):
    assert queries.latest_rating(person) is None
    rate(person, "green", clinician)
    newest = rate(person, "amber", clinician)
    assert queries.latest_rating(person) == newest
    assert [found.rating for found in queries.ratings(person)] == ["amber", "green"]


def test_a_rating_outside_a_stay_counts_no_referral_to_the_key_worker(person, clinician):
    assert queries.referred_to_key_worker(rate(person, "amber", clinician)) is False


# What a rating starts ------------------------------------------------------------------------------------------


def test_green_asks_who_a_review_would_need(team, clinician):
    entry = on_register(team, clinician, rating="green")
    assert kinds(entry.person) == {"name_cetr_partners": "register-team", "rating_review": "register-team"}
    assert task(entry.person, "name_cetr_partners").closes_with == "partners_named"


def test_red_seeks_what_is_not_decided(team, clinician):
    entry = on_register(team, clinician, rating="red", born_on=date(2010, 3, 14))
    assert kinds(entry.person) == {
        "seek_cetr": "register-team",
        "seek_key_worker": "register-team",
        "rating_review": "register-team",
    }


def test_red_with_every_agreement(team, clinician):
    entry = on_register(
        team,
        clinician,
        rating="red",
        born_on=date(2010, 3, 14),
        share_with=(ICB,),
        decisions={"cetr": "agreed", "key_worker": "agreed"},
    )
    assert kinds(entry.person) == {
        "cetr": ICB,
        "key_worker_referral": "register-team",
        "rating_review": "register-team",
    }
    assert task(entry.person, "cetr").role == "commissioner"


def test_a_task_opens_no_sight(team, clinician):
    """The ICB is meant to hold the review, and is not told about the person: the team has the task."""
    entry = on_register(team, clinician, rating="red", decisions={"cetr": "agreed"}, born_on=date(1980, 1, 1))
    assert kinds(entry.person)["cetr"] == "register-team"
    decide(entry.person, "share", team, share_with=ICB)
    assert kinds(entry.person)["cetr"] == ICB
    assert Task.objects.filter(person=entry.person, kind="cetr").count() == 1


def test_a_refusal_leaves_the_duty_in_sight(team, clinician):
    entry = on_register(team, clinician, rating="red", decisions={"cetr": "refused"}, born_on=date(1980, 1, 1))
    duty = task(entry.person, "cetr_refused")
    assert duty.title.startswith("Refused: ")
    with pytest.raises(Refused):
        tasks.complete(task=duty, evidence="Held", by=team)
    assert "seek_cetr" not in kinds(entry.person)


def test_a_later_yes_ends_the_search_and_starts_the_work(team, clinician):
    entry = on_register(team, clinician, rating="red", share_with=(ICB,), born_on=date(1980, 1, 1))
    decide(entry.person, "cetr", team)
    assert kinds(entry.person)["cetr"] == ICB
    sought = task(entry.person, "seek_cetr")
    assert (sought.state, sought.done_by) == (TaskState.DONE, team.worker)
    assert "agreed" in sought.evidence


def test_a_later_no_ends_the_search_and_keeps_the_duty(team, clinician):
    entry = on_register(team, clinician, rating="red", born_on=date(1980, 1, 1))
    decide(entry.person, "cetr", team, answer="refused")
    assert task(entry.person, "seek_cetr").state == TaskState.DONE
    assert kinds(entry.person)["cetr_refused"] == "register-team"
    decide(entry.person, "cetr", team, answer="refused")
    assert Task.objects.filter(person=entry.person, kind="cetr_refused").count() == 1


def test_not_sure_yet_keeps_the_search(team, clinician):
    entry = on_register(team, clinician, rating="red", born_on=date(1980, 1, 1))
    sought = task(entry.person, "seek_cetr")
    decide(entry.person, "cetr", team, answer="not_sure")
    assert Task.objects.get(person=entry.person, kind="seek_cetr", state="open") == sought


def test_taken_back_the_duty_keeps_the_clock(team, clinician):
    entry = on_register(team, clinician, rating="red", born_on=date(1980, 1, 1))
    agreed = decide(entry.person, "cetr", team)
    real = task(entry.person, "cetr")
    with time_machine.travel(clock.now() + timedelta(days=2)):
        people.withdraw_decision(decision=agreed, withdrawn_by_name="Ada", reason="", by=team)
    duty = task(entry.person, "cetr_refused")
    real.refresh_from_db()
    assert real.state == TaskState.CANCELLED
    assert (duty.due_at, duty.starts_at) == (real.due_at, real.starts_at)


def test_a_yes_after_a_no_ends_the_duty(team, clinician):
    entry = on_register(team, clinician, rating="red", decisions={"cetr": "refused"}, born_on=date(1980, 1, 1))
    decide(entry.person, "cetr", team)
    assert task(entry.person, "cetr_refused").cancelled_reason == "The person has agreed since."
    assert "cetr" in kinds(entry.person)


def test_a_yes_that_becomes_not_sure_goes_back_to_asking(team, clinician):
    entry = on_register(team, clinician, rating="red", decisions={"cetr": "agreed"}, born_on=date(1980, 1, 1))
    decide(entry.person, "cetr", team, answer="not_sure")
    assert task(entry.person, "cetr").state == TaskState.CANCELLED
    assert "seek_cetr" in kinds(entry.person)


def test_decisions_that_start_nothing_start_nothing(team, clinician, person):
    entry = on_register(team, clinician, rating="green", born_on=date(1980, 1, 1))
    before = kinds(entry.person)
    for kind in ("cetr", "key_worker", "discuss"):
        decide(entry.person, kind, team)
    assert kinds(entry.person) == before
    decide(person, "cetr", team)
    assert kinds(person) == {}


@pytest.mark.parametrize(
    ("born_on", "on", "asked"),
    [
        ("2000-12-02", "2026-12-01", True),
        ("2000-12-02", "2026-12-02", False),
        ("2000-02-29", "2026-02-28", True),
        ("2026-11-01", "2026-12-01", True),
        (None, "2026-12-01", True),
    ],
)
def test_key_workers_are_for_birth_to_the_eve_of_twenty_six(team, clinician, born_on, on, asked):
    born = date.fromisoformat(born_on) if born_on else None
    person = ready_to_join(team, clinician, rating=None, born_on=date(1990, 1, 1))
    Person.objects.filter(pk=person.pk).update(born_on=born)
    person.refresh_from_db()
    with time_machine.travel(f"{on}T10:00:00+00:00"):
        actions.decide_rating(person=person, assessment=None, rating="red", rationale="Seen", by=clinician)
        actions.open_entry(person=person, referral_reference="", by=team)
    assert ("seek_key_worker" in kinds(person)) is asked


@pytest.mark.parametrize(("known", "asked"), [(True, False), (False, True), (None, True)])
def test_not_for_those_who_have_a_key_worker(team, clinician, known, asked):
    person = ready_to_join(team, clinician, born_on=date(2010, 3, 14))
    Person.objects.filter(pk=person.pk).update(known_to_key_worker=known)
    actions.open_entry(person=person, referral_reference="", by=team)
    assert ("seek_key_worker" in kinds(person)) is asked


def test_a_new_rating_starts_only_what_is_not_under_way(team, clinician):
    entry = on_register(team, clinician, rating="amber", decisions={"key_worker": "agreed"}, born_on=date(2010, 3, 14))
    referral = task(entry.person, "key_worker_referral")
    meeting = task(entry.person, "multi_agency_meeting")
    rate(entry.person, "red", clinician)
    assert Task.objects.get(person=entry.person, kind="key_worker_referral") == referral
    meeting.refresh_from_db()
    assert meeting.state == TaskState.OPEN, "no clock vanishes because the rating changed"
    assert "seek_cetr" in kinds(entry.person)


def test_what_an_earlier_rating_left_open_still_follows_the_decision(team, clinician):
    entry = on_register(team, clinician, rating="red", decisions={"cetr": "refused"}, born_on=date(1980, 1, 1))
    rate(entry.person, "green", clinician)
    assert "cetr_refused" in kinds(entry.person)
    decide(entry.person, "cetr", team)
    assert "cetr" in kinds(entry.person)
    assert "cetr_refused" not in kinds(entry.person)


def test_somebody_referred_in_this_stay_is_known(team, clinician):
    entry = on_register(team, clinician, rating="amber", decisions={"key_worker": "agreed"}, born_on=date(2010, 3, 14))
    tasks.complete(task=task(entry.person, "key_worker_referral"), evidence="Taken on", by=team)
    rate(entry.person, "red", clinician)
    assert "key_worker_referral" not in kinds(entry.person)


def test_rating_again_is_the_review(team, clinician):
    entry = on_register(team, clinician, rating="amber")
    first = task(entry.person, "rating_review")
    assert clock.london_day(first.due_at) == entry.review_due_on == clock.today() + timedelta(days=28)
    rate(entry.person, "red", clinician)
    first.refresh_from_db()
    entry.refresh_from_db()
    assert (first.state, first.done_by) == (TaskState.DONE, clinician.worker)
    assert entry.review_due_on == clock.today() + timedelta(days=7)
    assert clock.london_day(task(entry.person, "rating_review").due_at) == entry.review_due_on


def test_the_entry_carries_the_rating_for_lists(team, clinician):
    entry = on_register(team, clinician, rating="red")
    assert (entry.rating, entry.rating_order) == ("red", 2)
    rating = rate(entry.person, "green", clinician)
    entry.refresh_from_db()
    assert (entry.rating, entry.rating_order, entry.rated_at) == ("green", 4, rating.decided_at)
    assert queries.current_rating(entry) == rating


def test_below_green_on_the_register_asks_about_leaving(team, clinician):
    entry = on_register(team, clinician, rating="green")
    rate(entry.person, "below_green", clinician)
    entry.refresh_from_db()
    assert (entry.rating, entry.rating_order) == ("below_green", 5)
    assert entry.review_due_on == clock.today() + timedelta(days=91)
    assert kinds(entry.person)["agree_leaving"] == "register-team"


def test_support_needed_now_becomes_tasks(team, clinician):
    entry = on_register(
        team,
        clinician,
        rating="green",
        share_with=(COUNCIL,),
        needs=[("respite", " Two nights a month. "), ("crisis_plan", "")],
    )
    ours, theirs = task(entry.person, "support_task"), task(entry.person, "support_request")
    assert (theirs.organisation.code, theirs.title) == (COUNCIL, "A short break")
    assert theirs.description.endswith("Two nights a month.")
    assert (ours.organisation.code, ours.role) == ("register-team", "clinician")
    rate(entry.person, "green", clinician, needs=[("respite", "Three nights")])
    assert Task.objects.filter(person=entry.person, kind="support_request").count() == 1


def test_only_support_on_the_policys_list(person, clinician):
    with pytest.raises(Refused), transaction.atomic():
        rate(person, "green", clinician, needs=[("a_holiday", "")])
    assert not Rating.objects.filter(person=person).exists()


def test_a_visit_is_followed_by_the_next(team, clinician):
    entry = on_register(team, clinician, rating="blue", born_on=date(1980, 1, 1))
    visit = task(entry.person, "oversight_visit")
    with time_machine.travel(clock.now() + timedelta(days=30)):
        tasks.complete(task=visit, evidence="Seen", by=team)
        following = Task.objects.get(person=entry.person, kind="oversight_visit", state="open")
        assert clock.london_day(following.due_at) == clock.today() + timedelta(days=56)
        assert following.escalate_at < following.due_at
    rate(entry.person, "green", clinician)
    tasks.complete(task=following, evidence="Seen", by=team)
    assert not Task.objects.filter(person=entry.person, kind="oversight_visit", state="open").exists()


def test_other_tasks_are_not_followed_by_a_next(team, clinician, person):
    entry = on_register(team, clinician, rating="green")
    for about in (entry.person, person):
        tasks.complete(task=make_task(person.area, person=about), evidence="Yes", by=team)
    tasks.complete(task=task(entry.person, "name_cetr_partners"), evidence="The trust", by=team)
    assert kinds(entry.person) == {"rating_review": "register-team"}


def test_a_fault_in_the_middle_leaves_nothing(team, clinician, monkeypatch):
    entry = on_register(team, clinician, rating="green")
    before = kinds(entry.person)

    def fail(**_):
        raise RuntimeError("in the middle")

    monkeypatch.setattr(linked, "start_review", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        rate(entry.person, "red", clinician)
    entry.refresh_from_db()
    assert entry.rating == "green"
    assert kinds(entry.person) == before
    assert Rating.objects.filter(person=entry.person).count() == 1
    assert Assessment.objects.filter(person=entry.person).count() == 1


def test_the_example_area_by_its_own_rules(example_area):
    other = make_actor(example_area, "register_team", "coordinator")
    clinician = make_actor(example_area, "register_team", "clinician")
    policy = policies.current(example_area.pk)
    council = policy.organisations_of_kind("council")[0].code
    with scope.job(name="test", area_id=example_area.pk):
        entry = on_register(other, clinician, rating="red", council=council, born_on=date(2010, 3, 14))
        assert entry.review_due_on == clock.today() + timedelta(days=3)
        assert {"seek_cetr", "seek_key_worker"} <= set(kinds(entry.person))
        green = on_register(other, clinician, rating="green", council=council)
        assert kinds(green.person)["name_cetr_partners"] == other.organisation.code
        trust = policy.organisations_of_kind("trust")[0].code
        decide(green.person, "share", other, share_with=trust)
        assert kinds(green.person)["name_cetr_partners"] == trust


def test_a_clinician_of_the_trust_sees_in_full_and_decides(area, team, clinician):
    entry = on_register(team, clinician, rating="amber", share_with=("cwpt",))
    theirs = make_actor(area, "cwpt", "clinician")
    with theirs.scope():
        person = Person.objects.get(pk=entry.person_id)
        rate(person, "red", theirs)
        assert Entry.objects.get(pk=entry.pk).rating == "red"
    assert make_person(team)
