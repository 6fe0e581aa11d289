import random
from itertools import combinations, product
from pathlib import Path

import pytest
import yaml
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from dsr.register.rating import read_answers, shown_items, suggest
from dsr.register.tool_document import NOT_KNOWN, Band, Definition, Item, ToolDocumentError, parse, read
from tests.register.test_tool_document import condition, document, gate, option, radios

HERE = Path(__file__).parent
TOOLS = {
    path.stem: parse(path.read_text(encoding="utf-8"))
    for path in sorted((HERE.parents[1] / "support-tools").glob("*.yaml"))
}
GOLDEN = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((HERE / "golden").glob("*.yaml"))
}
SMALL = read(document())


def lightest(item: Item) -> list[str]:
    known = [found for found in item.options if not found.is_not_known]
    alone = [found for found in known if found.exclusive] or known
    return [min(alone, key=lambda found: found.weight or 0).code]


def start(tool: Definition, how: str, answers: dict) -> dict:
    """Answers filled up: every shown choice at its lightest, everything not known, or as they are."""
    filled = dict(answers)
    for item in tool.items:
        if how == "nothing" or item.code in filled or item not in shown_items(tool, filled):
            continue
        if how == "not_known":
            filled[item.code] = NOT_KNOWN
        elif item.is_choice:
            filled[item.code] = lightest(item)
    return filled


# Golden cases: the answers of a published version never change.


def golden_cases():
    for name, golden in GOLDEN.items():
        for case in golden["cases"]:
            yield pytest.param(TOOLS[name], case, id=f"{name}: {case['name']}")


def observed(suggestion) -> dict:
    seen = suggestion.model_dump(mode="json")
    seen["reasons"] = [reason.item for reason in suggestion.reasons]
    seen["warned"] = bool(suggestion.warnings)
    return seen


