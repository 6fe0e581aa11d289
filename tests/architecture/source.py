"""Walking the source text: every file, its module name, its syntax tree, what it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def python_files(root: Path, under: str = "src/dsr") -> Iterator[Path]:
    """Every Python file below the folder, in a fixed order."""
    yield from sorted(path for path in (root / under).rglob("*.py") if "__pycache__" not in path.parts)


def name_of(root: Path, path: Path) -> str:
    """The file's path as a person writes it, from the package on: ``people/queries.py``."""
    return path.relative_to(root / "src" / "dsr").as_posix()


def tree(path: Path) -> ast.Module:
    """The file's syntax tree; the same text, as in a scratch copy, is read once."""
    return _parsed(path.read_text())


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def module_of(root: Path, path: Path) -> str:
    """The dotted name under which the file is imported."""
    parts = path.relative_to(root / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> list[tuple[int, str, str]]:
    """(line, module, name) for each thing imported when the file runs; imports for type checkers do not count."""
    return _imports(path.read_text())


@cache
def _imports(text: str) -> list[tuple[int, str, str]]:
    found = []
    for node in _running(_parsed(text)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.lineno, node.module, alias.name) for alias in node.names]
    return found


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Everything but what stands under ``if TYPE_CHECKING``."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING"):
            yield child
            yield from _running(child)
