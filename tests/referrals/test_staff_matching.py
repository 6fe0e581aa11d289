"""Who a referral is about: matched, made, undone; what is copied and what is never."""

from __future__ import annotations

import pytest

from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.people import actions as people
from dsr.people import queries as people_queries
from dsr.people.models import CommunicationProfile, ExpressedView, Involvement
from dsr.policy import queries as policies
from dsr.referrals import queries, rules, submitted
from dsr.referrals.actions import handling, matching
from dsr.referrals.models import Referral
from dsr.tasks import queries as task_queries
from tests.factories.people import make_person
from tests.factories.referral_rows import make_referral

pytestmark = pytest.mark.django_db
ALL = tuple(matching.COPIES)
NUMBER = "9991234561"
DOCTOR = {
    "involved_name": "Dr Grey", "involved_role": "doctor", "involved_organisation": "The Surgery",
    "involved_phone": "", "involved_email": "", "involved_may_talk": "yes",
}  # fmt: skip


@pytest.fixture
def referral(area, coordinator):
    with coordinator.scope():
        yield make_referral(
            area, said={"decision": "agreed", "contact_unsafe": "Not while he is in", "nhs_number": NUMBER}
        )


@pytest.fixture
def person(referral, coordinator):
    return make_person(coordinator)


def of_child(area, **said):
    return make_referral(area, who_about="my_child", said={"born_on": "2014-02-03", "decision": "refused"} | said)


def test_matching_links_the_referral_and_its_clock(referral, person, coordinator):
    matched = matching.match(
        referral=referral, person=person, by=coordinator, agreeing=["name"], differing=["date of birth"]
    )
    assert matched.person == person
    assert task_queries.for_referral(referral.pk).get().person == person
    row = queries.matches(referral)[0]
    assert (row.what, row.agreeing, row.differing) == ("matched", ["name"], ["date of birth"])


def test_matching_opens_no_sight(referral, person, coordinator, partner):
    before = Involvement.objects.count()
    matching.match(referral=referral, person=person, by=coordinator, copy=ALL)
    assert Involvement.objects.count() == before
    with partner.scope():
        assert not Referral.objects.exists()


def test_the_persons_own_answers_become_their_views(referral, person, coordinator):
    matching.match(referral=referral, person=person, by=coordinator)
    views = list(people_queries.views(person))
    assert {(view.holder, view.answer, view.source) for view in views} == {
        ("person", "agreed", f"form {referral.reference}")
    }
    kinds = {view.kind for view in views}
    assert {"discuss", "join", "share", "cetr"} <= kinds
    assert all((view.organisation is not None) == (view.kind == "share") for view in views)
    assert all(view.wording and view.said_at == referral.received_at for view in views)
    assert not people_queries.current_decisions(person).exists()


def test_a_parents_answers_are_the_parents_views(area, coordinator):
    with coordinator.scope():
        referral = of_child(area)
        person = make_person(coordinator, born_on=clock.today().replace(year=2014))
        matching.match(referral=referral, person=person, by=coordinator)
        views = list(people_queries.views(person))
    assert {(view.holder, view.holder_name, view.answer) for view in views} == {("parent", "Pat Filler", "refused")}


def test_nothing_is_copied_unless_chosen(referral, person, coordinator):
    matching.match(referral=referral, person=person, by=coordinator)
    assert people_queries.profile(person) is None
    assert not people_queries.contacts(person).exists()
    assert not people_queries.diagnoses(person).exists()


def test_what_is_chosen_is_copied(referral, person, coordinator):
    matching.match(referral=referral, person=person, by=coordinator, copy=ALL)
    profile = people_queries.profile(person)
    assert (profile.how_to_talk_to_me, profile.formats, profile.no_voicemail) == (
        "Short sentences",
        ["easy_read"],
        True,
    )
    assert (profile.contact_times, profile.contact_unsafe) == ("After 10am", "Not while he is in")
    assert {(d.condition, d.status) for d in people_queries.diagnoses(person)} == {
        ("autism", "not_known"),
        ("learning_disability", "not_known"),
    }
    evidence = people_queries.diagnoses(person).get(condition="learning_disability").evidence
    assert "confirmed by a professional. By Dr Example." in evidence
    assert "Nobody has checked" in evidence


