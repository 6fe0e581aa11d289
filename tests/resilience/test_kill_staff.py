"""The web server and the database are killed while staff accept referrals: all of an acceptance is there or nothing."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
import pytest
from django.db import transaction

from dsr.core import scope
from dsr.demo.bench.client import Client, Unanswered
from dsr.demo.bench.people import sign_in
from dsr.demo.bench.walk import form_of
from dsr.policy import queries as policies
from dsr.referrals.actions import matching
from tests.factories.accounts import make_actor
from tests.factories.referral_rows import contacted
from tests.factories.referrals import make_referral
from tests.factories.register import ready_to_join
from tests.resilience.killing import Database, KilledServer, connected_to

PATIENCE = 600  # seconds for one answer, over every restart of a busy machine
ACCEPTED = "Accepted"

#: what an acceptance makes, counted for one referral's person: every column all of it, or 0
MADE = """
SELECT r.public_id, r.state,
    (SELECT count(*) FROM register_entry e WHERE e.person_id = r.person_id AND e.state = 'open'),
    (SELECT count(*) FROM register_entrymove m JOIN register_entry e ON e.id = m.entry_id
        WHERE e.person_id = r.person_id),
    (SELECT count(*) FROM register_rating g WHERE g.person_id = r.person_id AND g.took_effect_at IS NOT NULL),
    (SELECT count(*) FROM tasks_task t WHERE t.person_id = r.person_id AND t.kind <> 'contact_promise'),
    (SELECT count(*) FROM people_involvement i WHERE i.person_id = r.person_id AND i.basis = 'sharing'),
    (SELECT count(*) FROM people_person p WHERE p.id = r.person_id AND p.joined_at IS NOT NULL),
    (SELECT count(*) FROM referrals_referralmove m WHERE m.referral_id = r.id AND m.to_state = 'accepted'),
    (SELECT count(*) FROM audit_event e
        WHERE e.action = 'referral_accepted' AND 'referral:' || r.public_id = ANY (e.targets))
FROM referrals_referral r WHERE r.public_id = ANY (%s)
"""


@dataclass
class Desk:
    """Referrals for which nothing is missing, and a coordinator who is signed in."""

    cookies: dict[str, str]
    referrals: list[str]


@pytest.fixture
def open_desk(lasting: Database, django_db_setup: None, django_db_blocker) -> Iterator:
    def opened(count: int) -> Desk:
        with django_db_blocker.unblock(), connected_to(lasting.cluster), transaction.atomic():
            area = policies.public_area()
            coordinator = make_actor(area, "register_team", "coordinator")
            clinician = make_actor(area, "register_team", "clinician")
            with scope.job(name="test", area_id=area.pk):
                made = [_ready(area, coordinator, clinician) for _ in range(count)]
            return Desk(sign_in(coordinator), made)

    return opened


def _ready(area, coordinator, clinician) -> str:
    person = ready_to_join(coordinator, clinician, share_with=("cwpt",))
    sent = make_referral(area)
    with coordinator.scope():
        spoken_to = contacted(sent, coordinator)
        matching.match(referral=spoken_to, person=person, by=coordinator)
    return sent.public_id


@dataclass
class Acceptances:
    """Threads that accept each referral and do not give up until the page says it is done."""

    url: str
    desk: Desk
    told: set[str] = field(default_factory=set)
    unanswered: int = 0
    problems: list[str] = field(default_factory=list)

    def start(self, clients: int) -> list[threading.Thread]:
        shares = [self.desk.referrals[number::clients] for number in range(clients)]
        threads = [threading.Thread(target=self._work, args=(share,), daemon=True) for share in shares]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, referrals: list[str]) -> None:
        with Client(self.url, cookies=self.desk.cookies) as client:
            for public_id in referrals:
                deadline = time.monotonic() + PATIENCE
                while public_id not in self.told and time.monotonic() < deadline:
                    self._try(client, public_id)

    def _try(self, client: Client, public_id: str) -> None:
        path = f"/referrals/{public_id}/accept/"
        try:
            shown = client.get(path)
            if shown.status == 200 and shown.path == path and 'name="seen"' in shown.body:
                shown = client.post(path, form_of(shown).answered({}))
        except Unanswered:
            self.unanswered += 1
            time.sleep(0.02)
        else:
            if shown.status == 200 and f">{ACCEPTED}" in shown.body:
                self.told.add(public_id)
            elif shown.status == 500:
                time.sleep(0.05)
            elif shown.path != path:
                self.problems.append(f"{shown.status} at {shown.path}")


def made(database: psycopg.Connection, desk: Desk) -> dict[str, tuple]:
    return {row[0]: tuple(row[1:]) for row in database.execute(MADE, [desk.referrals]).fetchall()}


def accept_under_fire(
    lasting: Database, web: KilledServer, desk: Desk, chance: random.Random, *, web_kills: int, database_kills: int
) -> None:
    with lasting.connect() as database:
        nothing = set(made(database, desk).values())
    assert len(nothing) == 1, "the referrals are not alike before they are accepted"
    acceptances = Acceptances(web.url, desk)
    threads = acceptances.start(clients=3)
    kills = ["web"] * web_kills + ["database"] * database_kills
    chance.shuffle(kills)
    for kind in kills:
        time.sleep(chance.uniform(0.02, 0.3))
        victim = web if kind == "web" else lasting
        victim.kill()
        _assert_all_or_nothing_after(lasting, kind, desk, next(iter(nothing)))
        if kind == "web":
            web.start()
    web.wait_for(threads)
    print(f"{len(acceptances.told)} accepted, {acceptances.unanswered} unanswered")
    assert acceptances.problems == []
    assert acceptances.unanswered, "the kills did not hurt: nothing was left unanswered"
    assert acceptances.told == set(desk.referrals)
    with lasting.connect() as database:
        assert set(made(database, desk).values()) == {whole(database, desk)}


def _assert_all_or_nothing_after(lasting: Database, kind: str, desk: Desk, nothing: tuple) -> None:
    """Right after the kill, before anybody tries again: two kinds of referral at most, done and untouched."""
    if kind == "database":
        lasting.start()
    with lasting.connect() as database:
        kinds = set(made(database, desk).values())
    assert len(kinds - {nothing}) <= 1, kinds


def whole(database: psycopg.Connection, desk: Desk) -> tuple:
    """What one acceptance makes, of which nothing may be missing or there twice."""
    found = next(iter(made(database, desk).values()))
    state, entries, moves, ratings, tasks, sharing, joined, accepted, audited = found
    assert (state, entries, moves, ratings, sharing, joined, accepted, audited) == ("accepted", 1, 1, 1, 1, 1, 1, 1)
    assert tasks >= 2
    return found


def test_killed_while_referrals_are_accepted(lasting, web, open_desk, chance):
    accept_under_fire(lasting, web, open_desk(15), chance, web_kills=2, database_kills=1)


@pytest.mark.long
def test_killed_many_times_while_referrals_are_accepted(lasting, web, open_desk, chance):
    accept_under_fire(lasting, web, open_desk(120), chance, web_kills=12, database_kills=4)