@pytest.mark.parametrize(("tool", "case"), list(golden_cases()))
def test_golden_case(tool, case):
    seen = observed(suggest(tool, start(tool, case["start"], case["answers"])))
    assert {name: seen[name] for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize("name", TOOLS)
def test_a_published_version_is_unchanged_and_has_its_golden_cases(name):
    golden = GOLDEN[name]
    assert golden["tool"] == name
    assert golden["max_score"] == TOOLS[name].max_score
    assert golden["fingerprint"] == TOOLS[name].fingerprint(), "make a new version instead of changing this one"
    assert len(golden["cases"]) >= 8
    reached = {case["expect"]["rating"] for case in golden["cases"]}
    assert reached == set(Band)
    gates = {code for case in golden["cases"] for code in case["expect"].get("decided_by", [])}
    assert gates == {found.code for found in TOOLS[name].gates}


# Examples


def test_it_names_the_version_it_used():
    suggestion = suggest(SMALL, {})
    assert (suggestion.definition_id, suggestion.definition_version) == ("small", 3)


def test_reasons_put_the_deciding_gate_first_then_the_weightiest():
    tool = read(
        document(
            gates=[
                gate("sad", "red", condition("mood", "b"), condition("place", "a")),
                gate("ward", "blue", condition("place", "b")),
            ]
        )
    )
    suggestion = suggest(tool, {"place": "a", "sleep": "c", "why": "b", "mood": "b"})
    assert [(reason.item, reason.weight, reason.gate) for reason in suggestion.reasons] == [
        ("mood", 3, "sad"),
        ("place", 0, "sad"),
        ("sleep", 3, None),
        ("why", 2, None),
    ]
    assert suggestion.reasons[0].text == "mood?"
    assert suggestion.reasons[0].why == (
        "The answer is “B”. It adds 3 to the score. It is part of “Gate sad”: so it is."
    )
    assert suggestion.reasons[1].why == "The answer is “A”. It is part of “Gate sad”: so it is."


def test_a_gate_that_was_met_but_did_not_raise_the_rating_decided_nothing():
    tool = read(document(gates=[*document()["gates"], gate("sad", "green", condition("mood", "b"))]))
    suggestion = suggest(tool, {"sleep": "c", "mood": "b"})
    assert suggestion.rating is suggestion.by_score is Band.AMBER
    assert suggestion.decided_by == ()
    assert suggestion.reasons[0].gate == "sad"


def test_an_answer_in_two_gates_is_told_with_both_the_stronger_first():
    gates = [gate("blueish", "amber", condition("place", "b")), gate("ward", "blue", condition("place", "b"))]
    suggestion = suggest(read(document(gates=gates)), {"place": "b"})
    assert suggestion.decided_by == ("ward",)
    assert [reason.gate for reason in suggestion.reasons] == ["ward"]
    assert suggestion.reasons[0].why.index("Gate ward") < suggestion.reasons[0].why.index("Gate blueish")


def test_the_warning_counts_what_is_missing():
    suggestion = suggest(SMALL, {"place": "a", "sleep": "not_known", "mood": ""})
    assert suggestion.warnings == (
        "The suggestion rests on 1 of 3 answers: 1 not known, 1 not answered yet. Find out more before relying on it.",
    )
    assert suggest(SMALL, {"place": "a", "sleep": "not_known", "mood": "a"}).warnings == ()


def test_follow_ups_are_shown_only_after_their_answer():
    assert [item.code for item in shown_items(SMALL, {"sleep": "a", "why": "b"})] == [
        "place",
        "sleep",
        "mood",
    ]
    assert [item.code for item in shown_items(SMALL, {"sleep": "b"})] == ["place", "sleep", "why", "mood"]


def test_a_follow_up_of_a_question_not_shown_is_not_shown():
    made = document()
    made["sections"][1]["items"].insert(1, radios("deeper", 0, 1, show_when=condition("why", "b")))
    tool = read(made)
    assert suggest(tool, {"sleep": "b", "why": "b", "deeper": "b"}).score == 4
    assert suggest(tool, {"sleep": "a", "why": "b", "deeper": "b"}).score == 0


def test_a_stale_answer_may_return_if_what_hides_it_is_not_known():
    suggestion = suggest(SMALL, {"place": "a", "sleep": "not_known", "why": "a", "mood": "a"})
    assert suggestion.score == 0
    assert suggestion.could_be is Band.AMBER


def mixed() -> Definition:
    made = document()
    boxes = [option("loss", 1), option("move", 2), option("none", 0, exclusive=True), option("not_known")]
    unknown = [option("not_known")]
    made["sections"][0]["items"] += [
        {"code": "events", "text": "Which?", "kind": "checkboxes", "options": boxes},
        {"code": "words", "text": "Words?", "kind": "text", "options": unknown},
        {"code": "since", "text": "Since?", "kind": "date_approx", "options": unknown},
    ]
    return read(made)


MIXED = mixed()


@pytest.mark.parametrize(
    ("answer", "score"),
    [("loss", 1), (["move", "loss"], 3), ({"none"}, 0), ([], 0), ([""], 0), (["not_known"], 0)],
)
def test_checkboxes_add_up(answer, score):
    assert suggest(MIXED, {"events": answer}).score == score


def test_two_ticked_answers_are_told_in_one_reason():
    (reason,) = suggest(MIXED, {"events": ["move", "loss"]}).reasons
    assert reason.why == "The answer is “Loss” and “Move”. It adds 3 to the score."


@pytest.mark.parametrize("value", ["2026", "2026-03", "2026-03-14", "not_known", "", " 2026 "])
def test_approximate_dates(value):
    assert suggest(MIXED, {"since": value}).score == 0


def test_words_are_kept_apart_from_what_counts():
    suggestion = suggest(MIXED, {"words": "not_known", "since": "not_known"})
    assert suggestion.not_known == ()
    assert suggestion.asked == 4
    assert read_answers(MIXED, {"words": "  "}) == {}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"weather": "a"}, "small version 3 has no question 'weather'"),
        ({"mood": "z"}, "mood: 'z' is not one of its answers"),
        ({"why": "z"}, "why: 'z' is not one of its answers"),
        ({"mood": ["a", "b"]}, "mood: a, b cannot be chosen together"),
        ({"events": ["loss", "none"]}, "events: loss, none cannot be chosen together"),
        ({"events": ["loss", "not_known"]}, "events: loss, not_known cannot be chosen together"),
        ({"events": ["loss", "z"]}, "events: 'z' is not one of its answers"),
        ({"since": "last spring"}, "since: 'last spring' is not a year, a month or a day"),
        ({"since": "2026-13"}, "since: '2026-13' is not a year"),
        ({"since": "2026-02-30"}, "since: '2026-02-30' is not a year"),
        ({"words": ["a", "b"]}, "words: one answer in words was expected"),
    ],
)
def test_what_is_not_on_offer_is_refused_with_its_question(answers, message):
    with pytest.raises(ValueError, match=message):
        suggest(MIXED, answers)


