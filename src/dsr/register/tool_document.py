"""What a support tool is: a versioned set of questions that helps a clinician rate risk. Pure.

A definition is data (``support-tools/*.yaml``), checked whole when it is read and never changed once
in use: a correction is a new version, so that an old assessment keeps the questions it was asked.
How to write one is in ``docs/support-tool.md``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from dsr.register import tool_checks

NOT_KNOWN = "not_known"

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Pick = frozenset[str]
"""The option codes chosen for one question: one for radios, one or more for checkboxes."""


class Band(StrEnum):
    """What a tool may suggest, in rising order; blue is a place (in hospital), so it stands last."""

    BELOW_GREEN = "below_green"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLUE = "blue"

    @property
    def rank(self) -> int:
        return list(Band).index(self)


class Frozen(BaseModel):
    """Immutable, and strict: a weight written as text or an unknown field is an error, not a guess."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class Option(Frozen):
    """One answer on offer. ``exclusive`` (checkboxes only): cannot be ticked along with others."""

    code: Code
    label: Words
    hint: str = ""
    weight: Annotated[int, Field(ge=0, le=100)] | None = None
    exclusive: bool = False

    @property
    def is_not_known(self) -> bool:
        return self.code == NOT_KNOWN

    @property
    def stands_alone(self) -> bool:
        return self.exclusive or self.is_not_known


class Condition(Frozen):
    """Holds when the answer to ``item`` is any of these options."""

    item: Code
    any_of: Annotated[tuple[Code, ...], Field(min_length=1)]

    def met_by(self, pick: Pick) -> bool:
        return not pick.isdisjoint(self.any_of)


class Item(Frozen):
    """One question. ``look_back_months`` is how far back it asks about; None asks about now."""

    code: Code
    text: Words
    help: str = ""
    kind: Literal["radios", "checkboxes", "text", "date_approx"]
    look_back_months: Annotated[int, Field(ge=1, le=120)] | None = None
    options: tuple[Option, ...]
    evidence_note: bool = True
    show_when: Condition | None = None

    @property
    def is_choice(self) -> bool:
        return self.kind in ("radios", "checkboxes")

    @property
    def is_scored(self) -> bool:
        return any(option.weight is not None for option in self.options)

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)

    def weight_of(self, pick: Pick) -> int:
        return sum(option.weight or 0 for option in self.options if option.code in pick)

    def picks(self) -> tuple[Pick, ...]:
        """The answers among which the weightiest, and any one that meets a condition, must be."""
        if self.kind != "checkboxes":
            return tuple(frozenset({option.code}) for option in self.options)
        together = frozenset(option.code for option in self.options if not option.stands_alone)
        return (together, *(frozenset({option.code}) for option in self.options if option.stands_alone))


class Section(Frozen):
    """A page of questions, saved on its own."""

    code: Code
    title: Words
    intro: str = ""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Gate(Frozen):
    """Answers that together settle at least this band, whatever the score. Clinicians are shown ``why``."""

    code: Code
    title: Words
    why: Words
    band: Band
    all_of: Annotated[tuple[Condition, ...], Field(min_length=1)]


class Thresholds(Frozen):
    """The lowest score of each band; under ``green`` the suggestion is below green."""

    green: Annotated[int, Field(ge=1)]
    amber: int
    red: int

    def band(self, score: int) -> Band:
        reached = [band for band in (Band.GREEN, Band.AMBER, Band.RED) if score >= getattr(self, band)]
        return reached[-1] if reached else Band.BELOW_GREEN


Actions = Annotated[tuple[Words, ...], Field(min_length=1)]


class SuggestedActions(Frozen):
    """What to think about next, band by band. What a rating *starts* is local policy, not the tool's."""

    below_green: Actions
    green: Actions
    amber: Actions
    red: Actions
    blue: Actions


class Approval(Frozen):
    """Who approved this version for clinical use, in which role, for which organisation."""

    approved_by: Words
    role: Words
    organisation: Words
    approved_on: datetime.date
    note: str = ""


