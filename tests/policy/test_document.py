"""The two areas' documents, and what the rest of the service asks of one."""

import json
from datetime import date, datetime

import pytest
import yaml
from pydantic import ValidationError

from dsr.core.clock import LONDON
from dsr.policy.document import POLICIES, Policy

FILES = {path.stem: path for path in POLICIES.glob("*.yaml")}


def load(name):
    return Policy.load(FILES[name])


@pytest.fixture(scope="module")
def coventry():
    return load("coventry-warwickshire")


@pytest.fixture(scope="module")
def vale():
    return load("example-area")


@pytest.fixture(scope="module", params=sorted(FILES))
def policy(request):
    return load(request.param)


class TestEveryArea:
    def test_both_are_here(self):
        assert set(FILES) == {"coventry-warwickshire", "example-area"}

    def test_it_survives_the_database(self, policy):
        stored = json.loads(json.dumps(policy.model_dump(mode="json")))
        again = Policy.model_validate(stored)
        assert again == policy
        assert again.sha256 == policy.sha256

    def test_it_cannot_be_changed(self, policy):
        with pytest.raises(ValidationError):
            policy.team.name = "Somebody else"

    def test_the_fingerprint_ignores_layout_and_order(self, policy, tmp_path):
        rewritten = tmp_path / "rewritten.yaml"
        content = policy.model_dump(mode="json")
        rewritten.write_text(yaml.safe_dump(content, sort_keys=True, allow_unicode=True), encoding="utf-8")
        assert Policy.load(rewritten).sha256 == policy.sha256

    def test_the_fingerprint_follows_what_is_said(self, policy):
        other = policy.model_copy(update={"draft_days": policy.draft_days + 1})
        assert Policy.model_validate(other.model_dump()).sha256 != policy.sha256

    def test_the_four_ratings_stand_in_order(self, policy):
        assert [rating.code for rating in policy.ratings_by_urgency()] == ["blue", "red", "amber", "green"]
        assert [rating.letter for rating in policy.ratings] == ["G", "A", "R", "B"]

    def test_only_blue_is_in_hospital(self, policy):
        assert [rating.code for rating in policy.ratings if rating.in_hospital] == ["blue"]

    def test_a_rating_is_reviewed_more_often_the_worse_it_is(self, policy):
        green, amber, red = (policy.rating(code).review_days for code in ("green", "amber", "red"))
        assert green > amber > red

    def test_red_always_asks_for_a_cetr(self, policy):
        tasks = policy.linked_tasks("red", age=40, known_to_key_worker=True)
        assert [(task.kind, task.needs_decision) for task in tasks] == [("cetr", "cetr")]

    def test_green_closes_only_with_partners_named(self, policy):
        (task,) = policy.linked_tasks("green", age=40, known_to_key_worker=None)
        assert task.closes_with == "partners_named"

    def test_every_decision_linked_work_needs_can_be_sought(self, policy):
        needed = {task.needs_decision for rating in policy.ratings for task in rating.linked_tasks}
        for decision in needed - {None}:
            assert policy.seek_decision(decision).decision == decision

    def test_the_person_is_asked_about_one_council_only(self, policy):
        for council in policy.organisations_of_kind("council"):
            asked = policy.sharing_organisations(council.code)
            assert [one for one in asked if one.kind == "council"] == [council]

    def test_the_register_team_needs_no_sharing_decision(self, policy):
        assert policy.register_team() not in policy.sharing_organisations(None)

    def test_key_workers_are_told_by_another_decision(self, policy):
        (service,) = policy.organisations_of_kind("key_worker")
        assert service.opened_by == "key_worker"
        assert service not in policy.sharing_organisations(None)

    def test_only_the_trust_and_the_one_council_see_a_discussion(self, policy):
        council = policy.organisations_of_kind("council")[0]
        (trust,) = policy.organisations_of_kind("trust")
        assert set(policy.discussion_organisations(council.code)) == {trust, council}
        assert policy.discussion_organisations(None) == (trust,)

    def test_every_sentence_for_a_person_ends_properly(self, policy):
        sentences = [policy.below_green.sentence, *(outcome.sentence for outcome in policy.outcomes)]
        for reason in policy.not_accepted_reasons:
            sentences += [reason.sentence, reason.ask_again]
        assert [sentence for sentence in sentences if not sentence.endswith(".")] == []

    def test_calling_999_is_shown_first(self, policy):
        assert policy.crisis_contacts_to_show()[0].phone == "999"

    def test_nothing_unverified_is_shown_in_a_crisis(self, policy):
        shown = policy.crisis_contacts_to_show()
        assert all(contact.status == "verified" and contact.checked_on for contact in shown)
        hidden = set(policy.crisis_contacts) - set(shown)
        assert hidden
        assert all(contact.status == "unverified" for contact in hidden)

    def test_the_draft_rule_is_the_same_in_both_places(self, policy):
        (draft,) = [rule for rule in policy.retention if rule.code == "draft"]
        assert draft.days == policy.draft_days

    @pytest.mark.parametrize("ask", ["rating", "organisation", "reason", "support_need"])
    def test_what_it_does_not_have_is_a_key_error(self, policy, ask):
        with pytest.raises(KeyError):
            getattr(policy, ask)("nothing")