# Properties, for the sample tools and for any small tool that passes its checks


def pick_of(item: Item) -> st.SearchStrategy:
    codes = [found.code for found in item.options]
    if item.kind == "radios":
        return st.sampled_from(codes)
    if item.kind == "checkboxes":
        together = [found.code for found in item.options if not found.stands_alone]
        alone = [[found.code] for found in item.options if found.stands_alone]
        return st.sampled_from(alone) | st.lists(st.sampled_from(together), unique=True, min_size=1)
    return st.just(NOT_KNOWN)


def answers_to(tool: Definition, *, all_of_them: bool = False) -> st.SearchStrategy[dict]:
    picks = {item.code: pick_of(item) for item in tool.items}
    return st.fixed_dictionaries(picks if all_of_them else {}, optional={} if all_of_them else picks)


def boxes(code: str, *weights: int) -> dict:
    """Checkboxes a, b, c ... of these weights, none and not known."""
    ticks = [option("abcdef"[place], weight) for place, weight in enumerate(weights)]
    rest = [option("none", 0, exclusive=True), option(NOT_KNOWN)]
    return {"code": code, "text": f"{code}?", "kind": "checkboxes", "options": [*ticks, *rest]}


@st.composite
def conditions(draw, item: dict, *, mild: bool = True) -> dict:
    """A condition that keeps the rules: of radios every weightier answer is named too, for a gate no mild one."""
    options = item["options"][: -1 if item["kind"] == "radios" else -2]
    if item["kind"] == "checkboxes":
        ticks = [found["code"] for found in options]
        return condition(item["code"], *draw(st.lists(st.sampled_from(ticks), unique=True, min_size=1)))
    codes = [found["code"] for found in options if mild or found["weight"] or found["code"] != "a"]
    return condition(item["code"], *codes[draw(st.integers(0, len(codes) - 1)) :])


@st.composite
def small_tools(draw) -> Definition:
    items: list[dict] = [radios("place", None, None), radios("base", 0, 3)]
    for number in range(draw(st.integers(0, 3))):
        weights = sorted(draw(st.lists(st.integers(1, 4), min_size=1, max_size=2)))
        made = draw(st.sampled_from([radios(f"q{number}", 0, *weights), boxes(f"q{number}", *weights)]))
        if parent := draw(st.sampled_from([None, *items])):
            made["show_when"] = draw(conditions(parent))
        items.append(made)
    gates = [gate("ward", "blue", condition("place", "b"))]
    for number in range(draw(st.integers(0, 2))):
        asked = draw(st.lists(st.sampled_from(items), min_size=1, max_size=2, unique_by=lambda item: item["code"]))
        band = draw(st.sampled_from(["green", "amber", "red"]))
        gates.append(gate(f"g{number}", band, *[draw(conditions(item, mild=False)) for item in asked]))
    limits = sorted(draw(st.sets(st.integers(1, 6), min_size=3, max_size=3)))
    made = document(
        gates=gates,
        sections=[{"code": "all", "title": "All", "items": items}],
        thresholds=dict(zip(("green", "amber", "red"), limits, strict=True)),
    )
    try:
        return read(made)
    except ToolDocumentError as error:
        assert all("highest score" in problem for problem in error.problems)  # noqa: PT017
        reject()


any_tool = st.sampled_from(list(TOOLS.values())) | small_tools()


@st.composite
def tools_and_answers(draw) -> tuple[Definition, dict]:
    tool = draw(any_tool)
    return tool, draw(answers_to(tool))


