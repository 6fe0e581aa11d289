"""The web server and the database are killed while staff log contacts: what was acknowledged is there, once, whole."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
import pytest
from django.db import transaction

from dsr.core import clock, ids, scope
from dsr.demo.bench.client import Client, Unanswered
from dsr.demo.bench.people import sign_in
from dsr.policy import queries as policies
from tests.factories.accounts import make_actor
from tests.factories.referrals import make_referral
from tests.resilience.killing import Database, KilledServer, connected_to

PATIENCE = 600  # seconds for one answer, over every restart of a busy machine
CLIENTS = 3
TRIES = ("no_answer", "left_message", "spoke_to_person")

#: sentence -> referrals (of those given) of which it must not be true
HALVES = {
    "a contact without its one audit event": """
        (SELECT count(*) FROM referrals_contactattempt a WHERE a.referral_id = r.id) <>
        (SELECT count(*) FROM audit_event e
         WHERE e.action = 'contact_logged' AND 'referral:' || r.public_id = ANY (e.targets))""",
    "tried, and the referral does not say so": """
        (r.state <> 'received') <> EXISTS (SELECT FROM referrals_contactattempt a WHERE a.referral_id = r.id)""",
    "spoken with, and the referral does not say so": """
        (r.state = 'contacted') <>
        EXISTS (SELECT FROM referrals_contactattempt a WHERE a.referral_id = r.id AND a.two_way)""",
    "spoken with, and the promise still runs, or the other way round": """
        (SELECT count(*) FROM tasks_task t
         WHERE t.referral_id = r.id AND t.kind = 'contact_promise' AND t.state = 'done') <>
        (CASE WHEN r.contacted_at IS NULL THEN 0 ELSE 1 END)""",
    "a state the history does not know, or knows twice": """
        (SELECT count(*) FROM referrals_referralmove m WHERE m.referral_id = r.id AND m.to_state = r.state) <> 1""",
}


@dataclass
class Desk:
    """Referrals nobody has tried to reach, and a coordinator who is signed in."""

    cookies: dict[str, str]
    referrals: list[str]


@pytest.fixture
def open_desk(lasting: Database, django_db_setup: None, django_db_blocker) -> Iterator:
    def opened(count: int) -> Desk:
        with django_db_blocker.unblock(), connected_to(lasting.cluster), transaction.atomic():
            area = policies.public_area()
            coordinator = make_actor(area, "register_team", "coordinator")
            with scope.job(name="test", area_id=area.pk):
                return Desk(sign_in(coordinator), [make_referral(area).public_id for _ in range(count)])

    return opened


@dataclass
class Callers:
    """Threads that log three tries on each referral, each sent until it is acknowledged and then once more."""

    url: str
    desk: Desk
    told: set[tuple[str, str]] = field(default_factory=set)
    unanswered: int = 0
    problems: list[str] = field(default_factory=list)

    def start(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        return threads

    def _work(self, number: int) -> None:
        with Client(self.url, cookies=self.desk.cookies) as client:
            for referral in self.desk.referrals[number::CLIENTS]:
                for outcome in TRIES:
                    self._until_acknowledged(client, referral, outcome, secrets.token_hex(8))

    def _until_acknowledged(self, client: Client, referral: str, outcome: str, key: str) -> None:
        deadline, acknowledged = time.monotonic() + PATIENCE, 0
        while acknowledged < 2 and time.monotonic() < deadline:
            try:
                shown = client.post(f"/referrals/{referral}/contact/", client.with_token(typed(outcome, key)))
            except Unanswered:
                self.unanswered += 1
                time.sleep(0.02)
                continue
            if shown.status == 200 and shown.path == f"/referrals/{referral}/":
                acknowledged += 1
                self.told.add((referral, key))
            elif shown.status < 500:
                self.problems.append(f"{shown.status} at {shown.path}")
                return


def typed(outcome: str, key: str) -> dict[str, str]:
    now = clock.now().astimezone(clock.LONDON)
    day = {f"made_on_{part}": str(getattr(now, part)) for part in ("day", "month", "year")}
    said = {"route": "phone", "outcome": outcome, "with_whom": "Robin", "need_met": "yes", "note": "Asked how they are"}
    return {"key": key, "made_time": f"{now:%H:%M}", **said, **day}


def halves(database: psycopg.Connection, desk: Desk) -> dict[str, list]:
    asked = {
        sentence: database.execute(
            f"SELECT r.reference FROM referrals_referral r WHERE r.public_id = ANY (%s) AND {wrong}", [desk.referrals]
        ).fetchall()
        for sentence, wrong in HALVES.items()
    }
    return {sentence: rows for sentence, rows in asked.items() if rows}


def log_under_fire(
    lasting: Database, web: KilledServer, desk: Desk, chance: random.Random, *, web_kills: int, database_kills: int
) -> None:
    callers = Callers(web.url, desk)
    threads = callers.start()
    kills = ["web"] * web_kills + ["database"] * database_kills
    chance.shuffle(kills)
    for kind in kills:
        time.sleep(chance.uniform(0.02, 0.3))
        victim = web if kind == "web" else lasting
        victim.kill()
        if kind == "database":
            lasting.start()
        with lasting.connect() as database:
            assert halves(database, desk) == {}, f"right after the {kind} was killed"
        if kind == "web":
            web.start()
    web.wait_for(threads)
    print(f"{len(callers.told)} contacts acknowledged, {callers.unanswered} requests unanswered")
    assert callers.problems == []
    assert callers.unanswered, "the kills did not hurt: nothing was left unanswered"
    assert len(callers.told) == len(TRIES) * len(desk.referrals)
    with lasting.connect() as database:
        assert halves(database, desk) == {}
        rows = database.execute(
            "SELECT a.public_id FROM referrals_contactattempt a JOIN referrals_referral r ON r.id = a.referral_id"
            " WHERE r.public_id = ANY (%s)", [desk.referrals],
        ).fetchall()  # fmt: skip
    assert sorted(row[0] for row in rows) == sorted(ids.public_id_for(*told) for told in callers.told)


def test_killed_while_contacts_are_logged(lasting, web, open_desk, chance):
    log_under_fire(lasting, web, open_desk(6), chance, web_kills=1, database_kills=1)


@pytest.mark.long
def test_killed_many_times_while_contacts_are_logged(lasting, web, open_desk, chance):
    log_under_fire(lasting, web, open_desk(120), chance, web_kills=25, database_kills=5)
