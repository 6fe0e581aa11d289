"""Joining and leaving the register, and what follows sight and decisions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from dsr.audit.models import Event
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.people import actions as people
from dsr.people import queries as people_queries
from dsr.people import signals
from dsr.people.models import Decision, Involvement
from dsr.policy import queries as policies
from dsr.register import actions, queries
from dsr.register.actions import entries, linked
from dsr.register.actions import sight as sights
from dsr.register.models import Entry, EntryMove
from dsr.tasks.models import Task, TaskState
from tests.factories.people import CHILD, decide
from tests.factories.register import on_register, rate, ready_to_join
from tests.factories.tasks import make_task

pytestmark = pytest.mark.django_db

ICB, COUNCIL, MIND = "cw-icb", "coventry-city-council", "cw-mind"


def held_by(person, kind):
    return Task.objects.filter(person=person, kind=kind).latest("pk").organisation.code


def test_joining_opens_everything_at_once(team, clinician):
    person = ready_to_join(team, clinician, rating="amber", share_with=(COUNCIL,))
    assert not Involvement.objects.filter(person=person).exclude(basis="register_team").exists()
    entry = actions.open_entry(person=person, referral_reference="CW-1234-5678", by=team)
    person.refresh_from_db()
    assert (entry.rating, entry.referral_reference, entry.council.code) == ("amber", "CW-1234-5678", COUNCIL)
    assert person.joined_at
    assert Involvement.objects.get(person=person, basis="sharing").organisation.code == COUNCIL
    first = queries.latest_rating(person)
    assert (first.entry, first.review_due_on) == (entry, entry.review_due_on)
    assert EntryMove.objects.get(entry=entry).event == "entry_opened"
    assert Event.objects.filter(action="register.entry_opened").order_by("-pk")[0].people == [person.public_id]


def test_nobody_joins_while_something_is_missing(team, person):
    with pytest.raises(Refused) as refused:
        actions.open_entry(person=person, referral_reference="", by=team)
    assert refused.value.reasons
    assert not Entry.objects.filter(person=person).exists()


def test_a_fault_in_the_middle_leaves_nothing(team, clinician, monkeypatch):
    person = ready_to_join(team, clinician, share_with=(COUNCIL,))

    def fail(**_):
        raise RuntimeError("in the middle")

    monkeypatch.setattr(linked, "start_support", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.open_entry(person=person, referral_reference="", by=team)
    person.refresh_from_db()
    assert person.joined_at is None
    assert not Entry.objects.filter(person=person).exists()
    assert not Task.objects.filter(person=person).exists()
    assert not Involvement.objects.filter(person=person, basis="sharing").exists()


def test_one_stay_at_a_time(team, clinician):
    entry = on_register(team, clinician)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            **{
                field.attname: getattr(entry, field.attname)
                for field in Entry._meta.concrete_fields
                if field.name not in ("id", "public_id")
            }
        )


def test_leaving_ends_partners_sight_and_tasks(team, clinician):
    entry = on_register(team, clinician, rating="red", share_with=(ICB,), decisions={"cetr": "agreed"})
    own = make_task(entry.area, person=entry.person)
    closed = actions.close_entry(entry=entry, reason="moved_area", note="To Leicester", by=team)
    assert (closed.state, closed.closed_reason) == ("closed", "moved_area")
    theirs = Task.objects.get(person=entry.person, kind="cetr")
    assert (theirs.state, theirs.cancelled_reason) == (TaskState.CANCELLED, "The person left the register.")
    assert Task.objects.get(person=entry.person, kind="rating_review").state == TaskState.CANCELLED
    own.refresh_from_db()
    assert own.state == TaskState.OPEN
    assert not people_queries.involvements(entry.person).exclude(basis="register_team").exists()
    assert EntryMove.objects.filter(entry=entry).first().reason == "To Leicester"
    with pytest.raises(Refused, match="already"):
        actions.close_entry(entry=entry, reason="died", by=team)


def test_coming_back_is_a_new_stay(team, clinician):
    entry = on_register(team, clinician, rating="red")
    actions.close_entry(entry=entry, reason="stepped_down", by=team)
    rate(entry.person, "amber", clinician)
    again = actions.open_entry(person=entry.person, referral_reference="", by=team)
    assert again != entry
    assert list(queries.entries(entry.person)) == [again, entry]
    assert queries.open_entry(entry.person) == again


@pytest.mark.parametrize(("rating", "talk"), [("red", True), ("amber", False), ("blue", False)])
def test_withdrawal_acts_at_once(team, clinician, rating, talk):
    entry = on_register(team, clinician, rating=rating, share_with=(ICB,), decisions={"cetr": "agreed"})
    theirs = list(Task.objects.filter(person=entry.person, organisation__code=ICB))
    people.withdraw_decision(
        decision=Decision.objects.get(person=entry.person, kind="join", superseded_at=None),
        withdrawn_by_name="Ada",
        reason="No more",
        by=team,
    )
    entry.refresh_from_db()
    assert (entry.state, entry.closed_reason) == ("closed", "withdrew")
    for task in theirs:
        task.refresh_from_db()
        assert task.state == TaskState.CANCELLED
    assert Task.objects.filter(person=entry.person, kind="safety_conversation").exists() is talk


def test_a_no_to_joining_closes_the_stay(team, clinician):
    entry = on_register(team, clinician, rating="green")
    decide(entry.person, "join", team, answer="refused")
    entry.refresh_from_db()
    assert entry.state == "closed"
    decide(entry.person, "join", team, answer="refused")


@pytest.mark.parametrize(
    ("now", "due"),
    [("2026-12-01T10:00", "2026-12-01"), ("2026-12-01T17:00", "2026-12-02"), ("2026-12-24T18:00", "2026-12-29")],
)
def test_the_conversation_is_the_same_day(team, clinician, now, due):
    with time_machine.travel(f"{now}:00+00:00"):
        entry = on_register(team, clinician, rating="red")
        entries.withdraw(person=entry.person, by=team)
    task = Task.objects.get(person=entry.person, kind="safety_conversation")
    assert clock.london_day(task.due_at) == date.fromisoformat(due)


def test_withdrawal_of_somebody_not_on_the_register(team, person):
    entries.withdraw(person=person, by=team)
    assert not Entry.objects.filter(person=person).exists()


def test_the_list_follows_the_persons_name_and_council(team, clinician):
    entry = on_register(team, clinician)
    changed = people.amend_identity(
        person=entry.person, changes={"family_name": "Zephyr"}, reason="Married", expected_revision=1, by=team
    )
    entry.refresh_from_db()
    assert entry.sort_name == changed.sort_name
    assert "zephyr" in entry.sort_name


# Sight ---------------------------------------------------------------------------------------------------------


def test_a_task_goes_back_when_sharing_ends(team, clinician):
    entry = on_register(team, clinician, share_with=(ICB,), decisions={"cetr": "agreed"})
    assert held_by(entry.person, "cetr") == ICB
    due = Task.objects.get(person=entry.person, kind="cetr").due_at
    people.withdraw_decision(
        decision=Decision.objects.get(person=entry.person, kind="share", organisation__code=ICB),
        withdrawn_by_name="Ada",
        reason="",
        by=team,
    )
    assert held_by(entry.person, "cetr") == "register-team"
    assert Task.objects.get(person=entry.person, kind="cetr").due_at == due


def test_what_was_meant_for_somebody_waits_until_they_are_told(team, clinician):
    entry = on_register(team, clinician, rating="green", needs=[("respite", ""), ("wellbeing_support", "")])
    own = make_task(entry.area, person=entry.person)
    assert held_by(entry.person, "support_request") == "register-team"
    decide(entry.person, "share", team, share_with=COUNCIL)
    decide(entry.person, "share", team, share_with=MIND)
    respite = Task.objects.get(person=entry.person, source="need:respite")
    wellbeing = Task.objects.get(person=entry.person, source="need:wellbeing_support")
    assert (respite.organisation.code, wellbeing.organisation.code) == (COUNCIL, MIND)
    own.refresh_from_db()
    assert own.organisation.code == "register-team"


def test_support_goes_to_the_one_voluntary_organisation_that_is_told(team, clinician):
    entry = on_register(
        team, clinician, rating="green", share_with=("fine-futures",), needs=[("wellbeing_support", "")]
    )
    assert held_by(entry.person, "support_request") == "fine-futures"


def test_sight_that_opens_or_ends_beside_other_sight_moves_nothing(team, clinician):
    entry = on_register(team, clinician, share_with=(ICB,), decisions={"cetr": "agreed"})
    icb = Task.objects.get(person=entry.person, kind="cetr").organisation
    sights.ended(person=entry.person, organisation=icb, by=team)
    sights.opened(person=entry.person, organisation=team.organisation, by=team)
    assert held_by(entry.person, "cetr") == ICB


def test_whom_policy_means_a_task_for(area, person):
    policy = policies.current(area.pk)
    for source, kind, meant in (
        ("need:respite", "support_request", "council"),
        ("need:gone_from_policy", "support_request", ""),
        ("rating:x", "cetr", "icb"),
        ("rating:x", "gone_from_policy", ""),
        ("", "cetr", ""),
    ):
        task = Task(source=source, kind=kind)
        assert sights.owner_kind(task, policy) == meant


# Decisions that need somebody ----------------------------------------------------------------------------------


def test_a_decision_without_a_basis_is_asked_for_again(team, clinician):
    entry = on_register(team, clinician, share_with=(ICB,), decisions={"cetr": "agreed"})
    decision = Decision.objects.get(person=entry.person, kind="cetr", superseded_at=None)
    Decision.objects.filter(pk=decision.pk).update(lapsed_at=clock.now(), lapse_reason="16 now")
    decision.refresh_from_db()
    signals.decision_lapsed.send(sender=Decision, person=entry.person, decision=decision, by=None)
    assert Task.objects.get(person=entry.person, kind="cetr").state == TaskState.CANCELLED
    assert Task.objects.filter(person=entry.person, kind="seek_cetr", state="open").exists()
    renew = Task.objects.get(person=entry.person, kind="renew_decision")
    decide(entry.person, "cetr", team)
    renew.refresh_from_db()
    assert (renew.state, renew.done_by) == (TaskState.DONE, team.worker)


def test_the_sixteenth_birthday_asks_once(team, clinician):
    entry = on_register(team, clinician, born_on=CHILD)
    decision = Decision.objects.get(person=entry.person, kind="join", superseded_at=None)
    for _day in range(2):
        signals.retake_due.send(sender=Decision, decision=decision, on=clock.today())
    task = Task.objects.get(person=entry.person, kind="retake_decision")
    assert clock.london_day(task.due_at) == clock.today() + timedelta(days=28)
    assert task.description == "Join the register"


def test_an_objection_is_looked_at(team, clinician):
    entry = on_register(team, clinician, share_with=(ICB,))
    decision = Decision.objects.get(person=entry.person, kind="share")
    signals.objection_recorded.send(sender=Decision, person=entry.person, decision=decision, view=None, by=team)
    task = Task.objects.get(person=entry.person, kind="look_again")
    assert "Integrated Care Board" in task.description
    assert task.closes_with == ""