@settings(max_examples=150, deadline=None)
@given(tools_and_answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter_and_the_answer_is_stable(case, shuffler: random.Random):
    tool, answers = case
    order = list(answers)
    shuffler.shuffle(order)
    turned = {code: answers[code] if isinstance(answers[code], str) else answers[code][::-1] for code in order}
    assert suggest(tool, turned) == suggest(tool, answers) == suggest(read(tool.model_dump(mode="json")), answers)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_weightier_answer_never_lowers_the_rating(data):
    tool = data.draw(any_tool)
    answers = data.draw(answers_to(tool))
    item = data.draw(st.sampled_from([item for item in tool.items if item.is_scored]))
    before = suggest(tool, answers)
    heavier = heavier_answers(item, answers.get(item.code, NOT_KNOWN))
    for answer in heavier:
        after = suggest(tool, answers | {item.code: answer})
        assert after.score >= before.score
        assert after.rating.rank >= before.rating.rank


def heavier_answers(item: Item, answer: str | list[str]) -> list:
    chosen = frozenset([answer] if isinstance(answer, str) else answer)
    weight = item.weight_of(chosen)
    if item.kind == "radios":
        return [found.code for found in item.options if (found.weight or 0) > weight]
    kept = {code for code in chosen if not item.option(code).stands_alone}
    return [list(kept | {found.code}) for found in item.options if not found.stands_alone]


def hangs_on(tool: Definition, code: str, other: str) -> bool:
    """Whether a question is the other, or is asked because of how the other was answered."""
    when = tool.by_code[code].show_when
    return code == other or (when is not None and hangs_on(tool, when.item, other))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_not_known_never_lowers_below_the_lightest_answer(data):
    tool = data.draw(any_tool)
    answers = data.draw(answers_to(tool))
    item = data.draw(st.sampled_from([item for item in tool.items if item.is_scored]))
    elsewhere = {code: answer for code, answer in answers.items() if not hangs_on(tool, code, item.code)}
    unknown = suggest(tool, answers | {item.code: NOT_KNOWN})
    known = suggest(tool, answers | {item.code: lightest(item)})
    light = suggest(tool, elsewhere | {item.code: lightest(item)})
    assert unknown.score >= light.score
    assert unknown.rating.rank >= light.rating.rank
    assert unknown.could_be.rank >= known.rating.rank or known.rating is Band.BLUE
    everything_light = suggest(tool, start(tool, "lightest", {}))
    assert unknown.rating.rank >= everything_light.rating.rank


@settings(max_examples=150, deadline=None)
@given(tools_and_answers())
def test_the_account_adds_up(case):
    tool, answers = case
    suggestion = suggest(tool, answers)
    assert sum(reason.weight for reason in suggestion.reasons) == suggestion.score <= tool.max_score
    assert suggestion.rests_on + len(suggestion.not_known) + len(suggestion.unanswered) == suggestion.asked
    assert bool(suggestion.decided_by) == (suggestion.rating != suggestion.by_score)
    assert suggestion.could_be.rank >= suggestion.rating.rank
    told = " ".join(reason.why for reason in suggestion.reasons)
    assert all(found.title in told for found in tool.gates if found.code in suggestion.decided_by)


def every_pick(item: Item) -> list:
    ticks = [found.code for found in item.options if not found.stands_alone] if item.kind == "checkboxes" else []
    alone = [[found.code] for found in item.options if found.code not in ticks]
    return alone + [list(some) for size in range(1, len(ticks) + 1) for some in combinations(ticks, size)]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_could_be_is_exactly_the_worst_that_may_turn_out(data):
    """Compared with trying every answer to every open question, hidden ones too."""
    tool = data.draw(small_tools())
    answers = data.draw(answers_to(tool))
    suggestion = suggest(tool, answers)
    shown = {item.code for item in shown_items(tool, answers)}
    fixed = {code: answer for code, answer in answers.items() if code in shown and NOT_KNOWN not in answer}
    free = [item for item in tool.items if item.code not in fixed]
    worlds = [
        fixed | dict(zip([item.code for item in free], picks, strict=True))
        for picks in product(*[every_pick(item) for item in free])
    ]
    in_hospital = [suggest(tool, world).rating is Band.BLUE for world in worlds]
    if suggestion.rating is Band.BLUE:
        assert suggestion.could_be is Band.BLUE
        assert not suggestion.could_be_blue
        return
    assert suggestion.could_be_blue == any(in_hospital)
    risk = tool.model_copy(update={"gates": [found for found in tool.gates if found.band is not Band.BLUE]})
    assert suggestion.could_be == max((suggest(risk, world).rating for world in worlds), key=lambda band: band.rank)
