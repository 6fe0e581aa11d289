"""Many people send at once: as many different references, no error, none twice."""

from __future__ import annotations

import time

import pytest

from dsr.demo.bench import walk
from dsr.demo.bench.client import Client
from dsr.demo.bench.drafts import copies
from tests.resilience import wholeness
from tests.resilience.submitting import Senders


def test_sixty_forms_from_sixteen_clients(lasting, web):
    send_and_count(lasting, web, forms=60, clients=16, seconds=30)


@pytest.mark.long
def test_a_thousand_forms_from_thirty_two_clients(lasting, web):
    send_and_count(lasting, web, forms=1000, clients=32, seconds=300)


def send_and_count(lasting, web, *, forms: int, clients: int, seconds: float) -> None:
    with Client(web.url) as client:
        token = walk.fill_in(client)
    with lasting.connect() as database:
        before = wholeness.references(database)
        tokens = copies(database, token, forms)
    begun = time.monotonic()
    senders = Senders(web.url, tokens, clients=clients, again=False)
    senders.start()
    sent = senders.wait()
    taken = time.monotonic() - begun
    print(f"{forms} forms by {clients} clients in {taken:.1f} s")
    assert (sent.problems, sent.unanswered, sent.refused) == ([], 0, 0)
    assert len({reference for given in sent.references.values() for reference in given}) == forms
    with lasting.connect() as database:
        wholeness.assert_kept(database, sent.references)
        after = wholeness.references(database)
        tasks = database.execute("SELECT count(*) FROM tasks_task WHERE kind = 'contact_promise'").fetchone()
    assert len(after) - len(before) == forms
    assert tasks == (len(after),)
    assert taken < seconds
