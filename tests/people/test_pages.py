"""What the pages about a person do; what holds for every one of them is in ``test_every_page``."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.people import actions, queries
from tests.factories.accounts import make_actor
from tests.factories.people import CHILD, decide, lacking, make_person, organisation
from tests.factories.person_world import address_of, make_world
from tests.people.conftest import COVENTRY, TRUST, WARWICKSHIRE
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(browser_as, coordinator):
    return browser_as(coordinator)


@pytest.fixture
def mind(area):
    return make_actor(area, "cw-mind", "partner")


@pytest.fixture
def world(coordinator, lead):
    return make_world(coordinator, lead)


def posted(client, name, person, data, **parts):
    response = client.post(reverse(name, kwargs={"pid": person.public_id, **parts}), data)
    assert response.status_code == 302, texts(assert_valid_html(response.text), ".nhsuk-error-summary li")
    return response


def on(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


TODAY = clock.today()
OWN = {"answer": "agreed", "decided_by_name": "Ada", "format": "spoken", "language": "en", "replaces": "none"}


class TestDecisions:
    def record(self, client, person, data, *, topic="join", basis="own"):
        return client.post(
            reverse("decision_record", kwargs={"pid": person.public_id, "topic": topic, "basis": basis}),
            OWN | on("decided_on", TODAY) | data,
        )

    @pytest.fixture
    def ada(self, coordinator):
        with coordinator.scope():
            return make_person(coordinator, council=COVENTRY)

    def current(self, person, by, kind="join", code=None):
        with by.scope():
            return queries.current_decision(person, kind, organisation(by, code) if code else None)

    def test_what_then_who_then_the_answer(self, team, ada, coordinator):
        first = team.get(reverse("decision_topic", kwargs={"pid": ada.public_id}), {"topic": "share-cwpt"})
        assert first.url.endswith("/decisions/record/share-cwpt/")
        second = team.get(first.url, {"basis": "own"})
        assert second.url.endswith("/decisions/record/share-cwpt/own/")
        document = assert_valid_html(team.get(second.url).text)
        assert "May we share with" in " ".join(texts(document, ".nhsuk-inset-text"))
        response = self.record(team, ada, {"level": "plan"}, topic="share-cwpt")
        assert response.status_code == 302
        decision = self.current(ada, coordinator, "share", TRUST)
        assert (decision.level, decision.basis) == ("plan", "own")
        assert decision.wording.startswith("May we share with Coventry and Warwickshire Partnership NHS Trust")

    def test_a_best_interests_no_about_sharing(self, team, ada, coordinator):
        with coordinator.scope():
            trust = organisation(coordinator, TRUST)
            assessment = lacking(ada, "share", coordinator, organisation=trust)
        address = reverse("best_interests_record", kwargs={"pid": ada.public_id, "cid": assessment.public_id})
        filled = {
            "made_by_name": "Sam",
            "wishes": "No",
            "consulted": "Sister",
            "less_restrictive": "None",
            "advocate": "None",
            "in_best_interests": "no",
        }
        assert team.post(address, filled | on("made_on", TODAY)).url.endswith("share-cwpt/best-interests/")
        assert self.record(team, ada, {}, topic="share-cwpt", basis="best-interests").status_code == 302
        assert self.current(ada, coordinator, "share", TRUST).answer == "refused"

    def test_yesterdays_decision_is_dated_midday(self, team, ada, coordinator):
        self.record(team, ada, on("decided_on", TODAY - timedelta(days=1)))
        assert clock.to_london(self.current(ada, coordinator).decided_at).hour == 12

    @pytest.mark.parametrize(
        ("basis", "words"),
        [
            ("best-interests", "A capacity assessment comes first"),
            ("attorney", "A capacity assessment comes first"),
        ],
    )
    def test_what_comes_first_is_said(self, team, ada, basis, words):
        address = reverse("decision_record", kwargs={"pid": ada.public_id, "topic": "join", "basis": basis})
        document = assert_valid_html(team.get(address).text)
        assert words in " ".join(texts(document, ".nhsuk-warning-callout"))
        assert document.query("main form") == []

    def test_then_the_best_interests_record(self, team, ada, coordinator):
        with coordinator.scope():
            lacking(ada, "join", coordinator)
        address = reverse("decision_record", kwargs={"pid": ada.public_id, "topic": "join", "basis": "best-interests"})
        assert "The best-interests record comes first" in team.get(address).text

    def test_then_the_attorney_on_record(self, team, ada, coordinator):
        with coordinator.scope():
            lacking(ada, "join", coordinator)
        address = reverse("decision_record", kwargs={"pid": ada.public_id, "topic": "join", "basis": "attorney"})
        assert "Nobody on record holds this authority" in team.get(address).text
        with coordinator.scope():
            jo = actions.add_contact(person=ada, by=coordinator, name="Jo", relationship="Sister", authority="attorney")
        filled = {"decided_by_contact": jo.public_id, "authority_seen": "Registered power, 2 November"}
        assert self.record(team, ada, filled, basis="attorney").status_code == 302
        assert self.current(ada, coordinator).decided_by_name == "Jo"

    def test_a_child_is_asked_first(self, team, coordinator):
        with coordinator.scope():
            child = make_person(coordinator, born_on=CHILD)
        document = assert_valid_html(
            team.get(reverse("decision_basis", kwargs={"pid": child.public_id, "topic": "join"})).text
        )
        assert [e.attrs["value"] for e in document.query("input[type=radio]")] == ["gillick", "parental"]

    def test_a_parents_decision_says_what_was_found_about_the_child(self, team, coordinator):
        with coordinator.scope():
            child = make_person(coordinator, born_on=CHILD)
            jo = actions.add_contact(
                person=child, by=coordinator, name="Jo", relationship="Mother", authority="parental_responsibility"
            )
        refused = self.record(team, child, {"decided_by_contact": jo.public_id}, basis="parental")
        assert "Say what you found about whether the child can decide this" in refused.text
        filled = {"decided_by_contact": jo.public_id, "competence_note": "Too young to weigh it"}
        assert self.record(team, child, filled, basis="parental").status_code == 302

    def test_without_a_date_of_birth_nobody_decides(self, team, coordinator):
        with coordinator.scope():
            person = make_person(coordinator, born_on=None)
        address = reverse("decision_basis", kwargs={"pid": person.public_id, "topic": "join"})
        assert "no date of birth is recorded" in team.get(address).text

    def test_no_such_topic_or_basis(self, team, ada):
        for topic, basis in [("nothing", "own"), ("share-warwickshire-county-council", "own"), ("join", "magic")]:
            address = reverse("decision_record", kwargs={"pid": ada.public_id, "topic": topic, "basis": basis})
            assert team.get(address).status_code == 404

    def test_what_a_rule_refuses_keeps_what_was_typed(self, team, ada, coordinator):
        with coordinator.scope():
            lacking(ada, "join", coordinator)
        response = self.record(team, ada, {"note": "typed with care"})
        document = assert_valid_html(response.text)
        assert "cannot make this decision" in texts(document, ".nhsuk-error-summary")[0]
        assert "typed with care" in response.text
        assert self.current(ada, coordinator) is None

    def test_two_editors_see_both(self, team, ada, coordinator):
        with coordinator.scope():
            decide(ada, "join", coordinator, answer="refused", decided_by_name="Ada to a colleague")
        response = self.record(team, ada, {"note": "typed with care"})
        document = assert_valid_html(response.text)
        assert "Ada to a colleague" in texts(document, ".nhsuk-warning-callout")[0]
        assert "typed with care" in response.text
        seen = next(e.attrs["value"] for e in document.query("input[name=replaces]"))
        assert self.record(team, ada, {"replaces": seen}).status_code == 302
        assert self.current(ada, coordinator).answer == "agreed"

    def test_withdrawing_says_first_what_will_change(self, world, team, coordinator):
        person, decision = world["person"], world["decision"]
        address = reverse("decision_withdraw", kwargs={"pid": person.public_id, "did": decision.public_id})
        text = texts(assert_valid_html(team.get(address).text), ".nhsuk-warning-callout")[0]
        assert "Coventry and Warwickshire Partnership NHS Trust can no longer see the person" in text
        assert "it was shared without agreement" in text
        assert "still sees the person until" in text
        assert "leaves the register" in text
        posted(team, "decision_withdraw", person, {"withdrawn_by_name": "Ada"}, did=decision.public_id)
        assert self.current(person, coordinator).withdrawn_by_name == "Ada"
        again = team.post(address, {"withdrawn_by_name": "Ada"})
        assert "no agreement to withdraw" in again.text

    def test_withdrawing_what_opened_nothing(self, team, ada, coordinator):
        with coordinator.scope():
            decision = decide(ada, "discuss", coordinator)
        address = reverse("decision_withdraw", kwargs={"pid": ada.public_id, "did": decision.public_id})
        assert "Nobody loses sight" in team.get(address).text

    def test_the_partner_gets_404_after_the_withdrawal(self, world, team, browser_as, partner):
        address = reverse("person_decisions", kwargs={"pid": world["person"].public_id})
        trust = browser_as(partner)
        assert trust.get(address).status_code == 200
        posted(
            team, "decision_withdraw", world["person"], {"withdrawn_by_name": "Ada"}, did=world["decision"].public_id
        )
        assert trust.get(address).status_code == 404

    def test_a_view_is_recorded_beside_the_decisions(self, team, ada, coordinator):
        data = {
            "topic": "join",
            "holder": "family",
            "holder_name": "Jo",
            "answer": "refused",
            "source": "Telephone",
        } | on("said_on", TODAY)
        posted(team, "view_record", ada, data)
        with coordinator.scope():
            assert queries.views(ada).get().holder_name == "Jo"

    def test_the_lead_gives_the_reason_at_16(self, browser_as, lead, coordinator, time_machine):
        time_machine.move_to(clock.now().replace(year=2027, month=4, day=20, hour=12))
        with coordinator.scope():
            child = make_person(coordinator, born_on=date(2011, 3, 14))
            jo = actions.add_contact(
                person=child, by=coordinator, name="Jo", relationship="Mother", authority="parental_responsibility"
            )
            decision = decide(
                child,
                "join",
                coordinator,
                basis="parental",
                decided_by_contact=jo,
                decided_by_name="Jo",
                decided_at=clock.now().replace(year=2026),
            )
        client = browser_as(lead)
        assert "To be taken again" in client.get(reverse("person_decisions", kwargs={"pid": child.public_id})).text
        posted(client, "retake_end", child, {"reason": "Met twice"}, did=decision.public_id)
        assert self.current(child, lead).lapsed_at is not None
        assert "No longer holds" in client.get(reverse("person_decisions", kwargs={"pid": child.public_id})).text


class TestPartners:
    """A partner with a summary sees what the field table says and nothing else."""

    @pytest.fixture
    def icb(self, area, world):
        return make_actor(area, "cw-icb", "partner")

    @pytest.fixture
    def trust_summary(self, world, coordinator):
        with coordinator.scope():
            decide(world["person"], "share", coordinator, share_with="cw-mind", level="summary")
        return world["person"]

    @pytest.mark.parametrize("name", ["person_capacity", "person_information", "person_contacts", "person_diagnosis"])
    def test_what_a_summary_does_not_show_is_404(self, trust_summary, browser_as, mind, name):
        address = reverse(name, kwargs={"pid": trust_summary.public_id})
        assert browser_as(mind).get(address).status_code == 404

    def test_a_plan_shows_contacts_and_diagnosis(self, world, browser_as, icb):
        for name in ("person_contacts", "person_diagnosis"):
            response = browser_as(icb).get(reverse(name, kwargs={"pid": world["person"].public_id}))
            assert response.status_code == 200
            assert "/add/" not in response.text

    def test_details_without_the_address(self, trust_summary, browser_as, mind):
        response = browser_as(mind).get(reverse("person_identity", kwargs={"pid": trust_summary.public_id}))
        assert trust_summary.full_name in response.text
        for hidden in ("1 High Street", "CV1 1AA", "01632", "Corrections", "Told by Ada"):
            assert hidden not in response.text

    def test_its_own_sharing_decision_and_no_other(self, trust_summary, browser_as, mind):
        response = browser_as(mind).get(reverse("person_decisions", kwargs={"pid": trust_summary.public_id}))
        document = assert_valid_html(response.text)
        assert texts(document, "main section h2") == ["Share with Coventry and Warwickshire Mind Agreed"]
        assert "I do not want it" not in response.text
        assert "Record a" not in response.text

    def test_its_own_line_of_who_sees_what(self, trust_summary, browser_as, mind):
        response = browser_as(mind).get(reverse("person_sharing", kwargs={"pid": trust_summary.public_id}))
        document = assert_valid_html(response.text)
        assert len(document.query("main tbody tr")) == 1
        assert "without agreement" not in response.text.lower()

    def test_the_trust_at_full_level_records_no_decision(self, world, browser_as, area):
        clinician = make_actor(area, TRUST, "clinician")
        client = browser_as(clinician)
        address = reverse("person_decisions", kwargs={"pid": world["person"].public_id})
        assert "Record a decision" not in client.get(address).text
        blocked = reverse("decision_topic", kwargs={"pid": world["person"].public_id})
        assert client.get(blocked).status_code == 403


class TestCapacity:
    def test_the_outcome_is_said(self, world, team):
        person = world["person"]
        data = {
            "assessed_by_name": "Dr Grey",
            "help_given": "Pictures",
            "understand": "yes",
            "retain": "yes",
            "weigh": "not_known",
            "communicate": "yes",
            "because_of_impairment": "no",
        } | on("assessed_on", TODAY)
        response = posted(team, "capacity_record", person, data, topic="cetr")
        assert "treated as able" in team.get(response.url).text

    def test_it_warns_of_what_would_end(self, world, team):
        address = reverse("capacity_record", kwargs={"pid": world["person"].public_id, "topic": "cetr"})
        assert "If you find that they can decide" in team.get(address).text

    def test_a_child_is_not_assessed(self, team, coordinator):
        with coordinator.scope():
            child = make_person(coordinator, born_on=CHILD)
        data = dict.fromkeys(("understand", "retain", "weigh", "communicate"), "yes") | {
            "assessed_by_name": "Dr Grey",
            "help_given": "Pictures",
            "because_of_impairment": "no",
        }
        address = reverse("capacity_record", kwargs={"pid": child.public_id, "topic": "join"})
        assert "applies from 16" in team.post(address, data | on("assessed_on", TODAY)).text

    def test_a_second_assessment_makes_the_first_useless(self, world, team, coordinator):
        with coordinator.scope():
            lacking(world["person"], "cetr", coordinator)
        data = {
            "made_by_name": "Sam",
            "wishes": "x",
            "consulted": "x",
            "less_restrictive": "x",
            "advocate": "x",
            "in_best_interests": "yes",
        } | on("made_on", TODAY)
        ids = {"pid": world["person"].public_id, "cid": world["assessment"].public_id}
        assert "latest capacity assessment" in team.post(reverse("best_interests_record", kwargs=ids), data).text

    @pytest.mark.parametrize(("sure", "marked"), [("yes", True), ("no", False)])
    def test_entered_in_error(self, world, team, sure, marked, coordinator):
        posted(
            team,
            "capacity_in_error",
            world["person"],
            {"sure": sure, "reason": "Another person"},
            cid=world["assessment"].public_id,
        )
        with coordinator.scope():
            world["assessment"].refresh_from_db()
        assert (world["assessment"].entered_in_error_at is not None) is marked
        page = team.get(reverse("person_capacity", kwargs={"pid": world["person"].public_id})).text
        assert ("Entered in error</strong>" in page) is marked


class TestNeeds:
    PROFILE = {"how_to_talk_to_me": "Slowly", "interpreter_needed": "yes", "language": "Polish", "voicemail": "no"}

    def test_the_profile_is_saved_and_comes_first(self, world, team, coordinator):
        person = world["person"]
        posted(team, "profile_edit", person, self.PROFILE | {"replaces": "none", "formats": ["easy_read", "audio"]})
        with coordinator.scope():
            profile = queries.profile(person)
        assert (profile.formats, profile.no_voicemail, profile.interpreter_needed) == (
            ["easy_read", "audio"],
            True,
            True,
        )
        document = assert_valid_html(team.get(reverse("person_sharing", kwargs={"pid": person.public_id})).text)
        assert texts(document, ".dsr-person__talk p") == ["Slowly"]
        assert texts(document, ".dsr-flag") == ["Interpreter: Polish", "Do not leave voicemail"]
        form = assert_valid_html(team.get(reverse("profile_edit", kwargs={"pid": person.public_id})).text)
        assert [e.attrs["value"] for e in form.query("input[checked]")] == ["easy_read", "audio", "yes", "no"]

    def test_two_editors_see_both(self, world, team, coordinator):
        person = world["person"]
        with coordinator.scope():
            actions.record_profile(person=person, by=coordinator, how_to_talk_to_me="Loudly", formats=["audio"])
        address = reverse("profile_edit", kwargs={"pid": person.public_id})
        response = team.post(address, self.PROFILE | {"replaces": "none"})
        document = assert_valid_html(response.text)
        assert "Loudly" in texts(document, ".dsr-compare")[0]
        seen = next(e.attrs["value"] for e in document.query("input[name=replaces]"))
        posted(team, "profile_edit", person, self.PROFILE | {"replaces": seen})
        with coordinator.scope():
            assert queries.profile(person).how_to_talk_to_me == "Slowly"

    def test_a_contact_comes_and_goes(self, world, team, coordinator):
        person = world["person"]
        data = {
            "name": "Kim Field",
            "relationship": "Social worker",
            "is_professional": "yes",
            "organisation_name": "The council",
            "phone": "01632 960001",
            "authority": "none",
        }
        posted(team, "contact_add", person, data)
        with coordinator.scope():
            kim = queries.contacts(person).get(name="Kim Field")
        assert kim.is_professional
        posted(team, "contact_end", person, {"reason": "Left the council"}, cid=kim.public_id)
        page = team.get(reverse("person_contacts", kwargs={"pid": person.public_id})).text
        assert "Left the council" in page

    def test_a_diagnosis_is_recorded(self, world, team, coordinator):
        person = world["person"]
        data = {"status": "confirmed", "confirmed_by_name": "Dr Grey", "confirmed_when": "2019", "replaces": "none"}
        posted(team, "diagnosis_record", person, data, condition="learning-disability")
        with coordinator.scope():
            assert queries.diagnoses(person).get(condition="learning_disability").confirmed_when == "2019"

    def test_two_editors_of_a_diagnosis_see_both(self, world, team):
        ids = {"pid": world["person"].public_id, "condition": "autism"}
        response = team.post(reverse("diagnosis_record", kwargs=ids), {"status": "not_known", "replaces": "none"})
        assert "Confirmed" in texts(assert_valid_html(response.text), ".dsr-compare")[0]

    def test_no_such_condition(self, world, team):
        ids = {"pid": world["person"].public_id, "condition": "measles"}
        assert team.get(reverse("diagnosis_record", kwargs=ids)).status_code == 404

    def test_that_there_is_nobody_to_tell_is_recorded_too(self, world, team, coordinator):
        person = world["person"]
        posted(
            team,
            "information_add",
            person,
            {"recipient": "supporting_service", "there_is": "no"} | on("given_on", TODAY),
        )
        with coordinator.scope():
            assert queries.information_given(person).filter(not_applicable=True).count() == 1


class TestIdentity:
    def data(self, person, **changes):
        return {
            "given_name": person.given_name,
            "family_name": person.family_name,
            **on("born_on", person.born_on),
            "has_address": "yes",
            "address": "1 High Street",
            "postcode": "CV1 1AA",
            "reason": "Told by Ada",
            "replaces": str(person.revision),
            **changes,
        }

    @pytest.fixture
    def ada(self, world, coordinator):
        with coordinator.scope():
            world["person"].refresh_from_db()
        return world["person"]

    def test_a_correction_shows_what_changed(self, ada, team):
        posted(team, "identity_edit", ada, self.data(ada, preferred_name="Addie"))
        text = team.get(reverse("person_identity", kwargs={"pid": ada.public_id})).text
        assert "Likes to be called: from nothing to Addie" in text

    def test_an_approximate_birth_date(self, ada, team, coordinator):
        data = self.data(ada, born_on_day="", born_on_month="3", born_on_year="1991")
        posted(team, "identity_edit", ada, data)
        with coordinator.scope():
            ada.refresh_from_db()
        assert (ada.born_on, ada.born_on_is_approximate) == (date(1991, 3, 1), True)
        form = assert_valid_html(team.get(reverse("identity_edit", kwargs={"pid": ada.public_id})).text)
        assert "value" not in next(iter(form.query("#born_on-day"))).attrs

    def test_no_birth_date_and_no_address(self, ada, team, coordinator):
        data = self.data(ada, born_on_day="", born_on_month="", born_on_year="", has_address="no")
        posted(team, "identity_edit", ada, data)
        with coordinator.scope():
            ada.refresh_from_db()
        assert (ada.born_on, ada.no_fixed_address, ada.address, ada.postcode) == (None, True, "", "")

    def test_two_editors_see_both(self, ada, team, coordinator):
        with coordinator.scope():
            actions.amend_identity(
                person=ada,
                changes={"preferred_name": "Adele"},
                reason="x",
                expected_revision=ada.revision,
                by=coordinator,
            )
        address = reverse("identity_edit", kwargs={"pid": ada.public_id})
        response = team.post(address, self.data(ada, preferred_name="Addie"))
        document = assert_valid_html(response.text)
        assert "Adele" in texts(document, ".dsr-compare")[0]
        seen = next(e.attrs["value"] for e in document.query("input[name=replaces]"))
        posted(team, "identity_edit", ada, self.data(ada, preferred_name="Addie", replaces=seen))

    def test_a_forged_revision_conflicts(self, ada, team):
        address = reverse("identity_edit", kwargs={"pid": ada.public_id})
        assert "Somebody else saved this" in team.post(address, self.data(ada, replaces="x")).text

    def test_somebody_elses_number_is_refused(self, ada, team, coordinator):
        with coordinator.scope():
            make_person(coordinator, nhs_number="9434765919")
        address = reverse("identity_edit", kwargs={"pid": ada.public_id})
        assert "already has this NHS number" in team.post(address, self.data(ada, nhs_number="9434765919")).text

    def test_a_hidden_address_is_hidden_everywhere_but_for_a_reason(self, ada, team, lead):
        actions_address = reverse("address_reveal", kwargs={"pid": ada.public_id})
        posted(team, "identity_edit", ada, self.data(ada, address="2 New Street", postcode="CV1 2AA"))
        posted(team, "address_sensitive", ada, {"sensitive": "yes", "reason": "Fled violence"})
        for name in ("person_identity", "identity_edit", "residence_confirm", "address_reveal"):
            text = team.get(reverse(name, kwargs={"pid": ada.public_id})).text
            assert "Street" not in text
            assert "CV1" not in text
        response = team.post(actions_address, {"reason": "Taxi for tomorrow"})
        assert "2 New Street" in response.text
        with scope.job(name="test", area_id=lead.area_id):
            event = Event.objects.filter(action="address_reveal").order_by("-pk").first()
        assert (event.why, event.kind) == ("Taxi for tomorrow", "read")

    def test_a_hidden_address_survives_a_correction(self, ada, team, coordinator):
        posted(team, "address_sensitive", ada, {"sensitive": "yes", "reason": "Fled violence"})
        posted(team, "identity_edit", ada, self.data(ada, preferred_name="Addie"))
        with coordinator.scope():
            ada.refresh_from_db()
        assert ada.address == "1 High Street"
        assert (
            "shown"
            in team.post(
                reverse("address_sensitive", kwargs={"pid": ada.public_id}),
                {"sensitive": "no", "reason": "Safe again"},
                follow=True,
            ).text
        )

    def test_the_postcode_suggests_and_a_human_confirms(self, ada, team, coordinator):
        with coordinator.scope():
            decide(ada, "share", coordinator, share_with=COVENTRY)
        text = team.get(reverse("residence_confirm", kwargs={"pid": ada.public_id})).text
        assert "can no longer see the person, from that moment" in text
        council = organisation(coordinator, WARWICKSHIRE)
        posted(team, "residence_confirm", ada, {"council": council.public_id, "basis": "Placed there by Warwickshire"})
        with coordinator.scope():
            ada.refresh_from_db()
        assert ada.council == council


class TestOverrides:
    def test_asked_approved_and_ended(self, world, team, browser_as, lead, area, coordinator):
        person, mind_office = world["person"], organisation(coordinator, "cw-mind")
        data = {
            "organisation": mind_office.public_id,
            "level": "summary",
            "ground": "serious_harm",
            "justification": "Tonight",
            "person_told": "no",
            "why_not_told": "Could not be reached",
        } | on("until", TODAY + timedelta(days=2))
        posted(team, "override_request", person, data)
        with coordinator.scope():
            asked = queries.overrides(person).get(organisation=mind_office)
        mind = browser_as(make_actor(area, "cw-mind", "partner"))
        address = reverse("person_sharing", kwargs={"pid": person.public_id})
        assert mind.get(address).status_code == 404
        posted(browser_as(lead), "override_decide", person, {"answer": "approve"}, oid=asked.public_id)
        assert mind.get(address).status_code == 200
        posted(team, "override_end", person, {"reason": "She is safe"}, oid=asked.public_id)
        assert mind.get(address).status_code == 404

    def test_refused(self, world, browser_as, lead):
        client = browser_as(lead)
        posted(client, "override_decide", world["person"], {"answer": "refuse"}, oid=world["waiting"].public_id)
        assert "Refused" in client.get(reverse("person_sharing", kwargs={"pid": world["person"].public_id})).text

    def test_a_coordinator_does_not_decide(self, world, team):
        ids = {"pid": world["person"].public_id, "oid": world["waiting"].public_id}
        assert team.get(reverse("override_decide", kwargs=ids)).status_code == 404

    def test_the_lead_does_not_decide_on_their_own_request(self, world, browser_as, lead):
        with lead.scope():
            own = actions.request_override(
                person=world["person"],
                organisation=organisation(lead, "cw-mind"),
                level="summary",
                ground="serious_harm",
                justification="x",
                until=actions.end_of_day(TODAY + timedelta(days=2)),
                person_told=True,
                by=lead,
            )
        ids = {"pid": world["person"].public_id, "oid": own.public_id}
        response = browser_as(lead).post(reverse("override_decide", kwargs=ids), {"answer": "approve"})
        assert "Somebody else must approve" in response.text

    def test_too_long_is_refused_with_everything_kept(self, world, team, coordinator):
        data = {
            "organisation": organisation(coordinator, "cw-mind").public_id,
            "level": "summary",
            "ground": "serious_harm",
            "justification": "typed with care",
            "person_told": "yes",
        } | on("until", TODAY + timedelta(days=60))
        response = team.post(reverse("override_request", kwargs={"pid": world["person"].public_id}), data)
        assert "within 28 days" in response.text
        assert "typed with care" in response.text


class TestSearch:
    @pytest.fixture
    def many(self, coordinator):
        with coordinator.scope():
            return [make_person(coordinator, given_name="Robin", family_name=f"Finch{n:03}") for n in range(60)]

    def ask(self, client, q):
        response = client.post(reverse("person_search"), {"q": q})
        assert response.status_code == 302
        return response.url

    def test_no_name_stands_in_the_address(self, world, team):
        assert "Ada" not in self.ask(team, "Ada")

    def test_a_number_finds_one(self, team, coordinator):
        with coordinator.scope():
            person = make_person(coordinator, nhs_number="9434765919")
        document = assert_valid_html(team.get(self.ask(team, "943 476 5919")).text)
        assert texts(document, "main tbody th a") == [person.full_name]

    def test_one_event_names_everybody_shown(self, many, team, area):
        team.get(self.ask(team, "Robin Finch"))
        with scope.job(name="test", area_id=area.pk):
            event = Event.objects.get(action="person_search", kind="read")
        assert len(event.people) == 25
        assert len(event.targets) == 1

    def test_25_at_most_and_it_says_so(self, many, team):
        document = assert_valid_html(team.get(self.ask(team, "Robin Finch")).text)
        assert len(document.query("main tbody tr")) == 25
        assert "There are more" in document.to_text()

    def test_it_says_what_was_not_searched(self, world, team, browser_as, mind):
        assert "were not searched" in team.get(self.ask(team, "nobody at all")).text
        assert "and nobody else" in browser_as(mind).get(self.ask(browser_as(mind), "Ada")).text

    def test_an_organisation_not_involved_finds_nobody(self, world, browser_as, mind):
        client = browser_as(mind)
        assert "Nobody was found" in client.get(self.ask(client, world["person"].full_name)).text

    def test_another_workers_search_is_404(self, world, browser_as, lead, coordinator):
        address = address_of("person_search_results", world)
        assert browser_as(lead).get(address).status_code == 200
        assert browser_as(coordinator).get(address).status_code == 404

    def test_too_little_to_search_for(self, team):
        assert "at least 2 letters" in team.post(reverse("person_search"), {"q": "a"}).text

    @pytest.mark.parametrize("count", [1, 10, 50])
    def test_the_number_of_statements_does_not_grow(self, count, coordinator, team, django_assert_max_num_queries):
        with coordinator.scope():
            for n in range(count):
                make_person(coordinator, given_name="Robin", family_name=f"Finch{n:03}", council=None)
        address = self.ask(team, "Robin Finch")
        team.get(address)
        with django_assert_max_num_queries(16):
            team.get(address)
