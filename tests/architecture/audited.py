"""Every name the product writes to the audit log, read from the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

NAME = re.compile(r"[a-z][a-z0-9_]*[a-z0-9](\.[a-z_]+)?")
#: Functions that write an event, and those through which the apps call them: the name is a constant they are given.
WRITERS = {
    "record", "record_read", "record_denied", "tell", "_tell", "_audit", "_record", "_read", "_open", "_write",
    "change", "open_person", "page", "read", "worked_on",
}  # fmt: skip
#: Constants handed to those that are no names of events.
NO_EVENTS = {"csrf", "decided", "wanted", "postcodes"}
NOT_THE_PRODUCT = {"demo", "launcher", "migrations", "errors_views.py"}


def names(package: Path) -> dict[str, str]:
    """Each name with a place where it is written."""
    found: dict[str, str] = {}
    for path in sorted(package.rglob("*.py")):
        if NOT_THE_PRODUCT.isdisjoint(path.relative_to(package).parts):
            tree = ast.parse(path.read_text())
            found |= {name: f"{path.relative_to(package)}:{line}" for name, line in _written(tree)}
    return {name: place for name, place in found.items() if name not in NO_EVENTS}


def _written(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in WRITERS:
            for constant in (part for argument in node.args for part in ast.walk(argument)):
                if isinstance(constant, ast.Constant) and NAME.fullmatch(str(constant.value)):
                    yield str(constant.value), node.lineno


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
