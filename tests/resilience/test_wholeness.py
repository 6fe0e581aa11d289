"""The check itself bites: something taken away from a whole referral is noticed."""

from __future__ import annotations

import pytest

from dsr.demo.bench import walk
from dsr.demo.bench.client import Client
from tests.resilience import wholeness
from tests.resilience.submitting import Senders

REFERRAL = "(SELECT max(id) FROM referrals_referral)"
PLANTED = {
    f"DELETE FROM tasks_task WHERE referral_id = {REFERRAL}": "a referral without its one contact task",
    f"DELETE FROM referrals_referralmove WHERE referral_id = {REFERRAL}": "a referral without its one first move",
    "DELETE FROM tasks_taskevent": "a contact task whose opening is not in its history",
    "DELETE FROM audit_event WHERE action = 'referral_received'": "a referral without its one audit event",
    f"DELETE FROM referrals_referral WHERE id = {REFERRAL}": "a draft marked as sent without a referral",
    "UPDATE referrals_draft SET submitted_at = NULL": "a referral whose draft is still open",
}


@pytest.fixture(scope="module")
def told(web) -> dict[str, set[str]]:
    """One form, sent and confirmed."""
    with Client(web.url) as client:
        senders = Senders(web.url, [walk.fill_in(client)], clients=1)
    senders.start()
    return senders.wait().references


@pytest.mark.parametrize(("statement", "sentence"), list(PLANTED.items()))
def test_what_is_half_made_is_found(lasting, told, statement, sentence):
    with lasting.connect() as database, database.transaction(force_rollback=True):
        database.execute("SET LOCAL session_replication_role = replica")
        database.execute(statement)
        assert sentence in wholeness.half_made(database)


def test_what_is_lost_is_found(lasting, told):
    with lasting.connect() as database:
        wholeness.assert_kept(database, told)
        with pytest.raises(AssertionError, match="confirmed and lost"):
            wholeness.assert_kept(database, told | {"a token nobody kept": {"CW-0000-0000"}})
        with pytest.raises(AssertionError, match="different references"):
            wholeness.assert_kept(database, {token: {*given, "CW-0000-0000"} for token, given in told.items()})
