"""From a tool's answers to a suggested rating, with its reasons. Pure: no clock, no database.

The score informs; a clinician decides. The suggestion therefore says which answers moved it, which
gate settled it, and what it does not know. "Not known" adds nothing and takes nothing away; how high
the rating could be if those answers turned out at their weightiest is ``could_be``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dsr.core.partial_dates import PartialDate
from dsr.register.tool_document import NOT_KNOWN, Band, Definition, Frozen, Gate, Item, Pick

Answers = Mapping[str, str | Collection[str]]
"""Question code to: an option code (radios), option codes (checkboxes), words, or a date such as 2026,
2026-03 or 2026-03-14. An empty value is a question not answered yet; "not_known" is an answer."""

_NOT_KNOWN: Pick = frozenset({NOT_KNOWN})


class Reason(Frozen):
    """An answer that moved the suggestion: by its weight, as part of gates that were met, or both.

    ``gate`` is the strongest of those gates; ``why`` tells them all.
    """

    item: str
    text: str
    why: str
    weight: int
    gate: str | None


class Suggestion(Frozen):
    """What the tool suggests, and all a clinician needs to disagree with it.

    ``by_score`` is the band from the score alone; ``decided_by`` the gates that raised it, if any did.
    ``not_known`` and ``unanswered`` list only shown questions that bear on the suggestion; ``rests_on``
    of ``asked`` such questions have a known answer. ``could_be`` sets hospital aside: it is on the ladder
    of risk, up to red. ``could_be_blue`` says that whether the person is in hospital is still open.
    """

    definition_id: str
    definition_version: int
    rating: Band
    score: int
    max_score: int
    by_score: Band
    decided_by: tuple[str, ...]
    reasons: tuple[Reason, ...]
    not_known: tuple[str, ...]
    unanswered: tuple[str, ...]
    rests_on: int
    asked: int
    could_be: Band
    could_be_blue: bool
    warnings: tuple[str, ...]


def suggest(definition: Definition, answers: Answers) -> Suggestion:
    """The suggested rating. Raises ValueError for an answer the definition does not offer.

    Answers to questions that are no longer shown (the answer that led to them changed) are ignored.
    """
    picks = read_answers(definition, answers)
    shown = _shown(definition, picks)
    counted = [item for item in shown if item.code in definition.counted]
    settled = {item.code: picks[item.code] for item in shown if _is_known(picks.get(item.code))}
    not_known = tuple(item.code for item in counted if picks.get(item.code) == _NOT_KNOWN)
    unanswered = tuple(item.code for item in counted if item.code not in picks)
    score = sum(definition.by_code[code].weight_of(pick) for code, pick in settled.items())
    by_score = definition.thresholds.band(score)
    met = tuple(gate for gate in definition.gates if _is_met(gate, settled))
    rating = _highest(by_score, met)
    return Suggestion(
        definition_id=definition.id,
        definition_version=definition.version,
        rating=rating,
        score=score,
        max_score=definition.max_score,
        by_score=by_score,
        decided_by=tuple(gate.code for gate in met if gate.band == rating != by_score),
        reasons=_reasons(definition, settled, met),
        not_known=not_known,
        unanswered=unanswered,
        rests_on=len(counted) - len(not_known) - len(unanswered),
        asked=len(counted),
        could_be=Band.BLUE if rating is Band.BLUE else _could_be(definition, settled),
        could_be_blue=rating is not Band.BLUE and _could_be_blue(definition, settled),
        warnings=_warnings(definition, len(counted), len(not_known), len(unanswered)),
    )


def shown_items(definition: Definition, answers: Answers) -> tuple[Item, ...]:
    """The questions these answers lead to, in order. Raises ValueError as ``suggest`` does."""
    return _shown(definition, read_answers(definition, answers))


def read_answers(definition: Definition, answers: Answers) -> dict[str, Pick]:
    """Answers as sets of codes, the unanswered left out. Raises ValueError for what is not on offer."""
    if strangers := sorted(answers.keys() - definition.by_code.keys()):
        raise ValueError(f"{definition.id} version {definition.version} has no question {strangers[0]!r}")
    picks = {item.code: _pick(item, answers.get(item.code, "")) for item in definition.items}
    return {code: pick for code, pick in picks.items() if pick}


def _pick(item: Item, answer: str | Collection[str]) -> Pick:
    if item.is_choice:
        return _choice(item, answer)
    if not isinstance(answer, str):
        raise ValueError(f"{item.code}: one answer in words was expected")
    words = answer.strip()
    if item.kind == "date_approx" and words not in ("", NOT_KNOWN):
        _check_date(item, words)
    return frozenset({words} if words else ())


def _check_date(item: Item, words: str) -> None:
    try:
        PartialDate.parse(words)
    except ValueError as error:
        raise ValueError(f"{item.code}: {words!r} is not a year, a month or a day") from error


def _choice(item: Item, answer: str | Collection[str]) -> Pick:
    pick = frozenset(filter(None, [answer] if isinstance(answer, str) else answer))
    options = [item.option(code) for code in sorted(pick)]
    if None in options:
        raise ValueError(f"{item.code}: {sorted(pick)[options.index(None)]!r} is not one of its answers")
    alone = item.kind == "radios" or any(option.stands_alone for option in options if option)
    if alone and len(pick) > 1:
        raise ValueError(f"{item.code}: {', '.join(sorted(pick))} cannot be chosen together")
    return pick


def _shown(definition: Definition, picks: Mapping[str, Pick]) -> tuple[Item, ...]:
    shown: dict[str, Item] = {}
    for item in definition.items:
        when = item.show_when
        if when is None or (when.item in shown and when.met_by(picks.get(when.item, frozenset()))):
            shown[item.code] = item
    return tuple(shown.values())


def _is_known(pick: Pick | None) -> bool:
    return pick is not None and pick != _NOT_KNOWN


def _is_met(gate: Gate, settled: Mapping[str, Pick]) -> bool:
    return all(condition.met_by(settled.get(condition.item, frozenset())) for condition in gate.all_of)


def _highest(band: Band, gates: Collection[Gate]) -> Band:
    return max([band, *(gate.band for gate in gates)], key=lambda each: each.rank)


def _could_be(definition: Definition, settled: Mapping[str, Pick]) -> Band:
    by_score = definition.thresholds.band(definition.highest_score(settled))
    risks = [gate for gate in definition.gates if gate.band is not Band.BLUE]
    return _highest(by_score, [gate for gate in risks if definition.can_meet(gate, settled)])


def _could_be_blue(definition: Definition, settled: Mapping[str, Pick]) -> bool:
    return any(gate.band is Band.BLUE and definition.can_meet(gate, settled) for gate in definition.gates)


def _reasons(definition: Definition, settled: Mapping[str, Pick], met: Collection[Gate]) -> tuple[Reason, ...]:
    """Gates first, the strongest first; then the weightiest answers; then the order of the questions."""
    strongest_first = sorted(met, key=lambda gate: -gate.band.rank)
    moved = []
    for item in definition.items:
        gates = [gate for gate in strongest_first if item.code in (part.item for part in gate.all_of)]
        pick = settled.get(item.code, frozenset())
        if gates or item.weight_of(pick):
            moved.append((gates[0].band.rank if gates else -1, _reason(item, pick, gates)))
    return tuple(reason for _, reason in sorted(moved, key=lambda found: (-found[0], -found[1].weight)))


def _reason(item: Item, pick: Pick, gates: Sequence[Gate]) -> Reason:
    weight = item.weight_of(pick)
    chosen = " and ".join(f"“{option.label}”" for option in item.options if option.code in pick)
    parts = [f"The answer is {chosen}."]
    if weight:
        parts.append(f"It adds {weight} to the score.")
    parts += [f"It is part of “{gate.title}”: {gate.why}" for gate in gates]
    gate = gates[0].code if gates else None
    return Reason(item=item.code, text=item.text, why=" ".join(parts), weight=weight, gate=gate)


def _warnings(definition: Definition, asked: int, not_known: int, unanswered: int) -> tuple[str, ...]:
    if not_known + unanswered <= definition.not_known_limit:
        return ()
    rests_on = asked - not_known - unanswered
    return (
        f"The suggestion rests on {rests_on} of {asked} answers: {not_known} not known, "
        f"{unanswered} not answered yet. Find out more before relying on it.",
    )
