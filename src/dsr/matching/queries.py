"""What the database offers for comparing, and what waits for a human."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from dsr.matching import blocking
from dsr.matching.likeness import Sketch

ARRAYS = {"id": "int[]", "born_on": "date[]"}


def pairs_among(records: Sequence[Sketch]) -> set[tuple[int, int]]:
    """The pairs the database offers for comparing. The records travel with the statement and are kept nowhere."""
    columns = [list(range(len(records)))]
    columns += [[getattr(record, name) for record in records] for name in blocking.COLUMNS]
    types = ", ".join("%s::" + ARRAYS.get(name, "text[]") for name in ("id", *blocking.COLUMNS))
    names = ", ".join(("id", *blocking.COLUMNS))
    rows = f"WITH labelled AS MATERIALIZED (SELECT * FROM unnest({types}) AS given ({names}))"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{rows} {blocking.pairs('labelled')}", columns)
        return set(cursor.fetchall())
