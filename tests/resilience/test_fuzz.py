"""Whatever is sent to the public doors is answered: no error of ours, nothing of anybody else's, nothing half-made.

`DSR_SEED=… ./dsr test tests/resilience/test_fuzz.py` sends the same again.
"""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlsplit

import pytest
from django.db import transaction

from dsr.core import scope
from dsr.demo.bench import walk
from dsr.demo.bench.client import Client
from dsr.policy import queries as policies
from tests.factories.accounts import make_actor, make_worker
from tests.factories.referrals import make_draft, make_referral
from tests.resilience import wholeness
from tests.resilience.hostile import Attacker, Hostile
from tests.resilience.killing import Database, KilledServer, connected_to
from tests.support.html import assert_valid_html

#: What somebody else wrote, or is called: no answer to anybody without their link may hold it.
CANARY = "Qxzcanary"


@pytest.fixture(scope="module")
def somebody_else(lasting: Database, django_db_setup: None, django_db_blocker) -> None:
    """A referral, a draft and a worker whose every word is a canary."""
    with django_db_blocker.unblock(), connected_to(lasting.cluster), transaction.atomic():
        area = policies.public_area()
        said = {"given_name": CANARY, "worries": f"{CANARY} worries", "contact_email": f"{CANARY}@example.org"}
        with scope.job(name="test", area_id=area.pk):
            make_referral(area, **said)
            make_draft(area, **said)
        make_actor(area, "register_team", "coordinator", worker=make_worker(CANARY, job_title=CANARY))


@pytest.fixture(scope="module")
def own_forms(web: KilledServer) -> list[str]:
    """The secrets of a form just begun, of one filled in, and of one that was sent."""
    with Client(web.url) as client:
        begun = client.post(walk.START, {}).path.split("/")[2]
        filled, sent = walk.fill_in(client), walk.fill_in(client)
        client.post(walk.check_path(sent), client.with_token({}))
    return [begun, filled, sent]


def test_hostile_requests(lasting, web, somebody_else, own_forms, chance):
    attack(lasting, web, own_forms, chance, requests=160, looked_at=12)


@pytest.mark.long
def test_many_hostile_requests(lasting, web, somebody_else, own_forms, chance):
    attack(lasting, web, own_forms, chance, requests=8000, looked_at=400)


def attack(
    lasting: Database, web: KilledServer, tokens: list[str], chance: random.Random, *, requests: int, looked_at: int
) -> None:
    attacker, problems, seen = Attacker(chance, tokens), [], Counter()
    every = count(1)
    for number in range(requests):
        request = attacker.request()
        status, headers, body = ask(web.url, request)
        seen[status] += 1
        problems += [f"request {number}: {sentence}: {request}" for sentence in wrong(status, headers, body)]
        if "Content-Type: text/html" in headers and body and next(every) % max(1, requests // looked_at) == 0:
            assert_valid_html(body)
    print(f"answers: {dict(sorted(seen.items()))}", *problems, sep="\n")
    assert problems == []
    assert {200, 302, 404, 405} <= set(seen), "the requests are all alike"
    with lasting.connect() as database:
        assert wholeness.half_made(database) == {}


def ask(url: str, request: Hostile) -> tuple[int, str, str]:
    """Status, headers and words of the answer; 0 when there was none."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        with suppress(BrokenPipeError):  # refused before all of a great body was sent: the answer is there to read
            connection.request(request.method, request.path, request.body, {"Accept": "text/html", **request.headers})
        answer = connection.getresponse()
        return answer.status, str(answer.headers), answer.read().decode()
    except OSError as problem:
        return 0, "", repr(problem)
    finally:
        connection.close()


def wrong(status: int, headers: str, body: str) -> list[str]:
    """What may never be in an answer."""
    found = [f"answered {status} {body[:300] if not status else ''}"] if status == 0 or status >= 500 else []
    return found + (["shows what somebody else wrote"] if CANARY.lower() in (headers + body).lower() else [])


def test_what_is_wrong_is_noticed(web):
    assert wrong(503, "", "") == ["answered 503 "]
    assert (
        wrong(200, f"Location: /{CANARY}", "") == wrong(200, "", CANARY.upper()) == ["shows what somebody else wrote"]
    )
    assert wrong(*ask("http://127.0.0.1:1", Hostile("GET", "/")))[0].startswith("answered 0 ConnectionRefused")
    assert wrong(*ask(web.url, Hostile("GET", "/"))) == []
