"""Two workers at the same instant, on two real connections."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from dsr.accounts.actor import Actor
from dsr.core.errors import Conflict
from dsr.policy import queries as policies
from dsr.referrals.actions import contact, handling, matching
from dsr.referrals.models import ContactAttempt, OwnerChange, Referral, ReferralMatch, ReferralMove
from tests.factories.accounts import make_actor
from tests.factories.people import make_person
from tests.factories.referral_rows import attempt, make_referral


@pytest.fixture
def team(committed: None) -> list[Actor]:
    area = policies.public_area()
    with transaction.atomic():
        return [make_actor(area, "register_team", "coordinator") for _ in range(2)]


@pytest.fixture
def referral(team: list[Actor]) -> Referral:
    with transaction.atomic(), team[0].scope():
        return make_referral(policies.public_area())


def at_once(team: list[Actor], act: Callable[[Actor], object]) -> list[str]:
    """Both begin together; what came of each: "done" or "conflict"."""
    start = Barrier(len(team))

    def run(actor: Actor) -> str:
        try:
            with transaction.atomic(), actor.scope():
                start.wait(timeout=10)
                act(actor)
            return "done"
        except Conflict:
            return "conflict"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(team)) as pool:
        return sorted(pool.map(run, team))


def count(team: list[Actor], model: Any) -> int:
    with transaction.atomic(), team[0].scope():
        return int(model.objects.count())


def test_two_takers_make_one_owner(team, referral):
    assert at_once(team, lambda actor: handling.take(referral=referral, by=actor)) == ["conflict", "done"]
    assert count(team, OwnerChange) == 1


def test_two_conversations_are_both_on_record_and_the_promise_is_met_once(team, referral):
    def spoke(actor):
        contact.log_attempt(referral=referral, attempt=attempt("spoke_to_person"), by=actor)

    assert at_once(team, spoke) == ["done", "done"]
    assert count(team, ContactAttempt) == 2
    assert count(team, ReferralMove) == 2


def test_two_matches_link_one_person(team, referral):
    with transaction.atomic(), team[0].scope():
        people = {actor.worker.pk: make_person(team[0]) for actor in team}

    def match(actor):
        matching.match(referral=referral, person=people[actor.worker.pk], by=actor)

    assert at_once(team, match) == ["conflict", "done"]
    assert count(team, ReferralMatch) == 1
