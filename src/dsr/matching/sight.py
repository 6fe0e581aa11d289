"""Who would see what after a merge, in sentences: it gives nobody a new basis, and can change what a basis shows."""

from __future__ import annotations

from collections.abc import Iterator

from dsr.people import levels, queries
from dsr.people.models import Decision, Involvement, InvolvementBasis, Person


def sentences(kept: Person, gone: Person, ended: set[int], reopened: list[Decision]) -> list[str]:
    """One sentence for each organisation and each holder of a key."""
    rows = [row for person in (kept, gone) for row in queries.involvements(person)]
    others = [row for row in rows if row.basis != InvolvementBasis.REGISTER_TEAM]
    by_name: dict[str, list[Involvement]] = {}
    for row in others:
        by_name.setdefault(row.organisation.name, []).append(row)
    again = {decision.organisation.name for decision in reopened if decision.organisation}
    found = [_of(name, rows, ended, again) for name, rows in sorted(by_name.items())]
    return [*found, *_keys(kept, gone)]


def _of(name: str, rows: list[Involvement], ended: set[int], again: set[str]) -> str:
    going_on = [row for row in rows if row.pk not in ended]
    if not going_on and name not in again:
        return f"{name} can no longer see the person: they did not agree to it on the other record."
    if len({row.person_id for row in rows}) == 2:
        return f"{name} sees both records now, and will see the one."
    shown = levels.IN_WORDS[rows[0].level]
    return f"{name} sees one of the records now. It will also see what the other holds, as far as it is shown: {shown}"


def _keys(kept: Person, gone: Person) -> Iterator[str]:
    for person in (kept, gone):
        for key in queries.keys(person).filter(revoked_at__isnull=True):
            yield f"{key.holder_name} has a key to the person's own page: it will show what both records hold."
