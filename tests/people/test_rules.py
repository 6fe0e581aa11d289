"""Who may decide, on what basis: every rule with what passes and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation, Worker
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.people import rules
from dsr.people.models import BestInterestsDecision, CapacityAssessment, Contact, Decision, Person

DECIDED_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def person_aged(years, *, days=10):
    """Somebody whose birthday of this age was so many days before the decision."""
    return Person(pk=1, born_on=rules.birthday(DECIDED_AT.date() - timedelta(days=days), -years))


def proposal(age=30, *, current=None, latest=None, **fields):
    values = {
        "person": person_aged(age) if isinstance(age, int) else age,
        "kind": "join",
        "answer": "agreed",
        "basis": "own",
        "decided_by_name": "Ada",
        "decided_at": DECIDED_AT,
        "wording": "Do you want to join?",
    }
    return rules.Proposal(Decision(**(values | fields)), latest_capacity=latest, current=current)


def assessment(pk=5, *, lacks=True):
    return CapacityAssessment(pk=pk, person_id=1, lacks_capacity=lacks, assessed_on=date(2026, 11, 1))


def best_interests(pk=6, *, yes=True, on=5, **fields):
    return BestInterestsDecision(pk=pk, capacity_assessment_id=on, in_best_interests=yes, **fields)


def parent(**fields):
    return Contact(**({"pk": 3, "person_id": 1, "name": "Jo", "authority": "parental_responsibility"} | fields))


def refused(given, sentence):
    with pytest.raises(Refused, match=sentence):
        rules.check_can_decide(given)
    assert not rules.can_decide(given)


class TestWhatIsSaid:
    def test_a_decision_needs_a_date_of_birth(self):
        refused(proposal(Person(pk=1)), "date of birth first")

    def test_a_decision_is_not_dated_in_the_future(self):
        refused(proposal(decided_at=clock.now() + timedelta(hours=1)), "future")

    @pytest.mark.parametrize(("field", "sentence"), [("decided_by_name", "who decided"), ("wording", "Keep the words")])
    def test_who_and_wording_are_needed(self, field, sentence):
        refused(proposal(**{field: "  "}), sentence)


class TestAdults:
    def test_capacity_is_presumed(self):
        assert rules.can_decide(proposal())

    def test_at_16_the_person_decides(self):
        assert rules.can_decide(proposal(person_aged(16, days=0)))
        refused(proposal(person_aged(16, days=-1)), "under 16")

    def test_an_assessment_that_finds_capacity_changes_nothing(self):
        assert rules.can_decide(proposal(latest=assessment(lacks=False)))

    def test_own_decision_is_refused_while_capacity_is_lacking(self):
        refused(proposal(latest=assessment()), "1 November 2026 found that they cannot")

    @pytest.mark.parametrize("basis", ["gillick", "parental"])
    def test_no_basis_for_children(self, basis):
        refused(proposal(basis=basis, competence_note="x", decided_by_contact=parent()), "16 or over")


class TestBestInterests:
    def given(self, **fields):
        values = {"basis": "best_interests", "capacity_assessment": assessment(), "best_interests": best_interests()}
        return proposal(fields.pop("age", 30), latest=fields.pop("latest", assessment()), **(values | fields))

    @pytest.mark.parametrize("age", [16, 30])
    def test_with_its_record_and_assessment(self, age):
        assert rules.can_decide(self.given(age=age))

    def test_no_is_an_outcome(self):
        assert rules.can_decide(self.given(answer="refused", best_interests=best_interests(yes=False)))

    def test_under_16_it_does_not_exist(self):
        refused(self.given(age=15), "under 16")

    def test_without_an_assessment(self):
        refused(self.given(latest=None), "Capacity is presumed")

    def test_once_capacity_is_found(self):
        refused(self.given(latest=assessment(7, lacks=False)), "found that they can decide")

    def test_on_an_older_assessment(self):
        refused(self.given(latest=assessment(7)), "latest capacity assessment")

    def test_without_naming_the_assessment(self):
        refused(self.given(capacity_assessment=None), "latest capacity assessment")

    def test_without_its_own_record(self):
        refused(self.given(best_interests=None), "Record the best-interests decision first")

    def test_with_a_record_about_something_else(self):
        refused(self.given(best_interests=best_interests(on=99)), "about this very decision")

    def test_with_a_record_entered_in_error(self):
        refused(self.given(best_interests=best_interests(entered_in_error_at=DECIDED_AT)), "about this very decision")

    @pytest.mark.parametrize(("answer", "yes"), [("agreed", False), ("refused", True), ("not_sure", True)])
    def test_against_what_the_record_says(self, answer, yes):
        refused(self.given(answer=answer, best_interests=best_interests(yes=yes)), "best-interests decision says")


class TestAttorneyAndDeputy:
    def given(self, basis, age, **fields):
        latest = fields.pop("latest", assessment())
        values = {"basis": basis, "capacity_assessment": assessment(), "authority_seen": "Order seen on 2 November"}
        return proposal(age, latest=latest, **(values | fields))

    @pytest.mark.parametrize(("basis", "age"), [("attorney", 18), ("deputy", 16), ("deputy", 50)])
    def test_old_enough_and_capacity_lacking(self, basis, age):
        assert rules.can_decide(self.given(basis, age))

    def test_an_attorney_is_possible_only_from_18(self):
        refused(self.given("attorney", 17), "only from the age of 18")

    @pytest.mark.parametrize("basis", ["attorney", "deputy"])
    def test_not_under_16(self, basis):
        refused(self.given(basis, 15), "under 16")

    @pytest.mark.parametrize("basis", ["attorney", "deputy"])
    def test_not_while_capacity_is_presumed(self, basis):
        refused(self.given(basis, 30, latest=None), "Capacity is presumed")

    @pytest.mark.parametrize("basis", ["attorney", "deputy"])
    def test_the_document_has_been_seen(self, basis):
        refused(self.given(basis, 30, authority_seen=" "), "which document you saw")

    def test_the_contact_holds_that_authority(self):
        attorney = parent(authority="attorney")
        assert rules.can_decide(self.given("attorney", 30, decided_by_contact=attorney))
        refused(self.given("deputy", 30, decided_by_contact=attorney), "not recorded as holding")


class TestChildren:
    def test_gillick_with_its_reasons(self):
        assert rules.can_decide(proposal(12, basis="gillick", competence_note="Understands what joining means"))

    def test_gillick_without_reasons(self):
        refused(proposal(12, basis="gillick", competence_note=" "), "why staff find the child competent")

    def test_a_parent(self):
        assert rules.can_decide(proposal(12, basis="parental", decided_by_contact=parent()))

    def test_nobody_named(self):
        refused(proposal(12, basis="parental"), "Choose the contact who has parental")

    @pytest.mark.parametrize("authority", ["none", "not_known", "attorney"])
    def test_a_carer_has_no_authority_by_being_one(self, authority):
        refused(proposal(12, basis="parental", decided_by_contact=parent(authority=authority)), "not recorded")

    @pytest.mark.parametrize("fields", [{"person_id": 2}, {"ended_at": DECIDED_AT}])
    def test_somebody_elses_or_an_ended_contact(self, fields):
        refused(proposal(12, basis="parental", decided_by_contact=parent(**fields)), "current contacts")

    def test_a_parent_does_not_overrule_a_competent_child(self):
        given = proposal(12, basis="parental", decided_by_contact=parent(), current=Decision(basis="gillick"))
        refused(given, "was found competent")
        given.decision.competence_note = "No longer able to weigh it since September"
        assert rules.can_decide(given)

    def test_a_parent_may_change_a_parents_decision(self):
        current = Decision(basis="parental")
        assert rules.can_decide(proposal(12, basis="parental", decided_by_contact=parent(), current=current))

    @pytest.mark.parametrize("basis", ["own", "best_interests"])
    def test_no_basis_for_adults(self, basis):
        refused(proposal(12, basis=basis), "under 16")


@pytest.mark.parametrize(
    ("age", "bases"),
    [
        (15, ["gillick", "parental"]),
        (16, ["own", "best_interests", "deputy"]),
        (18, ["own", "best_interests", "attorney", "deputy"]),
    ],
)
def test_bases_by_age(age, bases):
    assert rules.bases_for_age(age) == bases


YES = dict.fromkeys((*rules.LIMBS, "because_of_impairment"), "yes")


@pytest.mark.parametrize(
    ("findings", "lacks"),
    [
        (YES, False),
        *[(YES | {limb: "no"}, True) for limb in rules.LIMBS],
        (YES | {"weigh": "not_known"}, False),
        (YES | {"weigh": "no", "because_of_impairment": "no"}, False),
        (YES | {"weigh": "no", "because_of_impairment": "not_known"}, False),
    ],
)
def test_the_outcome_follows_from_the_findings(findings, lacks):
    assert rules.lacks_capacity(findings) is lacks


class TestAssessing:
    def check(self, person=None, findings=YES, help_given="Pictures"):
        rules.check_can_assess_capacity(person or person_aged(16), DECIDED_AT.date(), findings, help_given)

    def test_from_16_with_help_and_every_part(self):
        self.check()

    def test_not_under_16(self):
        with pytest.raises(Refused, match="applies from 16"):
            self.check(person_aged(15))

    def test_not_without_help(self):
        with pytest.raises(Refused, match="what help"):
            self.check(help_given=" ")

    def test_not_with_a_part_missing(self):
        with pytest.raises(Refused, match="every part"):
            self.check(findings=YES | {"retain": ""})


class TestBestInterestsRecord:
    FIELDS = dict.fromkeys(("wishes", "consulted", "less_restrictive", "advocate"), "said")

    def check(self, given=None, latest=None, fields=None):
        rules.check_can_decide_best_interests(
            Person(pk=1), given or assessment(), latest or assessment(), fields or self.FIELDS
        )

    def test_passes(self):
        self.check()

    @pytest.mark.parametrize("latest", [assessment(9), None])
    def test_needs_the_latest_assessment(self, latest):
        with pytest.raises(Refused, match="latest capacity assessment"):
            rules.check_can_decide_best_interests(Person(pk=1), assessment(), latest, self.FIELDS)

    def test_needs_this_persons_assessment(self):
        with pytest.raises(Refused, match="latest capacity assessment"):
            rules.check_can_decide_best_interests(Person(pk=2), assessment(), assessment(), self.FIELDS)

    def test_needs_capacity_to_be_lacking(self):
        with pytest.raises(Refused, match="can decide this themselves"):
            self.check(assessment(lacks=False), assessment(lacks=False))

    @pytest.mark.parametrize("part", FIELDS)
    def test_needs_every_part(self, part):
        with pytest.raises(Refused, match="Say what the person wants"):
            self.check(fields=self.FIELDS | {part: ""})


class TestOverrides:
    TODAY = date(2026, 11, 22)
    GOOD = {
        "until": TODAY + timedelta(days=28),
        "today": TODAY,
        "ground": "safeguarding_adult",
        "person_told": True,
        "why_not_told": "",
        "level": "summary",
    }

    def test_passes(self):
        rules.check_override(**self.GOOD)
        rules.check_override(**self.GOOD | {"person_told": False, "why_not_told": "It would put her at risk"})

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"ground": "useful"}, "reason the law gives"),
            ({"level": "referral"}, "how much"),
            ({"until": TODAY}, "within 28 days"),
            ({"until": TODAY + timedelta(days=29)}, "within 28 days"),
            ({"person_told": False}, "why the person has not been told"),
        ],
    )
    def test_refused(self, change, sentence):
        with pytest.raises(Refused, match=sentence):
            rules.check_override(**self.GOOD | change)

    def test_a_written_reason_and_another_organisation(self):
        person = Person(area_id=1)
        rules.check_override_reason(person, Organisation(area_id=1, kind="council"), "Risk of abuse")
        for organisation, why in [
            (Organisation(area_id=1, kind="council"), " "),
            (Organisation(area_id=1, kind="register_team"), "x"),
            (Organisation(area_id=2, kind="council"), "x"),
        ]:
            with pytest.raises(Refused):
                rules.check_override_reason(person, organisation, why)


TEAM, TRUST = Organisation(kind="register_team"), Organisation(kind="trust")
LEAD = Actor(Worker(pk=1), TEAM, frozenset({"lead"}))


def test_the_lead_approves_what_another_asked():
    rules.check_can_approve(2, LEAD)
    for requested_by, actor, sentence in [
        (1, LEAD, "Somebody else"),
        (2, replace(LEAD, roles=frozenset({"coordinator"})), "Only the lead"),
        (2, replace(LEAD, organisation=TRUST), "Only the lead"),
    ]:
        with pytest.raises(Refused, match=sentence):
            rules.check_can_approve(requested_by, actor)


def test_only_the_register_team_records():
    rules.check_can_record(LEAD)
    with pytest.raises(Refused):
        rules.check_can_record(replace(LEAD, organisation=TRUST))


class TestEndingAParentsDecision:
    def check(self, *, due=date(2026, 1, 1), reason="Not reached", actor=LEAD):
        rules.check_can_end_parental(Decision(retake_due_on=due), reason, actor)

    def test_passes(self):
        self.check()

    def test_refused(self):
        for change in [
            {"due": None},
            {"due": clock.today() + timedelta(days=1)},
            {"reason": ""},
            {"actor": replace(LEAD, roles=frozenset({"clinician"}))},
            {"actor": replace(LEAD, organisation=TRUST)},
        ]:
            with pytest.raises(Refused):
                self.check(**change)


@pytest.mark.parametrize(
    ("born_on", "due"),
    [(date(2010, 11, 22), date(2026, 11, 22)), (date(2008, 2, 29), date(2024, 2, 29))],
)
def test_a_parents_decision_is_taken_again_on_the_16th_birthday(born_on, due):
    assert rules.retake_due_on(Person(born_on=born_on), "parental") == due


def test_nothing_else_is():
    assert rules.retake_due_on(Person(born_on=date(2010, 1, 1)), "gillick") is None
    assert rules.retake_due_on(Person(), "parental") is None


def test_a_birthday_on_29_february_falls_on_1_march():
    assert rules.birthday(date(2008, 2, 29), 17) == date(2025, 3, 1)


def test_what_can_be_withdrawn():
    rules.check_can_withdraw(Decision(answer="agreed"), "Ada")
    for decision, who in [
        (Decision(answer="refused"), "Ada"),
        (Decision(answer="agreed", lapsed_at=DECIDED_AT), "Ada"),
        (Decision(answer="agreed", superseded_at=DECIDED_AT), "Ada"),
        (Decision(answer="agreed"), ""),
    ]:
        with pytest.raises(Refused):
            rules.check_can_withdraw(decision, who)
