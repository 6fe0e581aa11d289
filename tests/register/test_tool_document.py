from copy import deepcopy
from pathlib import Path

import pytest
from pydantic import ValidationError

from dsr.register.tool_document import Band, Definition, ToolDocumentError, parse, read

ROOT = Path(__file__).parents[2]
TOOLS = sorted((ROOT / "support-tools").glob("*.yaml"))


def option(code: str, weight: int | None = None, **more: object) -> dict:
    return {"code": code, "label": code.capitalize(), "weight": weight, **more}


def radios(code: str, *weights: int | None, **more: object) -> dict:
    """A question with answers a, b, c ... of these weights, and not known."""
    known = [option("abcdef"[place], weight) for place, weight in enumerate(weights)]
    return {
        "code": code,
        "text": f"{code}?",
        "kind": "radios",
        "options": [*known, option("not_known")],
        **more,
    }


def condition(item: str, *options: str) -> dict:
    return {"item": item, "any_of": list(options)}


def gate(code: str, band: str, *all_of: dict) -> dict:
    return {"code": code, "title": f"Gate {code}", "why": "so it is.", "band": band, "all_of": list(all_of)}


def document(**changes: object) -> dict:
    """A small sound tool: highest score 3 + 3 + 2 (a follow-up of 'sleep')."""
    return {
        "id": "small",
        "version": 3,
        "population": "adult",
        "title": "Small",
        "author": "Us",
        "licence": "MIT",
        "status": "sample",
        "status_label": "Sample",
        "effective_on": "2026-11-22",
        "not_known_limit": 1,
        "thresholds": {"green": 2, "amber": 4, "red": 7},
        "gates": [gate("ward", "blue", condition("place", "b"))],
        "suggested_actions": {band: ["Talk."] for band in Band},
        "sections": [
            {"code": "one", "title": "One", "items": [radios("place", None, None), radios("sleep", 0, 1, 3)]},
            {
                "code": "two",
                "title": "Two",
                "items": [
                    radios("why", 0, 2, show_when=condition("sleep", "b", "c")),
                    radios("mood", 0, 3),
                ],
            },
        ],
        **changes,
    }


def with_item(item: dict, **changes: object) -> dict:
    made = document(**changes)
    made["sections"].append({"code": "more", "title": "More", "items": [item]})
    return made


def problems(data: object) -> str:
    with pytest.raises(ToolDocumentError) as caught:
        read(data)
    assert caught.value.problems
    return str(caught.value)


def test_a_sound_document_is_read():
    tool = read(document())
    assert [item.code for item in tool.items] == ["place", "sleep", "why", "mood"]
    assert tool.max_score == 8
    assert tool.counted == {"place", "sleep", "why", "mood"}


def test_it_survives_storing_to_the_letter():
    tool = read(document())
    again = read(tool.model_dump(mode="json"))
    assert again == tool
    assert again.fingerprint() == tool.fingerprint()


def test_any_change_shows_in_the_fingerprint():
    changed = document()
    changed["sections"][0]["items"][0]["help"] = "Ask the ward."
    assert read(changed).fingerprint() != read(document()).fingerprint()


def test_it_cannot_be_changed():
    tool = read(document())
    with pytest.raises(ValidationError, match="frozen"):
        tool.items[0].options[0].weight = 9


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.stem)
def test_the_sample_tools(path):
    """Each says what it is, has about the promised size, and starts with strengths in words."""
    tool = parse(path.read_text(encoding="utf-8"))
    assert path.stem == f"{tool.id}-{tool.version}"
    assert tool.population in tool.id
    assert tool.status == "sample"
    assert tool.status_label == "Sample: needs local clinical approval"
    assert tool.approval is None
    assert 16 <= sum(item.is_scored for item in tool.items) <= 21
    assert 5 <= len(tool.sections) <= 6
    assert tool.sections[0].code == "strengths"
    assert {item.kind for item in tool.sections[0].items} == {"text"}
    assert {found.band for found in tool.gates} == {Band.BLUE, Band.RED, Band.AMBER}