def test_copying_needs_leaves_what_the_form_does_not_say(referral, person, coordinator):
    people.record_profile(
        person=person, by=coordinator, how_to_talk_to_me="Use signs", contact_times="Evenings", no_voicemail=False
    )
    matching.match(referral=referral, person=person, by=coordinator, copy=("needs",))
    profile = people_queries.profile(person)
    assert (profile.how_to_talk_to_me, profile.contact_times) == ("Short sentences", "Evenings")


def test_copying_does_not_weaken_or_repeat_what_is_known(area, coordinator, referral, person):
    people.record_diagnosis(
        person=person, condition="autism", status="confirmed", confirmed_by_name="Dr Grey", by=coordinator
    )
    people.add_contact(person=person, by=coordinator, name="Pat Filler", relationship="Mother")
    child = of_child(area, people="yes", people_list={"people": [DOCTOR]})
    matching.match(referral=child, person=person, by=coordinator, copy=ALL)
    assert people_queries.diagnoses(person).get(condition="autism").status == "confirmed"
    assert {(c.name, c.relationship) for c in people_queries.contacts(person)} == {
        ("Dr Grey", "doctor"),
        ("Pat Filler", "Mother"),
    }


def names(referral):
    return [around.words for around in submitted.contacts(referral)]


def test_what_others_say_of_themselves_is_kept_as_said(area, in_area):
    trusted = {"trusted": {"trusted_name": "Robin Trusted", "trusted_phone": "07700 900456"}}
    child = of_child(area, contact_way="somebody", **trusted)
    assert names(child) == ["Pat Filler, Mother", "Robin Trusted, Somebody they trust"]
    assert submitted.contacts(child)[0].fields["authority"] == "parental_responsibility"
    carer = make_referral(area, who_about="care_for", said={"authority": {"authority": ["attorney"]}})
    assert submitted.contacts(carer)[0].fields["authority"] == "attorney"
    assert (submitted.holder(carer), submitted.holder_name(carer)) == ("family", "Pat Filler")
    nobody = make_referral(area, who_about="care_for", said={"authority": {"authority": ["none"]}})
    assert submitted.contacts(nobody)[0].fields["authority"] == "not_known"


def test_a_professional_and_a_helper_are_people_around(area, in_area):
    work = {"filler_work": {"filler_job": "Social worker", "filler_organisation": "Transitions team"}}
    worker = submitted.contacts(make_referral(area, who_about="work_with", said=work))[0].fields
    assert (worker["is_professional"], worker["relationship"]) == (True, "Social worker")
    assert worker["organisation_name"] == "Transitions team"
    helper = {"helper_name": "Jo Helper", "helper_relationship": "my sister", "helper_may_talk": "no"}
    own = make_referral(area, said={"helped": "yes", "helper_details": helper})
    (around,) = submitted.contacts(own)
    assert (around.words, around.fields["note"]) == ("Jo Helper, my sister", "Do not talk to them.")
    assert submitted.holder_name(own) == "Robin Ashdown"


def test_language_and_letters_are_read_from_the_form(area, in_area):
    policy = policies.current(area.pk)
    asked = {"interpreter": {"interpreter": "yes", "interpreter_note": ""}}
    polish = make_referral(
        area, said={"language": "pl", "address_safe": "not_known", "adjustments_other": "Breaks"} | asked
    )
    said = submitted.needs(polish, policy)
    assert (said["language"], said["interpreter_needed"]) == ("Polish", True)
    assert said["adjustments"].endswith("\nBreaks")
    assert submitted.safe_contact(polish)["contact_unsafe"] == submitted.UNSAFE_LETTERS
    other = make_referral(area, said={"language": "other", "language_other": "Tigrinya"})
    assert submitted.needs(other, policy)["language"] == "Tigrinya"
    assert "interpreter_needed" not in submitted.needs(other, policy)


def test_a_form_with_little_in_it_says_little(area, in_area):
    bare = make_referral(area, answers={"_cleaned": {}, "_form": {}})
    policy = policies.current(area.pk)
    assert submitted.identity(bare) == submitted.needs(bare, policy) == submitted.safe_contact(bare) == {}
    assert submitted.contacts(bare) == submitted.diagnoses(bare) == []


