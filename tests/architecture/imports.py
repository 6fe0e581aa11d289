"""Rule 1: who may import whom, which modules stay pure, who may ask the database and who may write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import imports, module_of, name_of, python_files, tree

#: Modules of these names are pure in every app, whoever adds one.
PURE_NAMES = ("/states.py", "/rating.py", "/timescales.py", "/merging.py", "/privacy.py")
#: And these, by name.
PURE = (
    "accounts/permissions.py",
    "core/clock.py",
    "core/errors.py",
    "core/ids.py",
    "core/nhs_number.py",
    "core/partial_dates.py",
    "core/postcodes.py",
    "core/working_days.py",
    "evidence/files/",
    "policy/document/",
    "register/tool_checks.py",
    "register/tool_document.py",
)
#: Words for states and choices are an enumeration with labels, not a way to the tables.
PURE_MAY_TAKE = {("django.db.models", "TextChoices"), ("django.db.models", "IntegerChoices")}

#: Where a manager, a raw query or a cursor may stand.
ASKS = (
    *("queries.py", "queries/", "actions.py", "actions/", "models.py", "models/"),
    *("jobs.py", "migrations/", "management/"),
)
ASKS_TOO = {
    "audit/sealing.py": "the sealing job's own reading and writing of the chain",
    "core/checks.py": "asks the server for its own role at start",
    "core/scope.py": "tells the database who is looking",
    "core/statements.py": "tells the database how to plan",
    "demo/": "makes people, pasts and accounts up, in the embedded database only",
    "website/views.py": "the health page asks whether the database answers",
}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
RAW = {"cursor", "raw", "extra"}

#: A view, form, presenter or query never writes; an action does.
NEVER_WRITES = re.compile(r"(^|/|_)(views|forms|presenters|queries)(_\w+)?(\.py$|/)")
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES_TOO: dict[str, str] = {}


def impure(root: Path) -> list[str]:
    """Pure modules that reach the tables, themselves or through what they import."""
    modules = {module_of(root, path): path for path in python_files(root)}
    found = []
    for path in python_files(root):
        if is_pure(name_of(root, path)):
            found += [f"{name_of(root, path)}: {how}" for how in _ways_to_tables(module_of(root, path), modules)]
    return found


def is_pure(name: str) -> bool:
    return (name.count("/") == 1 and name.endswith(PURE_NAMES)) or name.startswith(PURE)


def _ways_to_tables(start: str, modules: dict[str, Path]) -> Iterator[str]:
    waiting, seen = [start], {start}
    while waiting:
        module = waiting.pop()
        for line, target, name in imports(modules[module]):
            if _is_of_tables(target, name):
                yield f"{module} line {line} imports {name or target} of {target}"
            for reached in _reached(target, name, modules):
                if reached not in seen:
                    seen.add(reached)
                    waiting.append(reached)


def _is_of_tables(target: str, name: str) -> bool:
    if (target, name) in PURE_MAY_TAKE:
        return False
    return target.startswith("django.db") or (target.startswith(("django.contrib", "dsr")) and "models" in target)


def _reached(target: str, name: str, modules: dict[str, Path]) -> Iterator[str]:
    """The project's own modules that importing this runs: the packages above it too."""
    parts = f"{target}.{name}".split(".") if name else target.split(".")
    for length in range(1, len(parts) + 1):
        if (module := ".".join(parts[:length])) in modules:
            yield module


def asks_elsewhere(root: Path) -> list[str]:
    """Managers, raw queries and cursors outside the files whose work they are."""
    found, used = [], set()
    for path in python_files(root):
        name = name_of(root, path)
        lines = sorted(set(_asking(tree(path))))
        if not lines or _lies_in(name, ASKS):
            continue
        exception = _exception(name)
        used.add(exception)
        if not exception:
            found += [f"{name} line {line}: .{word}" for line, word in lines]
    return found + [f"{name} needs no exception any more" for name in sorted(ASKS_TOO.keys() - used)]


def _exception(name: str) -> str:
    """The entry of the list above that covers the file."""
    return next((entry for entry in ASKS_TOO if name == entry or (entry.endswith("/") and name.startswith(entry))), "")


def _asking(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RAW:
            yield node.lineno, node.func.attr


def writes_elsewhere(root: Path) -> list[str]:
    """Views, forms, presenters and queries that write."""
    found, used = [], set()
    for path in python_files(root):
        name = name_of(root, path)
        lines = sorted(set(_writing(tree(path)))) if NEVER_WRITES.search(name) else []
        used |= {name} if lines else set()
        if name not in WRITES_TOO:
            found += [f"{name} line {line}: .{word}()" for line, word in lines]
    return found + [f"{name} needs no exception any more" for name in sorted(WRITES_TOO.keys() - used)]


def _writing(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            yield node.lineno, node.func.attr


def _lies_in(name: str, places: tuple[str, ...]) -> bool:
    inside = name.split("/", 1)[1] if "/" in name else name
    return any(inside == place or (place.endswith("/") and inside.startswith(place)) for place in places)
