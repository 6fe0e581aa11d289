"""Each way in which the parts of a policy can disagree is refused, with its place."""

import copy

import pytest
from pydantic import ValidationError

from dsr.policy.document import POLICIES, Policy

SOUND = Policy.load(POLICIES / "example-area.yaml").model_dump(mode="json")


@pytest.fixture
def content():
    return copy.deepcopy(SOUND)


def problems(content):
    """Pairs of place and message; none if the content makes a policy."""
    try:
        Policy.model_validate(content)
    except ValidationError as error:
        return [(detail["loc"], detail["msg"].removeprefix("Value error, ")) for detail in error.errors()]
    return []


def organisation(content, code):
    return next(one for one in content["organisations"] if one["code"] == code)


def test_the_example_is_sound(content):
    assert problems(content) == []


def test_an_unknown_key(content):
    content["team"]["motto"] = "Onwards"
    assert problems(content) == [(("team", "motto"), "Extra inputs are not permitted")]


def test_a_missing_key(content):
    del content["draft_days"]
    assert problems(content) == [(("draft_days",), "Field required")]


@pytest.mark.parametrize(
    "name",
    [
        "organisations",
        "support_needs",
        "outcomes",
        "not_accepted_reasons",
        "signposts",
        "crisis_contacts",
        "retention",
        "information_formats",
        "languages",
    ],
)
def test_a_code_used_twice(content, name):
    content[name].append(content[name][-1])
    place = (name, len(content[name]) - 1, "code")
    assert (place, f"The code {content[name][-1]['code']} is used twice.") in problems(content)


def test_two_ratings_of_one_letter_or_place(content):
    content["ratings"][1] |= {"letter": "G", "order": 1}
    assert [place for place, _ in problems(content)] == [
        ("ratings", 0, "order"),
        ("ratings", 1, "order"),
        ("ratings", 0, "letter"),
        ("ratings", 1, "letter"),
    ]


def test_no_green(content):
    del content["ratings"][0]
    assert problems(content) == [(("ratings",), "The lowest rating, green, is missing.")]


@pytest.mark.parametrize("kind", ["trust", "icb"])
def test_a_kind_of_organisation_is_missing(content, kind):
    content["organisations"] = [one for one in content["organisations"] if one["kind"] != kind]
    assert (("organisations",), f"There is no organisation of the kind {kind}.") in problems(content)


def test_two_register_teams(content):
    content["organisations"].append(content["organisations"][0] | {"code": "another-team"})
    assert problems(content) == [(("organisations",), "There is exactly one register team.")]


def test_a_sharing_decision_for_the_register_team(content):
    team = content["organisations"][0]
    team |= {"opened_by": "share", "levels": ["full"], "default_level": "full", "would_be_told": "All of it."}
    assert problems(content) == [(("organisations", 0, "opened_by"), "The register team needs no sharing decision.")]


def test_levels_without_a_decision(content):
    organisation(content, "open-door")["opened_by"] = None
    ((_, message),) = problems(content)
    assert message == "levels, default_level and would_be_told go with opened_by: all or none."


def test_a_default_level_that_cannot_be_granted(content):
    organisation(content, "open-door")["default_level"] = "full"
    ((_, message),) = problems(content)
    assert message == "default_level must be one of levels."


@pytest.mark.parametrize(("code", "serves"), [("vale-care", ["E06999001"]), ("exampleton-council", [])])
def test_only_councils_serve_places(content, code, serves):
    organisation(content, code)["serves"] = serves
    ((_, message),) = problems(content)
    assert message == "A council serves places, and only a council does."


def test_a_charity_sees_no_referral_in_discussion(content):
    organisation(content, "open-door")["discussion"] = True
    ((_, message),) = problems(content)
    assert message == "Only the trust and the one council see a referral in discussion."


def test_a_place_no_council_serves(content):
    organisation(content, "vale-county-council")["serves"] = ["E07999001"]
    assert problems(content) == [
        (("area", "local_authorities", 2), "South Vale is served by 0 councils instead of one.")
    ]


def test_a_place_two_councils_serve(content):
    organisation(content, "vale-county-council")["serves"].append("E06999001")
    assert problems(content) == [
        (("area", "local_authorities", 0), "Exampleton is served by 2 councils instead of one.")
    ]


def test_a_place_outside_the_area(content):
    organisation(content, "exampleton-council")["serves"].append("E06000001")
    assert problems(content) == [(("organisations", 2, "serves", 1), "E06000001 is not a place of this area.")]


