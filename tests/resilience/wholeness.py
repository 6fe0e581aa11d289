"""Whether what is in the database is whole: every referral with all it starts, none twice, nothing half-made."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg

from dsr.core import ids

#: sentence -> rows that must not exist
HALVES = {
    "a referral without its one contact task": """
        SELECT r.reference FROM referrals_referral r
        WHERE (SELECT count(*) FROM tasks_task t WHERE t.referral_id = r.id AND t.kind = 'contact_promise') <> 1""",
    "a contact task whose opening is not in its history": """
        SELECT t.public_id FROM tasks_task t
        WHERE (SELECT count(*) FROM tasks_taskevent e WHERE e.task_id = t.id AND e.what = 'task_opened') <> 1""",
    "a referral without its one first move": """
        SELECT r.reference FROM referrals_referral r
        WHERE (SELECT count(*) FROM referrals_referralmove m
               WHERE m.referral_id = r.id AND m.event = 'referral_received') <> 1""",
    "a referral without its one audit event": """
        SELECT r.reference FROM referrals_referral r
        WHERE (SELECT count(*) FROM audit_event e
               WHERE e.action = 'referral_received' AND 'referral:' || r.public_id = ANY (e.targets)) <> 1""",
    "a draft marked as sent without a referral": """
        SELECT d.id FROM referrals_draft d WHERE d.submitted_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM referrals_referral r WHERE r.token_hash = d.token_hash)""",
    "a referral whose draft is still open": """
        SELECT r.reference FROM referrals_referral r JOIN referrals_draft d USING (token_hash)
        WHERE d.submitted_at IS NULL OR d.answers <> '{}'::jsonb""",
    "a task of no referral": """
        SELECT t.public_id FROM tasks_task t WHERE t.kind = 'contact_promise'
        AND NOT EXISTS (SELECT FROM referrals_referral r WHERE r.id = t.referral_id)""",
    "an audit event of no referral": """
        SELECT e.targets FROM audit_event e WHERE e.action = 'referral_received'
        AND NOT EXISTS (SELECT FROM referrals_referral r WHERE 'referral:' || r.public_id = ANY (e.targets))""",
    "a referral without answers": "SELECT reference FROM referrals_referral WHERE answers = '{}'::jsonb",
    "a reference given twice": "SELECT reference FROM referrals_referral GROUP BY 1 HAVING count(*) > 1",
}


def half_made(database: psycopg.Connection) -> dict[str, list[tuple]]:
    """What is wrong, with the rows; empty when all is whole."""
    found = {sentence: database.execute(query).fetchall() for sentence, query in HALVES.items()}
    return {sentence: rows for sentence, rows in found.items() if rows}


def references(database: psycopg.Connection) -> dict[str, str]:
    """Every referral's reference by the hash of its link."""
    return dict(database.execute("SELECT token_hash, reference FROM referrals_referral").fetchall())


def assert_kept(database: psycopg.Connection, told: Mapping[str, set[str]]) -> None:
    """Each confirmed submission is there once, under the one reference it was always told, and nothing is half-made."""
    kept = references(database)
    assert {token: given for token, given in told.items() if len(given) != 1} == {}, "told different references"
    lost = {next(iter(given)) for token, given in told.items() if kept.get(ids.hash_token(token)) not in given}
    assert lost == set(), "confirmed and lost"
    assert half_made(database) == {}