def test_the_example_in_the_guide_is_a_tool():
    guide = (ROOT / "docs" / "support-tool.md").read_text(encoding="utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    assert parse(example).id == "our-adult-tool"


def test_there_is_a_sample_for_each_population():
    assert {parse(path.read_text(encoding="utf-8")).population for path in TOOLS} == {"adult", "child"}


def test_an_approved_tool_says_who_approved_it():
    approval = {
        "approved_by": "Dr A Example",
        "role": "Clinical safety officer",
        "organisation": "Example Trust",
        "approved_on": "2026-11-20",
    }
    assert read(document(status="approved", approval=approval)).approval.approved_by == "Dr A Example"
    assert "approval" in problems(document(status="approved"))
    assert "approval" in problems(document(approval=approval))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (radios("mood", 0, 1), "question mood: the code is used twice"),
        (radios("new", 0, 1) | {"options": [option("a", 0), option("b", 1)]}, "new: options: 'not_known'"),
        (radios("new", 0), "new: options: a choice needs at least two answers"),
        (radios("new", 1, 2), "new: options: a weighed question needs an answer with weight 0"),
        (radios("new", 0, 1, None), "new: option c: it has no weight"),
        (
            radios("new", 0, 1) | {"options": [option("a", 0), option("b", 1), option("not_known", 1)]},
            "new: option not_known: it may not have a weight",
        ),
        (
            radios("new") | {"options": [option("a", 0), option("a", 1), option("not_known")]},
            "question new: option a: the code is used twice",
        ),
        (
            radios("new") | {"options": [option("a", 0), option("b", 1, label="A"), option("not_known")]},
            "question new: option label A: the code is used twice",
        ),
        (
            radios("new") | {"options": [option("a", 0, exclusive=True), option("b", 1), option("not_known")]},
            "new: options: 'exclusive' is for checkboxes only",
        ),
        (radios("new", 0, 1, kind="checkboxes"), "new: options: weighed checkboxes need an exclusive answer"),
        (radios("new", None, None, kind="text"), "new: options: a text question offers only 'not_known'"),
        (
            radios("new", 0, 1, show_when=condition("gone", "a")),
            "show_when: there is no earlier question gone",
        ),
        (radios("new", 0, 1, show_when=condition("new", "a")), "show_when: there is no earlier question new"),
        (radios("new", 0, 1, show_when=condition("mood", "z")), "show_when: mood has no answer z"),
        (radios("new", 0, 1, show_when=condition("sleep", "b")), "sleep must include c"),
        (radios("new", 0, 1, show_when=condition("sleep", "not_known")), "sleep must include b"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_with_its_code(item, expected):
    assert expected in problems(with_item(item))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"thresholds": {"green": 2, "amber": 2, "red": 7}}, "thresholds: they must rise"),
        ({"thresholds": {"green": 2, "amber": 8, "red": 7}}, "thresholds: they must rise"),
        (
            {"thresholds": {"green": 2, "amber": 4, "red": 9}},
            "red starts at 9, but the highest score possible is 8",
        ),
        ({"thresholds": {"green": 0, "amber": 4, "red": 7}}, "thresholds > green: "),
        ({"gates": []}, "gates: none leads to blue"),
        ({"gates": [gate("x", "red", condition("gone", "a"))]}, "gate x: there is no earlier question gone"),
        ({"gates": [gate("x", "red", condition("mood", "z"))]}, "gate x: mood has no answer z"),
        ({"gates": [gate("x", "red", condition("sleep", "b"))]}, "gate x: sleep must include c"),
        ({"gates": [gate("x", "red", condition("place", "not_known"))]}, "may not rest on 'not_known'"),
        ({"gates": [gate("x", "red", condition("sleep", "a", "b", "c"))]}, "rest on a, which adds nothing"),
        ({"gates": [gate("x", "red", condition("place", "a", "b"))]}, "must leave one known answer out"),
        ({"gates": [gate("x", "below_green", condition("place", "b"))]}, "cannot lead below green"),
        (
            {
                "gates": [
                    gate("x", "blue", condition("place", "a")),
                    gate("x", "red", condition("place", "b")),
                ]
            },
            "gate x: the code is used twice",
        ),
        (
            {"gates": [gate("x", "blue", condition("place", "a"), condition("place", "b"))]},
            "gate x: no set of answers can meet it",
        ),
        ({"gates": [gate("x", "purple", condition("place", "a"))]}, "gates > 1 (x) > band: "),
        (
            {"suggested_actions": {band: ["Talk."] for band in Band if band != "red"}},
            "suggested_actions > red: ",
        ),
        ({"suggested_actions": {band: [] for band in Band}}, "suggested_actions > blue: "),
        ({"unheard_of": 1}, "unheard_of: "),
        ({"version": "3"}, "version: "),
        ({"effective_on": "soon"}, "effective_on: "),
        ({"id": "Not an id"}, "id: "),
        ({"sections": []}, "sections: "),
        ({"sections": 7}, "sections: "),
    ],
)
def test_what_is_wrong_with_the_document_is_said_with_its_place(changes, expected):
    assert expected in problems(document(**changes))