class TestCoventryAndWarwickshire:
    def test_the_published_promise(self, coventry):
        assert coventry.contact.working_days == 5
        received = datetime(2026, 12, 18, 16, 59, tzinfo=LONDON)
        due = coventry.calendar().due_at(received, coventry.contact.working_days)
        assert due == datetime(2026, 12, 29, 17, 0, tzinfo=LONDON)

    def test_the_published_partners(self, coventry):
        asked = [organisation.name for organisation in coventry.sharing_organisations("coventry-city-council")]
        assert asked == [
            "Coventry and Warwickshire Partnership NHS Trust",
            "Coventry City Council",
            "NHS Coventry and Warwickshire Integrated Care Board",
            "Coventry and Warwickshire Mind",
            "Fine Futures",
        ]

    def test_only_a_confirmed_diagnosis_passes(self, coventry):
        assert coventry.accepts_diagnosis("confirmed")
        assert not coventry.accepts_diagnosis("awaiting_assessment")
        assert not coventry.accepts_diagnosis("not_known")

    @pytest.mark.parametrize(
        ("age", "known", "referred"),
        [
            (0, False, True),
            (17, False, True),
            (25, False, True),
            (26, False, False),
            (17, True, False),
            (17, None, True),
            (None, None, True),
            (None, True, False),
        ],
    )
    @pytest.mark.parametrize("code", ["amber", "red"])
    def test_key_workers_are_for_ages_0_to_25_not_already_known(self, coventry, code, age, known, referred):
        tasks = coventry.linked_tasks(code, age=age, known_to_key_worker=known)
        assert ("key_worker_referral" in {task.kind for task in tasks}) is referred

    @pytest.mark.parametrize(("age", "due"), [(17, "5 working days"), (18, "28 days")])
    def test_the_inpatient_clock_depends_on_age(self, coventry, age, due):
        tasks = coventry.linked_tasks("blue", age=age, known_to_key_worker=None)
        assert [str(task.due) for task in tasks if task.kind == "inpatient_cetr"] == [due]

    def test_an_unknown_age_leaves_no_clock_out(self, coventry):
        tasks = coventry.linked_tasks("blue", age=None, known_to_key_worker=None)
        assert len(tasks) == len(coventry.rating("blue").linked_tasks)

    def test_each_district_has_its_council(self, coventry):
        councils = {place.name: coventry.council_for_place(place.code) for place in coventry.area.local_authorities}
        assert councils.pop("Coventry").code == "coventry-city-council"
        assert len(councils) == 5
        assert {council.code for council in councils.values()} == {"warwickshire-county-council"}

    def test_a_place_has_a_name(self, coventry):
        assert coventry.area.local_authority("E07000220").name == "Rugby"
        with pytest.raises(KeyError):
            coventry.area.local_authority("E06999001")

    def test_the_contradictory_crisis_number_is_not_published(self, coventry):
        assert "08081" not in FILES["coventry-warwickshire"].read_text(encoding="utf-8")
        assert [contact.phone for contact in coventry.crisis_contacts_to_show()] == ["999", "111"]

    def test_a_reason_points_somewhere(self, coventry):
        assert [signpost.code for signpost in coventry.signposts_for("not_at_risk")] == [
            "gp",
            "council_social_care",
        ]

    def test_a_tag_says_more_than_a_colour(self, coventry):
        assert coventry.rating("red").label == "Red: immediate risk"

    def test_what_nobody_confirmed_is_listed_with_its_place(self, coventry):
        unverified = dict(coventry.unverified())
        assert "telephone" in unverified["team"]
        assert "two different numbers" in unverified["crisis_contacts › access_hub"]
        assert {f"ratings › {code}" for code in ("green", "amber", "red", "blue")} <= set(unverified)
        assert all(unverified.values())

    def test_organisation_codes_that_nobody_confirmed_are_not_invented(self, coventry):
        codes = {organisation.code: organisation.ods_code for organisation in coventry.organisations}
        assert {code for code in codes.values() if code} == {"RYG", "QWU"}
        assert not any(organisation.ods_synthetic for organisation in coventry.organisations)


class TestExampleVale:
    """The second area exists to differ wherever an area can."""

    def test_other_hours_and_another_promise(self, vale):
        received = datetime(2026, 12, 18, 16, 30, tzinfo=LONDON)
        due = vale.calendar().due_at(received, vale.contact.working_days)
        assert due == datetime(2026, 12, 24, 16, 30, tzinfo=LONDON)

    def test_its_own_holidays(self, vale):
        assert not vale.calendar().is_working_day(date(2027, 7, 15))
        assert vale.calendar().is_working_day(date(2027, 8, 30))

    def test_its_own_words(self, vale, coventry):
        for label in ("register_name", "short_name", "in_a_sentence", "service_name", "reference_prefix"):
            assert getattr(vale.labels, label) != getattr(coventry.labels, label)

    def test_another_rhythm(self, vale, coventry):
        for rating in vale.ratings:
            assert rating.review_days != coventry.rating(rating.code).review_days
            assert rating.meaning != coventry.rating(rating.code).meaning

    def test_other_due_times(self, vale, coventry):
        for code in ("green", "amber", "red"):
            ours = [task.due for task in vale.rating(code).linked_tasks]
            theirs = [task.due for task in coventry.rating(code).linked_tasks]
            assert not set(ours) & set(theirs)

    def test_other_key_worker_ages(self, vale):
        assert [age for age in (4, 5, 24, 25) if vale.key_worker_ages.include(age)] == [5, 24]

    def test_waiting_for_an_assessment_is_enough(self, vale):
        assert vale.accepts_diagnosis("awaiting_assessment")

    def test_other_partners_all_marked_made_up(self, vale, coventry):
        assert all(organisation.ods_synthetic for organisation in vale.organisations)
        for field in ("code", "name"):
            ours = {getattr(organisation, field) for organisation in vale.organisations}
            assert not ours & {getattr(organisation, field) for organisation in coventry.organisations}

    def test_it_names_nothing_of_the_first_area(self):
        text = FILES["example-area"].read_text(encoding="utf-8")
        assert "Coventry" not in text
        assert "Warwick" not in text