def test_work_for_an_organisation_there_is_none_of(content):
    content["organisations"] = [one for one in content["organisations"] if one["kind"] != "voluntary"]
    content["ratings"][0]["linked_tasks"][0]["owner"]["organisation_kind"] = "voluntary"
    assert [place for place, _ in problems(content)] == [
        ("support_needs", 2, "owner_kind"),
        ("ratings", 0, "linked_tasks", 0, "owner", "organisation_kind"),
    ]


def test_a_decision_nobody_would_seek(content):
    content["seek_decisions"] = [seek for seek in content["seek_decisions"] if seek["decision"] != "cetr"]
    assert [place for place, _ in problems(content)] == [
        ("ratings", 2, "linked_tasks", 0, "needs_decision"),
        ("ratings", 3, "linked_tasks", 0, "needs_decision"),
    ]


def test_a_signpost_there_is_none_of(content):
    content["not_accepted_reasons"][0]["signposts"].append("the_moon")
    assert problems(content) == [(("not_accepted_reasons", 0, "signposts", 1), "There is no signpost the_moon.")]


@pytest.mark.parametrize("change", [{"level": 1}, {"working_days_from_due": 0}])
def test_a_ladder_that_does_not_climb(content, change):
    content["escalation"][1] |= change
    assert problems(content) == [(("escalation", 1), "Each step has a higher level than the last and comes later.")]


def test_an_outcome_without_wording(content):
    del content["outcomes"][-1]
    assert problems(content) == [(("outcomes",), "These outcomes have no wording: withdrawn.")]


def test_nothing_to_show_in_a_crisis(content):
    for contact in content["crisis_contacts"]:
        contact |= {"verified": False, "note": "Nobody checked."}
    assert problems(content) == [
        (("crisis_contacts",), "No crisis contact is verified, so there would be none to show.")
    ]


@pytest.mark.parametrize("change", [{"checked_on": None}, {"phone": None, "text": None}])
def test_a_verified_crisis_contact_was_checked_and_can_be_used(content, change):
    content["crisis_contacts"][1] |= change
    ((place, message),) = problems(content)
    assert place == ("crisis_contacts", 1)
    assert message == "A verified contact has a number or address, and the day it was checked."


def test_a_verified_data_protection_officer_can_be_reached(content):
    content["data_protection"] = {"controller": "Vale Board"}
    assert problems(content) == [
        (
            ("data_protection",),
            "Verified data protection has a telephone number or an email address of the officer.",
        )
    ]


def test_something_unverified_without_a_note(content):
    content["ratings"][0]["linked_tasks"][0]["due"]["verified"] = False
    assert problems(content) == [
        (
            ("ratings", 0, "linked_tasks", 0, "due"),
            "What is not verified needs a note that says what is missing.",
        )
    ]


def test_several_problems_are_told_at_once(content):
    content["seek_decisions"] = []
    del content["outcomes"][-1]
    assert len(problems(content)) == 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"amber_from_working_day": 3, "red_from_working_day": 2}, "Amber comes no later"),
        ({"red_from_working_day": 4}, "Amber comes no later"),
        ({"minimum_attempts": 2}, "More different routes"),
    ],
)
def test_a_promise_that_disagrees_with_itself(content, change, message):
    content["contact"] |= change
    ((place, told),) = problems(content)
    assert place == ("contact",)
    assert told.startswith(message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"opens": "17:00:00"}, "A team must open before it closes."),
        ({"days": []}, "A team works on at least one weekday"),
    ],
)
def test_a_team_that_never_works(content, change, message):
    content["team"] |= change
    ((place, told),) = problems(content)
    assert place == ("team",)
    assert told.startswith(message)


def test_ages_the_wrong_way_round(content):
    content["key_worker_ages"] = {"minimum": 25, "maximum": 5}
    assert problems(content) == [(("key_worker_ages",), "The minimum age is above the maximum.")]


@pytest.mark.parametrize("change", [{"years": None}, {"days": 10}])
def test_a_retention_rule_has_one_length(content, change):
    content["retention"][0] |= change
    assert problems(content) == [(("retention", 0), "Give years or days.")]


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("area", "code", "Example Vale"),
        ("area", "postcode_table", "../secrets.txt.gz"),
        ("labels", "reference_prefix", "ev1"),
        ("team", "phone", "call us"),
        ("team", "email", "nobody"),
    ],
)
def test_what_has_a_form_keeps_to_it(content, part, key, value):
    content[part][key] = value
    ((place, _),) = problems(content)
    assert place == (part, key)