def test_a_section_code_twice():
    made = with_item(radios("new", 0, 1))
    made["sections"][-1]["code"] = "one"
    assert "section one: the code is used twice" in problems(made)


def test_a_deep_error_names_the_codes_on_the_way():
    made = deepcopy(document())
    made["sections"][0]["items"][1]["options"][2]["weight"] = True
    found = problems(made)
    assert "sections > 1 (one) > items > 2 (sleep) > options > 3 (c) > weight: " in found


def test_all_problems_are_told_at_once():
    made = with_item(radios("mood", 1, 2), thresholds={"green": 3, "amber": 2, "red": 1})
    assert len(problems(made).splitlines()) == 3


def test_a_condition_needs_a_choice():
    words = radios("words", kind="text")
    made = with_item(words)
    made["sections"][-1]["items"].append(radios("next", 0, 1, show_when=condition("words", "not_known")))
    assert "words is not a choice" in problems(made)


def test_checkboxes_add_up_and_a_gate_may_name_one_of_them():
    boxes = {
        "code": "events",
        "text": "Which?",
        "kind": "checkboxes",
        "options": [
            option("loss", 1),
            option("move", 2),
            option("none", 0, exclusive=True),
            option("not_known"),
        ],
    }
    gates = [*document()["gates"], gate("lost", "amber", condition("events", "loss"))]
    assert read(with_item(boxes, gates=gates)).max_score == 11
    resting_on_none = [*document()["gates"], gate("lost", "amber", condition("events", "none"))]
    found = problems(with_item(boxes, gates=resting_on_none))
    assert "events must include loss" in found
    assert "rest on none, which adds nothing" in found


def test_the_highest_score_counts_only_what_can_be_shown_together():
    """'left' and 'right' follow different answers to an unweighed question: only one of them can count."""
    made = with_item(radios("side", None, None))
    made["sections"][-1]["items"] += [
        radios("left", 0, 5, show_when=condition("side", "a")),
        radios("right", 0, 7, show_when=condition("side", "b")),
    ]
    assert read(made).max_score == 8 + 7
    made["gates"].append(gate("both", "red", condition("left", "b"), condition("right", "b")))
    assert "gate both: no set of answers can meet it" in problems(made)


def test_yaml_words_stay_words_and_dates_are_days():
    text = TOOLS[0].read_text(encoding="utf-8").replace('label: "No"', "label: No")
    tool = parse(text)
    assert tool.by_code["in_hospital"].options[0].label == "No"
    assert tool.effective_on.isoformat() == "2026-11-01"


def test_a_key_written_twice_in_yaml_is_refused():
    with pytest.raises(ToolDocumentError, match="'title' is written twice"):
        parse("title: One\ntitle: Two\n")


@pytest.mark.parametrize("text", ["a: [", "", "- 1", "? [a]\n: b", "words"])
def test_what_is_no_document_is_refused(text):
    with pytest.raises(ToolDocumentError):
        parse(text)


def test_bands_rise():
    assert [band.rank for band in Band] == [0, 1, 2, 3, 4]
    assert isinstance(read(document()), Definition)
