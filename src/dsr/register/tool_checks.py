"""What must hold in a support tool beyond the shape of its fields. Pure.

Three rules keep the suggestion honest. Every weighed question has an answer that adds nothing, so that
"not known" is never lighter than the lightest answer. No gate rests on such an answer, for the same
reason. And wherever a gate or a follow-up question rests on an answer, it rests on every weightier one
too, so that a worse answer never lowers the suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dsr.register.tool_document import Condition, Definition, Item, Option


def problems(definition: Definition) -> tuple[str, ...]:
    """Everything wrong, a sentence each; what can be reached is asked only of a sound definition."""
    found = tuple(chain(_structure(definition), _references(definition)))
    return found or tuple(_reach(definition))


def _structure(definition: Definition) -> Iterator[str]:
    yield from _approval(definition)
    yield from _twice("section", (section.code for section in definition.sections))
    yield from _twice("question", (item.code for item in definition.items))
    yield from _twice("gate", (gate.code for gate in definition.gates))
    for item in definition.items:
        for what in chain(_options(item), _weights(item)):
            yield f"question {item.code}: {what}"
    yield from _thresholds(definition)


def _twice(kind: str, codes: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield f"{kind} {code}: the code is used twice"
        seen.add(code)


def _approval(definition: Definition) -> Iterator[str]:
    if (definition.status == "approved") != (definition.approval is not None):
        yield "approval: an approved tool records who approved it, and a sample records nobody"


def _options(item: Item) -> Iterator[str]:
    yield from _twice("option", (option.code for option in item.options))
    yield from _twice("option label", (option.label for option in item.options))
    known = [option for option in item.options if not option.is_not_known]
    if len(known) == len(item.options):
        yield "options: 'not_known' is missing; every question must offer it"
    if item.is_choice and len(known) < 2:
        yield "options: a choice needs at least two answers besides 'not_known'"
    if not item.is_choice and known:
        yield f"options: a {item.kind} question offers only 'not_known'"
    if item.kind != "checkboxes" and any(option.exclusive for option in item.options):
        yield "options: 'exclusive' is for checkboxes only"


def _weights(item: Item) -> Iterator[str]:
    known = [option for option in item.options if not option.is_not_known]
    if any(option.is_not_known and option.weight is not None for option in item.options):
        yield "option not_known: it may not have a weight"
    unweighed = [option.code for option in known if option.weight is None]
    if not item.is_scored:
        return
    if unweighed:
        yield f"option {unweighed[0]}: it has no weight, though others of this question have"
    if not any(option.weight == 0 and _replaces(item, option) for option in known):
        yield f"options: {_NOTHING_ADDED[item.kind == 'checkboxes']}"


_NOTHING_ADDED = {
    False: "a weighed question needs an answer with weight 0",
    True: "weighed checkboxes need an exclusive answer with weight 0, such as 'None of these'",
}


def _replaces(item: Item, option: Option) -> bool:
    """Whether choosing another answer takes this one away (true of radios, and of what stands alone)."""
    return item.kind == "radios" or option.stands_alone


def _thresholds(definition: Definition) -> Iterator[str]:
    limits = definition.thresholds
    if not limits.green < limits.amber < limits.red:
        yield "thresholds: they must rise from green to amber to red"


def _references(definition: Definition) -> Iterator[str]:
    earlier: dict[str, Item] = {}
    for item in definition.items:
        if item.show_when:
            yield from _condition(f"question {item.code}, show_when", item.show_when, earlier)
        earlier[item.code] = item
    for gate in definition.gates:
        if gate.band == "below_green":
            yield f"gate {gate.code}: a gate cannot lead below green"
        for condition in gate.all_of:
            where = f"gate {gate.code}"
            yield from _condition(where, condition, earlier)
            yield from _mild(where, condition, earlier.get(condition.item))


def _mild(where: str, condition: Condition, item: Item | None) -> Iterator[str]:
    """Answers too mild to settle a rating: it would then be lower where the answer is not known."""
    options = item.options if item else ()
    named = [option for option in options if option.code in condition.any_of]
    for option in named:
        if item and option.weight == 0 and _replaces(item, option):
            yield f"{where}, {condition.item}: a gate may not rest on {option.code}, which adds nothing"
        if option.is_not_known:
            yield f"{where}, {condition.item}: a gate may not rest on 'not_known'"
    if options and not [option for option in options if option not in named and not option.is_not_known]:
        yield f"{where}, {condition.item}: a gate must leave one known answer out"


def _condition(where: str, condition: Condition, items: dict[str, Item]) -> Iterator[str]:
    item = items.get(condition.item)
    if item is None:
        yield f"{where}: there is no earlier question {condition.item}"
        return
    if not item.is_choice:
        yield f"{where}: {condition.item} is not a choice"
        return
    for code in condition.any_of:
        if item.option(code) is None:
            yield f"{where}: {condition.item} has no answer {code}"
    for left_out in _weightier_left_out(item, condition):
        yield f"{where}: {condition.item} must include {left_out}, which weighs more than one included"


def _weightier_left_out(item: Item, condition: Condition) -> list[str]:
    if not item.is_scored:
        return []
    named = [option for option in item.options if option.code in condition.any_of and _replaces(item, option)]
    least = min((option.weight or 0 for option in named), default=None)
    if least is None:
        return []
    others = (option for option in item.options if option.code not in condition.any_of)
    return [option.code for option in others if (option.weight or 0) > least]


def _reach(definition: Definition) -> Iterator[str]:
    highest = definition.max_score
    for band in ("green", "amber", "red"):
        if (limit := getattr(definition.thresholds, band)) > highest:
            yield f"thresholds: {band} starts at {limit}, but the highest score possible is {highest}"
    for gate in definition.gates:
        if not definition.can_meet(gate, {}):
            yield f"gate {gate.code}: no set of answers can meet it"
    if not any(gate.band == "blue" for gate in definition.gates):
        yield "gates: none leads to blue, so a person in hospital could not be told apart"
