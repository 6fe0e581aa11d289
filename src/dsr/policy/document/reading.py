"""Reading a policy file, with errors that say what is wrong and on which line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from dsr.policy.document.checks import Place, place_in_words

Document = TypeVar("Document", bound=BaseModel)


class FileProblem(NamedTuple):
    """One thing wrong with a file; lines count from 1."""

    line: int
    where: str
    sentence: str


class PolicyError(ValueError):
    """A policy file that cannot be used. Its message lists every problem, one on a line."""

    def __init__(self, path: Path, problems: list[FileProblem]):
        self.path, self.problems = path, problems
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        for line, where, sentence in self.problems:
            yield f"{self.path.name}, line {line}: {where}: {sentence}"


def load(kind: type[Document], path: Path) -> Document:
    """The document in a YAML file; raises `PolicyError`."""
    root = _compose(path)
    repeated = list(_repeated_keys(root))
    if repeated:
        raise PolicyError(path, repeated)
    try:
        return kind.model_validate(_construct(path, root))
    except ValidationError as error:
        raise PolicyError(path, sorted(_problems(error, root))) from None


def read_mapping(path: Path) -> dict[str, Any]:
    """What a YAML file says, not yet checked as a policy; raises `PolicyError` for what is no YAML."""
    mapping: dict[str, Any] = _construct(path, _compose(path))
    return mapping


def _compose(path: Path) -> yaml.Node:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError(path, [FileProblem(line, "the whole", f"This is not YAML: {error.problem}.")]) from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise PolicyError(path, [FileProblem(1, "the whole", "This is not YAML text in UTF-8.")]) from None
    if not isinstance(root, yaml.MappingNode):
        raise PolicyError(path, [FileProblem(1, "the whole", "A policy is a list of named parts.")])
    return root


def _construct(path: Path, root: yaml.Node) -> Any:
    try:
        return yaml.SafeLoader("").construct_document(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError(path, [FileProblem(line, "the whole", f"{error.problem}.")]) from None


def _problems(error: ValidationError, root: yaml.Node) -> Iterator[FileProblem]:
    for detail in error.errors(include_url=False, include_input=False):
        sentence = detail["msg"].removeprefix("Value error, ")
        yield FileProblem(_line_of(root, detail["loc"]), place_in_words(detail["loc"]), sentence)


def _line_of(node: yaml.Node, place: Place) -> int:
    """The line of the last step of a place that the file has."""
    line = node.start_mark.line
    for step in place:
        key, child = _child(node, step)
        if child is None:
            break
        line, node = (key or child).start_mark.line, child
    return line + 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(node, yaml.MappingNode):
        return next(((key, child) for key, child in node.value if key.value == step), (None, None))
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    return None, items[step] if isinstance(step, int) and step < len(items) else None


def _repeated_keys(node: yaml.Node) -> Iterator[FileProblem]:
    """YAML would silently keep the last of two equal keys."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            if key.value in seen:
                yield FileProblem(key.start_mark.line + 1, key.value, "This is here twice.")
            seen.add(key.value)
            yield from _repeated_keys(child)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _repeated_keys(child)
