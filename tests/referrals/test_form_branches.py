"""Who sees which page: every branch, under both policies, without a database."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
import time_machine

from dsr.policy.document import Policy
from dsr.referrals.form.answers import CLEANED, Answers
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.forms_start import clock_time, received_at
from dsr.referrals.form.journey import Journey
from dsr.referrals.form.wording import ANSWERS, VIEWS
from tests.support.database import ROOT

TODAY = date(2026, 11, 22)
POLICIES = {name: Policy.load(ROOT / "policies" / f"{name}.yaml") for name in ("coventry-warwickshire", "example-area")}
HERE = POLICIES["coventry-warwickshire"]


def journey(policy=HERE, route="web", **cleaned) -> Journey:
    data = {CLEANED: {page.replace("_", "-"): fields for page, fields in cleaned.items()}}
    return Journey(Asking(policy, Answers(data), TODAY, route))


def born(year, month=1, day=1):
    return {"born_on": date(year, month, day).isoformat()}


def codes(journey):
    return [page.code for page in journey.pages]


def decisions(journey):
    return [page.code for page in journey.pages if page.wording]


def at(postcode):
    return {"lives": {"lives": "address"}, "address": {"postcode": postcode}}


def test_before_we_know_who_it_is_about_only_two_questions_are_asked():
    assert codes(journey()) == ["danger", "who"]


def test_an_adult_decides_for_themselves_about_each_of_the_partners():
    assert decisions(journey(who={"who": "me"}, born=born(1990), **at("CV1 2NT"))) == [
        "discuss",
        "join",
        "share-cwpt",
        "share-coventry-city-council",
        "share-cw-icb",
        "share-cw-mind",
        "share-fine-futures",
        "cetr",
    ]


@pytest.mark.parametrize(
    ("postcode", "council"),
    [("CV34 4RL", "share-warwickshire-county-council"), ("CV1 2NT", "share-coventry-city-council")],
)
def test_one_council_by_place(postcode, council):
    asked = decisions(journey(who={"who": "me"}, **at(postcode)))
    assert [code for code in asked if "council" in code] == [council]


@pytest.mark.parametrize("place", [{}, at(""), at("ZZ99 1AA"), {"lives": {"lives": "no_fixed"}}])
def test_no_council_while_the_place_is_not_known(place):
    asked = journey(who={"who": "me"}, **place)
    assert not [code for code in decisions(asked) if "council" in code]
    discuss = next(page for page in asked.pages if page.code == "discuss").wording(asked.asking)
    assert "the council that is responsible where you live" in discuss.as_text()


def test_a_postcode_left_behind_suggests_no_council():
    moved = journey(who={"who": "me"}, lives={"lives": "no_fixed"}, address={"postcode": "CV1 2NT"})
    assert moved.asking.council_code is None
    assert "address" not in codes(moved)


@pytest.mark.parametrize(
    ("policy", "birth", "asked"),
    [
        ("coventry-warwickshire", born(2014), True),
        ("coventry-warwickshire", born(2009), True),
        ("coventry-warwickshire", born(2000, 11, 23), True),
        ("coventry-warwickshire", born(2000, 11, 22), False),
        ("coventry-warwickshire", {"born_on": "2000"}, True),
        ("coventry-warwickshire", {}, True),
        ("example-area", born(2001, 11, 22), False),
        ("example-area", born(2001, 11, 23), True),
        ("example-area", born(2022), False),
        ("example-area", born(2021, 11, 22), True),
    ],
)
def test_a_key_worker_within_the_ages_of_the_policy_or_when_the_age_is_not_known(policy, birth, asked):
    assert ("key-worker" in codes(journey(POLICIES[policy], who={"who": "me"}, born=birth))) is asked


@pytest.mark.parametrize(
    ("about", "asked"), [("under_16", True), ("18_25", True), ("over_25", False), ("not_known", True)]
)
def test_a_rough_age_is_enough_for_the_key_worker(about, asked):
    rough = journey(who={"who": "me"}, born={}, about_age={"about_age": about})
    assert "about-age" in codes(rough)
    assert ("key-worker" in codes(rough)) is asked


@pytest.mark.parametrize(
    ("birth", "views"),
    [(born(2014), True), (born(2010, 11, 23), True), (born(2010, 11, 22), False), (born(2009), False), ({}, False)],
)
def test_a_parent_gives_a_view_only_while_the_child_is_under_16(birth, views):
    child = journey(who={"who": "my_child"}, born=birth, name={"given_name": "Sam"})
    assert bool(decisions(child)) is views


def test_a_view_is_worded_as_a_view():
    child = journey(who={"who": "my_child"}, born=born(2014), name={"given_name": "Sam"}, **at("CV1 2NT"))
    for page in child.pages:
        if page.wording:
            wording = page.wording(child.asking)
            assert "think" in wording.question
            assert "This is your view. It is not the last word." in wording.as_text()
            assert dict(wording.answers) == VIEWS


def test_a_child_of_12_decides_on_their_own_form_and_is_told_how():
    child = journey(who={"who": "me"}, born=born(2014))
    wording = next(page for page in child.pages if page.code == "join").wording(child.asking)
    assert "You are under 16. Tell us what you want." in wording.as_text()
    assert dict(wording.answers) == ANSWERS
    older = journey(who={"who": "me"}, born=born(2009))
    wording = next(page for page in older.pages if page.code == "join").wording(older.asking)
    assert "under 16" not in wording.as_text()


@pytest.mark.parametrize("who", ["care_for", "work_with"])
def test_others_are_asked_for_no_decision(who):
    assert decisions(journey(who={"who": who}, born=born(2014), **at("CV1 2NT"))) == []


@pytest.mark.parametrize(
    ("birth", "name"),
    [
        (born(2010), "Care, Education and Treatment Review (CETR)"),
        (born(2004), "Care (Education) and Treatment Review"),
        (born(1980), "Care and Treatment Review (CTR)"),
        ({}, "Care (Education) and Treatment Review"),
    ],
)
def test_the_review_has_the_name_for_the_age(birth, name):
    asked = journey(who={"who": "me"}, born=birth)
    wording = next(page for page in asked.pages if page.code == "cetr").wording(asked.asking)
    assert f"The meeting is called a {name}." in wording.about


@pytest.mark.parametrize(
    ("who", "asked", "not_asked"),
    [
        ("me", {"helper"}, {"filler", "knows", "authority", "capacity", "contact-first"}),
        ("care_for", {"filler", "knows", "authority", "contact-first"}, {"helper", "capacity", "filler-work"}),
        ("my_child", {"filler", "knows", "relationship"}, {"authority", "helper", "capacity"}),
        ("work_with", {"filler-work", "capacity", "services", "concerns", "consent-talks"}, {"authority", "helper"}),
    ],
)
def test_each_kind_of_filler_gets_their_own_questions(who, asked, not_asked):
    seen = set(codes(journey(who={"who": who})))
    assert asked <= seen
    assert not not_asked & seen


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        ("helper-details", {"helper": {"helped": "yes"}}),
        ("address", {"lives": {"lives": "address"}}),
        ("address-safe", {"lives": {"lives": "address"}}),
        ("diagnosis-by", {"autism": {"autism": "confirmed"}}),
        ("interpreter", {"language": {"language": "pl"}}),
        ("people-list", {"people": {"people": "yes"}}),
        ("trusted", {"contact_way": {"contact_way": "somebody"}}),
        ("about-age", {"born": {"born_not_known": ["not_known"]}}),
    ],
)
def test_a_question_waits_for_the_answer_that_asks_it(page, answers):
    assert page not in codes(journey(who={"who": "me"}))
    assert page in codes(journey(who={"who": "me"}, **answers))


@pytest.mark.parametrize(("knows", "asked"), [("yes", True), ("partly", True), ("no", False), ("not_known", False)])
def test_what_they_say_is_asked_when_they_know(knows, asked):
    assert ("says" in codes(journey(who={"who": "care_for"}, knows={"knows": knows}))) is asked


def test_only_staff_say_when_it_came():
    assert "received" not in codes(journey(who={"who": "me"}))
    assert "received" in codes(journey(who={"who": "me"}, route="paper"))


def test_the_public_gets_one_thing_a_page_and_a_professional_groups():
    one_by_one = journey(who={"who": "me"})
    assert all(len(screen.pages) == 1 for screen in one_by_one.screens)
    grouped = journey(who={"who": "work_with"})
    assert len(grouped.screens) < len(grouped.pages) * 0.6
    assert [page.code for screen in grouped.screens for page in screen.pages] == codes(grouped)


def test_the_same_questions_have_the_same_keys_either_way():
    mine, theirs = journey(who={"who": "me"}), journey(who={"who": "work_with"})
    shared = {page.code: page.form for page in mine.pages if not page.wording}
    assert all(shared[page.code] is page.form for page in theirs.pages if page.code in shared)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("who", ["me", "care_for", "my_child", "work_with"])
def test_no_two_fields_of_a_form_have_one_name(policy, who):
    asked = journey(policy, who={"who": who}, born=born(2014))
    for screen in asked.screens:
        names = [name for page in screen.pages for name in page.form.base_fields]
        assert len(names) == len(set(names))


def test_nothing_local_stands_in_another_areas_words():
    other = POLICIES["example-area"]
    asked = journey(
        other, who={"who": "me"}, born=born(2014), lives={"lives": "address"}, address={"postcode": "EV1 1AA"}
    )
    words = "\n".join(page.wording(asked.asking).as_text() for page in asked.pages if page.wording)
    assert "Exampleton Borough Council" in words
    assert "the pathway" in words
    assert "Coventry" not in words
    assert "the register" not in words


@pytest.mark.parametrize("who", ["me", "care_for", "my_child", "work_with"])
def test_no_page_calls_the_register_by_the_name_of_another_area(who):
    asked = journey(POLICIES["example-area"], who={"who": who}, born=born(2014))
    for page in asked.pages:
        shown = str(page.form(asking=asked.asking)) + asked.title(page)
        assert "register" not in shown.lower(), page.code


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2:30pm", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("14:30", time(14, 30)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("9", None),
        ("25:00", None),
        ("13pm", None),
        ("10:75", None),
        ("soon", None),
    ],
)
def test_times_of_day_as_people_write_them(text, read):
    assert clock_time(text) == read


def test_a_moment_needs_both_its_parts():
    assert received_at(date(2026, 7, 1), "9am") == datetime.fromisoformat("2026-07-01T08:00:00+00:00")
    assert received_at(None, "9am") is None
    assert received_at(date(2026, 7, 1), "soon") is None


@time_machine.travel("2026-11-22 12:00:00+00:00", tick=False)
def test_names_that_are_too_long_for_a_question_are_left_out():
    answers = Answers({CLEANED: {"name": {"called": "x" * 41, "given_name": "Sam"}}})
    assert answers.name == ""
    assert journey(who={"who": "care_for"}).asking.voice.name == "the person"
    assert journey(who={"who": "my_child"}).asking.voice.name == "your child"