class Definition(Frozen):
    """A whole tool. ``not_known_limit``: with more questions than this unanswered or not known, warn."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
    version: Annotated[int, Field(ge=1)]
    population: Literal["adult", "child"]
    title: Words
    intro: str = ""
    author: Words
    licence: Words
    status: Literal["sample", "approved"]
    status_label: Words
    effective_on: datetime.date
    approval: Approval | None = None
    not_known_limit: Annotated[int, Field(ge=0)]
    thresholds: Thresholds
    gates: tuple[Gate, ...]
    suggested_actions: SuggestedActions
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _hangs_together(self) -> Definition:
        if problems := tool_checks.problems(self):
            raise ValueError("\n".join(problems))
        return self

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def counted(self) -> frozenset[str]:
        """Codes of the questions that bear on the suggestion: weighed, or named by a gate."""
        gated = {condition.item for gate in self.gates for condition in gate.all_of}
        return frozenset(item.code for item in self.items if item.is_scored or item.code in gated)

    @cached_property
    def max_score(self) -> int:
        return self.highest_score({})

    def highest_score(self, settled: Mapping[str, Pick]) -> int:
        """The highest score possible: the questions in ``settled`` have these answers, the rest any."""
        return sum(self._highest(item, settled) for item in self.items if item.show_when is None)

    def _highest(self, item: Item, settled: Mapping[str, Pick]) -> int:
        return max(
            item.weight_of(pick) + sum(self._highest(child, settled) for child in self._led_to_by(item, pick))
            for pick in _possible(item, settled)
        )

    def _led_to_by(self, item: Item, pick: Pick) -> Iterator[Item]:
        asked = ((child, child.show_when) for child in self.items)
        return (child for child, when in asked if when and when.item == item.code and when.met_by(pick))

    def can_meet(self, gate: Gate, settled: Mapping[str, Pick]) -> bool:
        """Whether the gate could still be met, the questions in ``settled`` having these answers."""
        needs: dict[str, list[Condition]] = {}
        for condition in gate.all_of:
            for need in self._with_those_that_show_it(condition):
                needs.setdefault(need.item, []).append(need)
        return all(
            any(all(need.met_by(pick) for need in wanted) for pick in _possible(self.by_code[code], settled))
            for code, wanted in needs.items()
        )

    def _with_those_that_show_it(self, condition: Condition) -> Iterator[Condition]:
        step: Condition | None = condition
        while step:
            yield step
            step = self.by_code[step.item].show_when

    def fingerprint(self) -> str:
        """SHA-256 of the content: two definitions with the same one are the same to the letter."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


def _possible(item: Item, settled: Mapping[str, Pick]) -> tuple[Pick, ...]:
    return (settled[item.code],) if item.code in settled else item.picks()


class ToolDocumentError(ValueError):
    """The document is not a usable tool; ``problems`` says where and what, one sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class _Loader(yaml.SafeLoader):
    """YAML in which ``no`` is a word, a date is text, and writing a key twice is refused."""

    yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in found if not tag.endswith((":bool", ":timestamp"))]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := [key for key in keys if keys.count(key) > 1]:
            problem = f"'{twice[0]}' is written twice"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep=deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def parse(text: str) -> Definition:
    """Read a definition from YAML. Raises ToolDocumentError, naming every place that is wrong."""
    try:
        return read(yaml.load(text, Loader=_Loader))  # noqa: S506 (a SafeLoader with less in it)
    except yaml.YAMLError as error:
        raise ToolDocumentError((f"not readable as YAML: {error}",)) from error


def read(data: object) -> Definition:
    """Read a definition from plain data (as stored in the database). Raises ToolDocumentError."""
    try:
        return Definition.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        raise ToolDocumentError(tuple(_sentences(error, data))) from error


def _sentences(error: ValidationError, data: object) -> Iterator[str]:
    for found in error.errors(include_url=False):
        where = _place(found["loc"], data)
        for line in found["msg"].removeprefix("Value error, ").split("\n"):
            yield f"{where}: {line}" if where else line


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    """The path to a value, with the code beside each number so that a person can find it."""
    steps = []
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        code = data.get("code") if isinstance(data, dict) and isinstance(step, int) else None
        steps.append(f"{step + 1} ({code})" if isinstance(step, int) and code else str(step))
    return " > ".join(steps)
