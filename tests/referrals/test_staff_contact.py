"""Trying to make contact: what keeps the promise, what does not, giving up, correcting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from dsr.core import clock
from dsr.core.errors import Refused
from dsr.policy import queries as policies
from dsr.referrals import queries, rules
from dsr.referrals.actions import contact, handling
from dsr.referrals.models import TWO_WAY, ContactAttempt, ContactOutcome, Referral
from dsr.tasks import queries as task_queries
from tests.factories.referral_rows import attempt, make_referral
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def referral(area, coordinator):
    with coordinator.scope():
        yield make_referral(area, received_at=clock.now() - 3 * DAY)


def clocks(referral):
    return [(task.kind, task.state) for task in task_queries.for_referral(referral.pk).order_by("pk")]


@pytest.mark.parametrize("outcome", sorted(TWO_WAY))
def test_a_two_way_contact_keeps_the_promise(referral, coordinator, outcome):
    logged = contact.log_attempt(referral=referral, attempt=attempt(outcome, ago=DAY), by=coordinator)
    referral.refresh_from_db()
    assert (referral.state, referral.contacted_at) == ("contacted", logged.made_at)
    assert clocks(referral) == [("contact_promise", "done")]
    assert task_queries.for_referral(referral.pk).get().evidence.startswith("Telephone call on ")


@pytest.mark.parametrize("outcome", sorted(set(ContactOutcome) - TWO_WAY))
def test_nothing_else_keeps_the_promise(referral, coordinator, outcome):
    contact.log_attempt(referral=referral, attempt=attempt(outcome), by=coordinator)
    referral.refresh_from_db()
    assert (referral.state, referral.contacted_at) == ("in_contact", None)
    assert clocks(referral) == [("contact_promise", "open")]


def test_the_database_keeps_outcome_and_two_way_together(area, referral, coordinator):
    row = contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)
    for change in ({"two_way": True}, {"note": "other"}, {"outcome": "spoke_to_person"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ContactAttempt.objects.filter(pk=row.pk).update(**change)


def test_a_second_try_changes_nothing_but_the_log(referral, coordinator):
    contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)
    contact.log_attempt(referral=referral, attempt=attempt(route="email", outcome="message_sent"), by=coordinator)
    assert [move.to_state for move in queries.moves(referral)] == ["in_contact", "received"]
    assert queries.attempts(referral).count() == 2


def test_a_second_conversation_leaves_the_first_date(referral, coordinator):
    first = contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person", ago=DAY), by=coordinator)
    contact.log_attempt(referral=referral, attempt=attempt("spoke_for_person"), by=coordinator)
    assert Referral.objects.get().contacted_at == first.made_at


def test_contact_ends_setting_aside_and_a_mere_try_does_not(referral, coordinator):
    handling.set_aside(referral=referral, until=clock.today() + DAY, reason="x", by=coordinator)
    contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)
    assert Referral.objects.get().state == "set_aside"
    contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person"), by=coordinator)
    assert Referral.objects.get().state == "contacted"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ago": -DAY}, "future"),
        ({"ago": 4 * DAY}, "before the referral"),
        ({"with_whom": " "}, "who you tried"),
        ({"outcome": "spoke_to_person", "need_met": ""}, "communication need"),
    ],
)
def test_what_an_attempt_must_say(referral, coordinator, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        contact.log_attempt(referral=referral, attempt=attempt(**fields), by=coordinator)
    assert not queries.attempts(referral).exists()


def test_nothing_is_logged_on_a_referral_that_has_ended(referral, coordinator):
    handling.withdraw(referral=referral, asked_by="Robin", reason="x", by=coordinator)
    with pytest.raises(Refused, match="stopped"):
        contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)


def test_giving_up_needs_the_policys_attempts_and_routes(referral, coordinator):
    promise = policies.current(referral.area_id).contact
    with pytest.raises(Refused):
        contact.give_up_contact(referral=referral, reason="", by=coordinator)
    for _ in range(promise.minimum_attempts):
        contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)
    referral.refresh_from_db()
    with pytest.raises(Refused) as refused:
        contact.give_up_contact(referral=referral, reason="", by=coordinator)
    assert refused.value.reasons == ["At least two different ways are needed. One tried so far."]
    contact.log_attempt(referral=referral, attempt=attempt(route="letter"), by=coordinator)
    assert rules.can_give_up(referral)
    contact.give_up_contact(referral=referral, reason="No answer to anything", by=coordinator)
    assert Referral.objects.get().state == "unable_to_contact"
    assert clocks(referral) == [("contact_promise", "cancelled")]


def test_too_few_attempts_by_enough_routes_are_too_few(referral, coordinator):
    for route in ("phone", "letter"):
        contact.log_attempt(referral=referral, attempt=attempt(route=route), by=coordinator)
    referral.refresh_from_db()
    missing = rules.missing_to_give_up(referral, queries.attempts(referral))
    assert missing == ["At least three attempts are needed. There are two so far."]


def test_an_answer_after_giving_up_is_contact(referral, coordinator):
    for route in ("phone", "letter", "email"):
        contact.log_attempt(referral=referral, attempt=attempt(route=route), by=coordinator)
    contact.give_up_contact(referral=referral, reason="", by=coordinator)
    contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person"), by=coordinator)
    assert Referral.objects.get().state == "contacted"


def test_an_error_is_marked_and_the_right_one_stands_beside_it(referral, coordinator):
    wrong = contact.log_attempt(referral=referral, attempt=attempt(ago=DAY), by=coordinator)
    contact.correct_attempt(
        attempt=wrong, reason="It was a visit", by=coordinator, instead=attempt(route="visit", ago=DAY)
    )
    assert [(row.route, bool(row.entered_in_error_at)) for row in queries.attempts(referral)] == [
        ("visit", False),
        ("phone", True),
    ]
    assert [row.route for row in queries.standing_attempts(referral)] == ["visit"]
    with pytest.raises(Refused, match="already"):
        contact.correct_attempt(attempt=wrong, reason="again", by=coordinator)


def test_correcting_needs_a_reason(referral, coordinator):
    wrong = contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)
    with pytest.raises(Refused, match="what was wrong"):
        contact.correct_attempt(attempt=wrong, reason=" ", by=coordinator)


def test_errors_do_not_count_towards_giving_up(referral, coordinator):
    made = [
        contact.log_attempt(referral=referral, attempt=attempt(route=r), by=coordinator)
        for r in ("phone", "phone", "letter")
    ]
    referral.refresh_from_db()
    assert rules.can_give_up(referral)
    contact.correct_attempt(attempt=made[0], reason="Wrong referral", by=coordinator)
    assert not rules.can_give_up(referral)


def test_a_conversation_recorded_by_mistake_leaves_contact_owed_since_the_first_due_day(referral, coordinator):
    wrong = contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person"), by=coordinator)
    contact.correct_attempt(attempt=wrong, reason="Wrong referral", by=coordinator)
    assert clocks(referral) == [("contact_promise", "done"), ("contact_again", "open")]
    again = task_queries.for_referral(referral.pk).get(kind="contact_again")
    assert again.due_at == referral.contact_due_at
    assert not queries.contact_made(referral)
    contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person"), by=coordinator)
    assert clocks(referral)[1] == ("contact_again", "done")


def test_correcting_one_conversation_into_another_owes_nothing(referral, coordinator):
    wrong = contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person"), by=coordinator)
    right = attempt("spoke_for_person", route="visit")
    contact.correct_attempt(attempt=wrong, reason="It was her mother", by=coordinator, instead=right)
    assert clocks(referral) == [("contact_promise", "done")]


def test_what_is_sent_again_is_on_record_once(area, referral, coordinator):
    first = contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person", key="one"), by=coordinator)
    again = contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person", key="one"), by=coordinator)
    assert again == first
    contact.log_attempt(referral=referral, attempt=attempt(key="two"), by=coordinator)
    other = contact.log_attempt(referral=make_referral(area), attempt=attempt(key="one"), by=coordinator)
    assert queries.attempts(referral).count() == 2
    assert other.public_id != first.public_id
    assert clocks(referral) == [("contact_promise", "done")]


def test_each_form_has_a_key_of_its_own(area, referral, coordinator, browser_as):
    client = browser_as(coordinator)
    keys = [hidden_key(client.get(f"/referrals/{referral.public_id}/contact/")) for _ in range(2)]
    assert len(set(keys)) == 2
    assert all(len(key) == 16 for key in keys)


def hidden_key(response):
    return assert_valid_html(response.text).query("#key")[0].attrs["value"]
