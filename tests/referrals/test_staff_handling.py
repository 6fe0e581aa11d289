"""Owning, setting aside and stopping referrals: every rule both ways, every move, here and in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from dsr.accounts import queries as accounts
from dsr.accounts.models import Cover
from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.core.errors import Conflict, Refused
from dsr.policy import queries as policies
from dsr.referrals import queries, rules
from dsr.referrals.actions import contact, handling, moving
from dsr.referrals.models import Referral, ReferralMove, ReferralState
from dsr.referrals.states import MOVES
from dsr.tasks import queries as task_queries
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import attempt, contacted, make_referral

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def colleague(area):
    return make_actor(area, "register_team", "coordinator")


@pytest.fixture
def referral(area, coordinator):
    with coordinator.scope():
        yield make_referral(area)


def promise(referral):
    return task_queries.for_referral(referral.pk).get(kind="contact_promise")


def arrange_cover(away, by, *, starts=0, ends=0):
    today = clock.today()
    Cover.objects.create(
        worker=away.worker,
        covered_by=by.worker,
        organisation=by.organisation,
        starts_on=today + timedelta(days=starts),
        ends_on=today + timedelta(days=ends),
        arranged_by=by.worker,
        arranged_at=clock.now(),
    )


def test_taking_makes_the_worker_owner_of_the_referral_and_of_its_clock(referral, coordinator):
    taken = handling.take(referral=referral, by=coordinator)
    assert taken.owner == coordinator.worker
    assert promise(referral).worker == coordinator.worker
    assert [change.how for change in queries.owner_changes(referral)] == ["taken"]


def test_what_a_colleague_has_is_not_taken(referral, coordinator, colleague):
    handling.take(referral=referral, by=coordinator)
    with pytest.raises(Conflict, match="has this referral"):
        handling.take(referral=referral, by=colleague)
    assert not rules.can_take(Referral.objects.get(), colleague)


def test_what_is_mine_is_not_taken_again(referral, coordinator):
    handling.take(referral=referral, by=coordinator)
    with pytest.raises(Refused, match="yours already"):
        handling.take(referral=referral, by=coordinator)


def test_an_absent_colleagues_referral_is_taken_by_who_covers(referral, coordinator, colleague):
    handling.take(referral=referral, by=coordinator)
    arrange_cover(coordinator, colleague)
    assert list(accounts.covering(colleague)) == [coordinator.worker.pk]
    handling.take(referral=referral, by=colleague)
    assert queries.owner_changes(referral)[0].how == "covered"
    assert Referral.objects.get().owner == colleague.worker


@pytest.mark.parametrize(("starts", "ends"), [(-3, -1), (1, 3)])
def test_cover_counts_only_on_its_days(referral, coordinator, colleague, starts, ends):
    arrange_cover(coordinator, colleague, starts=starts, ends=ends)
    assert not accounts.covering(colleague)


def test_the_owner_gives_and_lets_go(referral, coordinator, colleague):
    handling.take(referral=referral, by=coordinator)
    handling.give(referral=referral, to=colleague.worker, by=coordinator, reason="I am on leave")
    assert promise(referral).worker == colleague.worker
    handling.give(referral=referral, to=None, by=colleague)
    assert promise(referral).worker is None
    assert Referral.objects.get().owner is None


def test_anybody_of_the_team_gives_what_nobody_has(referral, coordinator, colleague):
    assert handling.give(referral=referral, to=colleague.worker, by=coordinator).owner == colleague.worker


def test_a_colleague_does_not_give_away_and_the_lead_does(referral, coordinator, colleague, lead):
    handling.take(referral=referral, by=coordinator)
    with pytest.raises(Refused, match="or the lead"):
        handling.give(referral=referral, to=colleague.worker, by=colleague)
    assert handling.give(referral=referral, to=colleague.worker, by=lead).owner == colleague.worker


def test_giving_to_whoever_has_it_or_does_not_work_here_is_refused(referral, coordinator, partner):
    with pytest.raises(Refused, match="Nobody has"):
        handling.give(referral=referral, to=None, by=coordinator)
    with pytest.raises(Refused, match="coordinator or lead"):
        handling.give(referral=referral, to=partner.worker, by=coordinator)
    handling.take(referral=referral, by=coordinator)
    with pytest.raises(Refused, match="already"):
        handling.give(referral=referral, to=coordinator.worker, by=coordinator)


def test_only_the_team_works_on_referrals(referral, clinician, partner):
    for stranger in (clinician, partner):
        with pytest.raises(Refused, match="Only the register team"):
            handling.take(referral=referral, by=stranger)


def test_an_old_page_does_not_overwrite(referral, coordinator, colleague):
    seen = rules.version(referral)
    handling.take(referral=referral, by=coordinator, seen=seen)
    with pytest.raises(Conflict):
        handling.set_aside(referral=referral, until=clock.today() + TOMORROW, reason="waiting", by=colleague, seen=seen)


def test_setting_aside_keeps_the_clock_and_comes_back_where_it_was(referral, coordinator):
    contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)
    until = clock.today() + TOMORROW
    aside = handling.set_aside(referral=referral, until=until, reason="In hospital", by=coordinator)
    assert (aside.state, aside.set_aside_until, aside.contact_due_at) == ("set_aside", until, referral.contact_due_at)
    assert promise(referral).state == "open"
    assert Referral.objects.filter(queries.RUNNING).exists()
    back = handling.resume(referral=referral, by=coordinator, reason="Home again")
    assert (back.state, back.set_aside_until) == ("in_contact", None)


def test_setting_aside_has_a_limit_a_reason_and_a_later_day(referral, coordinator):
    latest = clock.today() + timedelta(days=policies.current(referral.area_id).set_aside_max_days)
    for until, reason, sentence in (
        (clock.today(), "x", "after today"),
        (latest + TOMORROW, "x", "no later than"),
        (latest, " ", "Say why"),
    ):
        with pytest.raises(Refused, match=sentence):
            handling.set_aside(referral=referral, until=until, reason=reason, by=coordinator)
    handling.set_aside(referral=referral, until=latest, reason="x", by=coordinator)


def test_only_what_is_set_aside_comes_back(referral, coordinator):
    with pytest.raises(Refused, match="not set aside"):
        handling.resume(referral=referral, by=coordinator)


def test_withdrawing_ends_the_clock_with_the_reason(referral, coordinator):
    handling.withdraw(referral=referral, asked_by="Robin", reason="Has moved away", by=coordinator)
    referral.refresh_from_db()
    assert referral.state == "withdrawn"
    assert queries.moves(referral)[0].reason == "Asked by Robin. Has moved away"
    assert promise(referral).state == "cancelled"


def test_withdrawing_needs_who_and_why(referral, coordinator):
    with pytest.raises(Refused, match="who asked"):
        handling.withdraw(referral=referral, asked_by=" ", reason="x", by=coordinator)
    with pytest.raises(Refused, match="why"):
        handling.withdraw(referral=referral, asked_by="Robin", reason=" ", by=coordinator)


def test_nothing_is_done_with_a_referral_that_has_ended(referral, coordinator, colleague):
    handling.withdraw(referral=referral, asked_by="Robin", reason="x", by=coordinator)
    ended = Referral.objects.select_related("owner").get()
    assert not rules.can_take(ended, coordinator)
    assert not rules.can_give(ended, coordinator)
    assert not any(check(ended) for check in (rules.can_log, rules.can_set_aside, rules.can_withdraw, rules.can_match))
    with pytest.raises(Refused):
        handling.give(referral=ended, to=colleague.worker, by=coordinator)


def test_same_day_is_marked_once_and_only_where_asked_for(area, referral, coordinator):
    with pytest.raises(Refused, match="Nothing in this"):
        handling.mark_same_day_seen(referral=referral, by=coordinator)
    urgent = make_referral(area, same_day=True, same_day_reasons=["danger"])
    assert handling.mark_same_day_seen(referral=urgent, by=coordinator).same_day_seen_by == coordinator.worker
    with pytest.raises(Conflict):
        handling.mark_same_day_seen(referral=urgent, by=coordinator)


def moved_to(area, state, coordinator):
    """A referral brought to the state by the table's own moves."""
    extra = {"set_aside_until": clock.today()} if state == "set_aside" else {}
    extra |= {"outcome_code": "other_area"} if state == "not_accepted" else {}
    return make_referral(area, state=state, promise=False, **extra)


PAIRS = [(a, b) for a in ReferralState for b in ReferralState if a != b and a != "accepted" and b != "accepted"]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_move_is_as_the_table_says_in_the_code_and_in_the_database(area, coordinator, before, after):
    extra = {"set_aside_until": clock.today()} if after == "set_aside" else {}
    extra |= {"outcome_code": "other_area"} if after == "not_accepted" else {}
    with coordinator.scope():
        referral = moved_to(area, before, coordinator)
        if after in MOVES[before]:
            moving.move(referral, after, by=coordinator, **extra)
            assert Referral.objects.get().state == after
            assert ReferralMove.objects.first().to_state == after
        else:
            with pytest.raises(Refused):
                moving.move(referral, after, by=coordinator, **extra)
            with pytest.raises(DatabaseError, match="cannot move"), transaction.atomic():
                Referral.objects.update(state=after, set_aside_until=extra.get("set_aside_until"), outcome_code="x")


def test_every_act_is_in_the_audit_log(referral, coordinator):
    handling.take(referral=referral, by=coordinator)
    with scope.job(name="test", area_id=referral.area_id):
        assert "referral_taken" in list(Event.objects.values_list("action", flat=True))
    assert contacted(referral, coordinator).state == "contacted"
