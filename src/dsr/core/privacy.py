"""How private each field of each table is: every app sorts its own in ``privacy.py``, a test finds the unsorted.

The sorting drives what the log leaves out (``core.logs``) and is what exports and redaction go by.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec


class Privacy(StrEnum):
    """From the most careful to the least."""

    IDENTIFYING = "identifying"  # says who it is, or holds words as typed that may
    SENSITIVE = "sensitive"  # health, care, decisions, reasons: special category data about somebody known otherwise
    PLAIN = "plain"  # keys, codes of the process, times of recording, local rules


Table = Mapping[str, Privacy]


def sort(*, identifying: str = "", sensitive: str = "", plain: str = "") -> Table:
    """A model's fields by how private they are, each list as words. Raises ValueError when one stands twice."""
    lists = {Privacy.IDENTIFYING: identifying, Privacy.SENSITIVE: sensitive, Privacy.PLAIN: plain}
    named = [(name, kind) for kind, names in lists.items() for name in names.split()]
    table = dict(named)
    if len(table) != len(named):
        raise ValueError(f"A field is sorted twice: {sorted(name for name, _ in named)}")
    return table


@cache
def tables() -> dict[str, Table]:
    """Every model's sorting by its label, as ``people.Person``."""
    from django.apps import apps

    found: dict[str, Table] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("dsr.") and find_spec(f"{app.name}.privacy"):
            module = import_module(f"{app.name}.privacy")
            found |= {f"{app.label}.{model}": table for model, table in getattr(module, "PRIVACY", {}).items()}
    return found


@cache
def names(*kinds: Privacy) -> frozenset[str]:
    """The field names that are of these kinds in any model."""
    return frozenset(name for table in tables().values() for name, kind in table.items() if kind in kinds)
