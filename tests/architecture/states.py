"""Rule 6, second half: the tables of states are whole, and the database guards the same moves."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from django.apps import apps
from django.db import connection
from django.db.models import Model, TextChoices

from dsr.core.management.commands.draw_states import state_modules, states_of
from dsr.core.sql import moves_array

TABLES = ("MOVES", "OWNER", "EVENT", "SENTENCE")
GUARDS = """
SELECT c.relname, encode(t.tgargs, 'escape')
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname = 'guard_move' ORDER BY 1
"""


def models_with(states: type[TextChoices]) -> Iterator[type[Model]]:
    """The models whose ``state`` is one of these."""
    for model in apps.get_models():
        field = next((field for field in model._meta.fields if field.name == "state"), None)
        if field is not None and field.choices == states.choices:
            yield model


def incomplete() -> list[str]:
    """States without an owner, event, sentence or moves; moves to nowhere; no end; states nothing leads to."""
    return [finding for label, module in state_modules() for finding in _about(label, module)]


def _about(label: str, module: ModuleType) -> Iterator[str]:
    states = states_of(module)
    for table in TABLES:
        for state in states:
            value = getattr(module, table, {}).get(state)
            if value is None or (table != "MOVES" and not str(value).strip()):
                yield f"{label}: {state} has nothing in {table}"
    moves: dict = getattr(module, "MOVES", {})
    targets = {target for reached in moves.values() for target in reached}
    yield from (f"{label}: a move goes to {target!r}, which is no state" for target in targets - set(states))
    if all(moves.values()):
        yield f"{label}: no state ends"
    owners = list(models_with(states))
    if not owners:
        yield f"{label}: no table has these states"
    for model in owners:
        begin = {model._meta.get_field("state").get_default(), *getattr(module, "BEGINS", ())}
        yield from (f"{label}: nothing leads to {state}" for state in set(states) - targets - begin)


def unguarded() -> list[str]:
    """Tables whose guard in the database allows other moves than the app's table, or that have none."""
    with connection.cursor() as cursor:
        cursor.execute(GUARDS)
        guards = dict(cursor.fetchall())
    expected = {
        model._meta.db_table: f"state\\000{moves_array(module.MOVES)}\\000"
        for _, module in state_modules()
        for model in models_with(states_of(module))
    }
    return [
        f"{table}: the database guards {guards.get(table)!r}, the table of moves says {expected.get(table)!r}"
        for table in sorted(guards.keys() | expected.keys())
        if guards.get(table) != expected.get(table)
    ]


def ungoverned() -> list[str]:
    """Models with a column called state that no app's table of states describes."""
    known = {model for _, module in state_modules() for model in models_with(states_of(module))}
    return [
        f"{model._meta.label}.state has no table of states"
        for model in apps.get_models()
        if model.__module__.startswith("dsr.")
        and any(field.name == "state" for field in model._meta.fields)
        and model not in known
    ]
