"""Copies of a draft that somebody filled in, each with its own secret: ready to be sent."""

from __future__ import annotations

import psycopg

from dsr.core import ids

COPY = """
INSERT INTO referrals_draft (area_id, token_hash, route, answers, revision, started_at, saved_at, expires_at)
SELECT area_id, unnest(%s::text[]), route, answers, revision, started_at, saved_at, expires_at
FROM referrals_draft WHERE token_hash = %s AND submitted_at IS NULL
"""


def copies(database: psycopg.Connection, token: str, count: int) -> list[str]:
    """The secrets of new drafts with the same answers; ``database`` is the superuser's connection."""
    secrets = [ids.new_token() for _ in range(count)]
    hashes = [ids.hash_token(secret) for secret in secrets]
    made = database.execute(COPY, [hashes, ids.hash_token(token)]).rowcount  # type: ignore[arg-type]
    assert made == count, "the draft to copy is not there any more"
    return secrets
