"""The web server and the database are killed while forms are sent: what was confirmed is there, once, and whole."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from dsr.demo.bench import walk
from dsr.demo.bench.client import Answer, Client, Unanswered
from dsr.demo.bench.drafts import copies
from tests.resilience import wholeness
from tests.resilience.killing import Database, KilledServer
from tests.resilience.submitting import Senders
from tests.support.serving import START_SECONDS

CLIENTS = 6
SUPPLY = 4000  # more drafts than can be sent before the last kill


@pytest.fixture(scope="module")
def filled_in(web: KilledServer) -> str:
    """The secret of a draft that was answered page by page."""
    with Client(web.url) as client:
        return walk.fill_in(client)


def test_the_database_is_as_safe_as_the_real_one(lasting: Database):
    assert lasting.settings() == {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def test_killed_while_forms_are_sent(lasting, web, filled_in, chance):
    kill_and_check(lasting, web, filled_in, chance, web_kills=6, database_kills=2)


@pytest.mark.long
def test_killed_many_times_while_forms_are_sent(lasting, web, filled_in, chance):
    kill_and_check(lasting, web, filled_in, chance, web_kills=50, database_kills=10)


def kill_and_check(
    lasting: Database, web: KilledServer, token: str, chance: random.Random, *, web_kills: int, database_kills: int
) -> None:
    with lasting.connect() as database:
        before = len(wholeness.references(database))
        tokens = copies(database, token, SUPPLY)
    senders = Senders(web.url, tokens, clients=CLIENTS)
    senders.start()
    kills = ["web"] * web_kills + ["database"] * database_kills
    chance.shuffle(kills)
    struck = [strike(senders, chance, killer_of(kind, lasting, web)) for kind in kills]
    senders.stopping.set()
    sent = senders.wait()
    print(f"{len(sent.references)} confirmed, {sent.unanswered} unanswered, {sent.refused} refused; struck {struck}")
    assert sent.problems == []
    with lasting.connect() as database:
        wholeness.assert_kept(database, sent.references)
        assert len(wholeness.references(database)) == before + len(sent.references)
    assert all(struck), "a kill found nobody sending"
    assert sent.unanswered >= web_kills, "the kills did not hurt: nothing was left unanswered"


def killer_of(kind: str, lasting: Database, web: KilledServer) -> tuple[Callable[[], None], Callable[[], None]]:
    return (web.kill, web.start) if kind == "web" else (lasting.kill, lasting.start)


def strike(senders: Senders, chance: random.Random, killer: tuple[Callable[[], None], Callable[[], None]]) -> int:
    """Wait until forms are being confirmed, kill at a random instant, start again. How many were waiting then."""
    kill, start = killer
    confirmed = len(senders.sent.references)
    while senders.busy and len(senders.sent.references) < confirmed + CLIENTS:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.3))
    while senders.busy and not senders.in_flight:
        time.sleep(0.0005)
    waiting = senders.in_flight
    kill()
    start()
    return waiting


def test_it_serves_although_it_started_before_its_database(lasting, web):
    web.kill()
    lasting.kill()
    try:
        web.launch()
        with Client(web.url) as client:
            told = when_listening(client)
    finally:
        lasting.start()
    assert told.status == 500
    assert "999" in told.body
    web.wait()
    with Client(web.url) as client:
        assert client.get("/").status == 200


def when_listening(client: Client) -> Answer:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return client.get("/")
        except Unanswered:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.1)