def test_a_new_person_is_made_with_what_staff_accept(referral, coordinator):
    identity = submitted.identity(referral)
    assert (identity["given_name"], identity["nhs_number"], identity["postcode"]) == ("Robin", NUMBER, "CV1 2NT")
    made = matching.create_person_from(referral=referral, identity=identity | {"given_name": "Robyn"}, by=coordinator)
    assert (made.given_name, made.address) == ("Robyn", "1 Test Street\nCoventry")
    assert Referral.objects.get(pk=referral.pk).person == made
    assert queries.matches(referral)[0].what == "created"


def test_an_nhs_number_of_somebody_else_makes_nobody(referral, coordinator):
    make_person(coordinator, nhs_number=NUMBER)
    with pytest.raises(Refused, match="already has this NHS number"):
        matching.create_person_from(referral=referral, identity=submitted.identity(referral), by=coordinator)
    assert not queries.matches(referral).exists()


def test_a_referral_is_matched_once(referral, person, coordinator):
    matching.match(referral=referral, person=person, by=coordinator)
    with pytest.raises(Conflict, match="matched to a person already"):
        matching.match(referral=referral, person=person, by=coordinator)
    with pytest.raises(Conflict):
        matching.create_person_from(referral=referral, identity={"given_name": "A", "family_name": "B"}, by=coordinator)


def test_undoing_a_match_takes_views_and_clock_away(referral, person, coordinator):
    matching.match(referral=referral, person=person, by=coordinator)
    undone = matching.unmatch(referral=referral, reason="Another Alex", by=coordinator)
    assert undone.person is None
    assert task_queries.for_referral(referral.pk).get().person is None
    assert not people_queries.views(person).exists()
    assert ExpressedView.objects.filter(person=person, entered_in_error_reason="Another Alex").exists()
    assert [row.what for row in queries.matches(referral)] == ["unmatched", "matched"]
    matching.match(referral=referral, person=person, by=coordinator)
    assert people_queries.views(person).exists()


def test_undoing_needs_a_match_and_a_reason(referral, person, coordinator):
    with pytest.raises(Refused, match="not matched"):
        matching.unmatch(referral=referral, reason="x", by=coordinator)
    matching.match(referral=referral, person=person, by=coordinator)
    with pytest.raises(Refused, match="Say why"):
        matching.unmatch(referral=referral, reason=" ", by=coordinator)


def test_nothing_is_matched_once_the_referral_has_ended(referral, person, coordinator):
    handling.withdraw(referral=referral, asked_by="Alex", reason="x", by=coordinator)
    ended = Referral.objects.get(pk=referral.pk)
    assert not rules.can_match(ended)
    assert not rules.can_unmatch(ended)
    with pytest.raises(Refused):
        matching.match(referral=referral, person=person, by=coordinator)


def test_two_matches_at_once(referral, person, coordinator):
    seen = rules.version(referral)
    matching.match(referral=referral, person=person, by=coordinator, seen=seen)
    with pytest.raises(Conflict):
        matching.unmatch(referral=referral, reason="x", by=coordinator, seen=seen)


def test_a_date_of_birth_known_in_part_stays_approximate(area, coordinator):
    with coordinator.scope():
        referral = make_referral(area, said={"born_on": "2001"})
        person = matching.create_person_from(referral=referral, identity=submitted.identity(referral), by=coordinator)
    assert (person.born_on.year, person.born_on_is_approximate) == (2001, True)


def test_a_view_about_an_organisation_the_area_no_longer_has_is_not_recorded(referral, person, coordinator):
    Organisation.objects.filter(area_id=referral.area_id, code="cwpt").update(is_active=False)
    matching.match(referral=referral, person=person, by=coordinator)
    assert "share" not in {view.kind for view in people_queries.views(person)}


def test_copying_what_nobody_said_makes_no_new_version(area, coordinator, person):
    silent = {"contact_way": "", "contact_times": "", "voicemail": "", "address_safe": ""}
    people.record_profile(person=person, by=coordinator, contact_times="Evenings")
    matching.match(referral=make_referral(area, said=silent), person=person, by=coordinator, copy=("safe_contact",))
    assert people_queries.profile(person).contact_times == "Evenings"
    assert CommunicationProfile.objects.filter(person=person).count() == 1


def test_a_referral_not_matched_has_no_person(referral):
    with pytest.raises(Refused, match="Match the referral"):
        rules.matched_person(referral)
