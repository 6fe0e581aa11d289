"""The register team's pages: what each shows, what each does, and that nobody else opens any."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import dsr.config.urls  # noqa: F401  (registers the kinds of address that the next lines use)
from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.messages.models import Message
from dsr.people import actions as people
from dsr.referrals import queries, rules
from dsr.referrals.actions import contact, discussion, handling, matching
from dsr.referrals.models import Referral
from dsr.referrals.urls import urlpatterns
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person
from tests.factories.referral_rows import attempt, contacted, make_referral
from tests.factories.register import COUNCIL, ready_to_join
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db
LONG = "Maximiliana-Theodora Featherstonehaugh-Cholmondeley Wolfeschlegelsteinhausen"
TEAM_ONLY = sorted(
    pattern.name for pattern in urlpatterns if pattern.name and pattern.name.startswith(("referral_", "attempt_"))
)


@pytest.fixture
def client(browser_as, coordinator):
    return browser_as(coordinator)


@pytest.fixture
def referral(area, coordinator):
    with coordinator.scope():
        return make_referral(area, said={"decision": "agreed"})


@pytest.fixture
def spoken(area, coordinator):
    """Spoken to and matched, by somebody who agrees to a discussion."""
    with coordinator.scope():
        person = make_person(coordinator, council=COUNCIL)
        made = contacted(make_referral(area, said={"decision": "agreed"}), coordinator)
        matching.match(referral=made, person=person, by=coordinator)
        decide(person, "discuss", coordinator)
        return queries.get_visible(coordinator, made.public_id)


def href(name, referral, **more):
    return reverse(name, kwargs={"pid": referral.public_id, **more})


def now(referral):
    with scope.job(name="test", area_id=referral.area_id):
        return Referral.objects.select_related("owner", "person").get(pk=referral.pk)


def shown(response):
    assert response.status_code == 200, response.status_code
    return assert_valid_html(response.text)


def seen(referral):
    return {"seen": rules.version(now(referral))}


def test_the_list_says_state_clock_and_owner_in_words(client, area, coordinator):
    with coordinator.scope():
        make_referral(area, subject_name=LONG, same_day=True, contact_due_at=clock.now() - timedelta(days=2))
    page = shown(client.get(reverse("referral_list")))
    (row,) = texts(page, "main tbody tr")
    assert LONG in row
    assert "Same day" in row
    assert "New" in row
    assert "2 days overdue" in row
    assert "Nobody" in row
    assert "Same-day referrals first" in " ".join(texts(page, "main p"))


def test_the_list_pages_and_keeps_its_filters(client, area, coordinator):
    with coordinator.scope():
        for _ in range(26):
            make_referral(area, promise=False)
    page = shown(client.get(reverse("referral_list"), {"state": "received", "owner": "nobody"}))
    assert len(texts(page, "main tbody tr")) == 25
    links = [element.attrs["href"] for element in page.query("main nav a")]
    assert "?state=received&owner=nobody&page=2" in links
    assert len(texts(shown(client.get(reverse("referral_list"), {"page": "2"})), "main tbody tr")) == 1


@pytest.mark.parametrize("chosen", [{"state": "nonsense"}, {"due": "x", "owner": "y"}, {"council": "none"}])
def test_a_filter_that_makes_no_sense_is_left_out(client, referral, chosen):
    shown(client.get(reverse("referral_list"), chosen))


@pytest.mark.parametrize("rows", [1, 60])
def test_the_list_asks_as_often_for_many_as_for_one(client, area, coordinator, rows):
    with coordinator.scope():
        person = make_person(coordinator)
        for _ in range(rows):
            made = make_referral(area, promise=False, owner=coordinator.worker)
            Referral.objects.filter(pk=made.pk).update(person=person)
    client.get(reverse("referral_list"))
    with CaptureQueriesContext(connection) as captured:
        shown(client.get(reverse("referral_list")))
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 12, "\n".join(asked)


def test_a_search_leaves_no_name_in_the_address(client, referral):
    response = client.post(reverse("referral_search"), {"wanted": "Robyn Ashdown"})
    assert "obyn" not in response.headers["Location"]
    page = shown(client.get(response.headers["Location"]))
    assert referral.reference in texts(page, "main tbody tr")[0]
    nobody = client.post(reverse("referral_search"), {"wanted": "Zebedee"}, follow=True)
    assert "No referral has this" in shown(nobody).to_text()
    assert "Enter a reference or a name" in shown(client.post(reverse("referral_search"), {})).to_text()


def test_a_search_is_the_workers_own(client, browser_as, lead, referral):
    address = client.post(reverse("referral_search"), {"wanted": "Robin"}).headers["Location"]
    assert browser_as(lead).get(address).status_code == 404


def test_the_referral_shows_the_words_as_sent_beside_what_we_know(client, spoken):
    page = shown(client.get(href("referral", spoken)))
    words = page.to_text()
    assert "It is too loud at home and I cannot sleep." in words
    assert "contact made in time" in words
    assert spoken.person.full_name in words
    assert "We and the person spoke with each other" in words
    assert "What is missing before it can be accepted" in words


def test_only_what_may_be_done_now_is_offered(client, referral, spoken):
    fresh = texts(shown(client.get(href("referral", referral))), ".dsr-steps li")
    assert "Take this referral" in fresh
    assert "Match to a person" in fresh
    assert not {"Accept", "Bring back now", "We could not make contact", "Undo the match"} & set(fresh)
    later = texts(shown(client.get(href("referral", spoken))), ".dsr-steps li")
    assert {"Accept", "Open for discussion", "Undo the match"} <= set(later)
    assert "Match to a person" not in later


def test_a_clinician_of_the_team_reads_and_does_not_work(browser_as, clinician, referral, spoken):
    reader = browser_as(clinician)
    for one in (referral, spoken):
        page = shown(reader.get(href("referral", one)))
        assert texts(page, ".dsr-steps li") == []
        assert texts(page, "main form") == []
    assert reader.post(href("referral_take", referral)).status_code == 404


def test_same_day_is_said_loudly_until_somebody_acts(client, area, coordinator):
    with coordinator.scope():
        urgent = make_referral(area, same_day=True, same_day_reasons=["Answered yes to danger"])
    assert "Nobody has said yet" in shown(client.get(href("referral", urgent))).to_text()
    client.post(href("referral_same_day", urgent))
    assert now(urgent).same_day_seen_by == coordinator.worker
    assert client.post(href("referral_same_day", urgent)).status_code == 409


def test_taking_and_being_second(client, browser_as, lead, referral, coordinator):
    was = seen(referral)
    assert client.post(href("referral_take", referral), was).status_code == 302
    assert now(referral).owner == coordinator.worker
    second = browser_as(lead).post(href("referral_take", referral), was)
    assert second.status_code == 409
    assert "Somebody else was first" in assert_valid_html(second.text).to_text()


def test_giving(client, referral, lead):
    shown(client.get(href("referral_give", referral)))
    missing = client.post(href("referral_give", referral), {"to": ""})
    assert "Choose who should have it" in shown(missing).to_text()
    client.post(href("referral_give", referral), {"to": lead.worker.public_id, "reason": "On leave"} | seen(referral))
    assert now(referral).owner == lead.worker


def test_setting_aside_and_bringing_back(client, referral):
    shown(client.get(href("referral_set_aside", referral)))
    until = clock.today() + timedelta(days=3)
    day = {"until_day": str(until.day), "until_month": str(until.month), "until_year": str(until.year)}
    late = client.post(href("referral_set_aside", referral), day | {"until_year": "2040", "reason": "In hospital"})
    assert "no later than" in shown(late).to_text()
    assert "In hospital" in late.text
    client.post(href("referral_set_aside", referral), day | {"reason": "In hospital"} | seen(referral))
    assert now(referral).state == "set_aside"
    shown(client.get(href("referral_resume", referral)))
    client.post(href("referral_resume", referral), {"reason": ""} | seen(referral))
    assert now(referral).state == "received"


def test_stopping(client, referral):
    shown(client.get(href("referral_withdraw", referral)))
    assert "Say who asked for it" in shown(client.post(href("referral_withdraw", referral), {"reason": "x"})).to_text()
    client.post(href("referral_withdraw", referral), {"asked_by": "Robin", "reason": "Moved"} | seen(referral))
    assert now(referral).state == "withdrawn"
    page = shown(client.get(href("referral", referral)))
    assert texts(page, ".dsr-steps li") == []


def typed_contact(**changes):
    today = clock.today()
    return {
        "route": "phone",
        "outcome": "no_answer",
        "with_whom": "Robin Ashdown",
        "made_on_day": str(today.day),
        "made_on_month": str(today.month),
        "made_on_year": str(today.year),
        "made_time": clock.to_london(clock.now()).strftime("%H:%M"),
    } | changes


def test_a_contact_is_logged_from_the_form_on_the_page(client, referral):
    page = shown(client.get(href("referral", referral)))
    (form,) = [f for f in page.query("main form") if f.attrs.get("action") == href("referral_contact", referral)]
    assert form
    response = client.post(href("referral_contact", referral), typed_contact(), follow=True)
    assert "Telephone call: No answer" in shown(response).to_text()
    assert now(referral).state == "in_contact"


def test_a_conversation_asks_whether_the_need_was_met(client, referral):
    spoke = typed_contact(outcome="spoke_to_person", note="She would like a visit")
    refused = client.post(href("referral_contact", referral), spoke)
    assert "Say whether their communication need was met" in shown(refused).to_text()
    assert "She would like a visit" in refused.text
    client.post(href("referral_contact", referral), spoke | {"need_met": "no", "format_used": "easy_read"})
    assert now(referral).state == "contacted"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"made_time": "soon"}, "Enter a time like"), ({"made_on_year": "2010"}, "before the referral came")],
)
def test_a_wrong_time_is_said(client, referral, changes, sentence):
    assert sentence in shown(client.post(href("referral_contact", referral), typed_contact(**changes))).to_text()


def test_correcting_a_contact(client, referral, coordinator):
    client.post(href("referral_contact", referral), typed_contact())
    with coordinator.scope():
        (wrong,) = queries.attempts(referral)
    address = href("attempt_correct", referral, aid=wrong.public_id)
    shown(client.get(address))
    assert "Say what was wrong" in shown(client.post(address, {"instead": "no"})).to_text()
    right = typed_contact(reason="It was a visit", instead="yes", route="visit")
    client.post(address, right)
    page = shown(client.get(href("referral", referral)))
    assert "Entered in error: It was a visit" in page.to_text()
    assert client.get(address).status_code == 404
    with coordinator.scope():
        (visit,) = queries.standing_attempts(referral)
    assert visit.route == "visit"
    client.post(href("attempt_correct", referral, aid=visit.public_id), {"reason": "Not ours", "instead": "no"})
    with coordinator.scope():
        assert not queries.standing_attempts(referral).exists()


def test_giving_up_says_what_is_missing(client, referral, coordinator):
    with coordinator.scope():
        contact.log_attempt(referral=referral, attempt=attempt(), by=coordinator)
    address = href("referral_give_up", referral)
    assert "There are one so far" in shown(client.get(address)).to_text()
    assert "You cannot stop trying" in shown(client.post(address, seen(referral))).to_text()
    for route in ("email", "letter"):
        client.post(href("referral_contact", referral), typed_contact(route=route))
    client.post(address, seen(referral))
    assert now(referral).state == "unable_to_contact"


def test_matching_compares_before_it_links(client, referral, coordinator):
    with coordinator.scope():
        person = make_person(coordinator, given_name="Robin", family_name="Ashdown", born_on=clock.today())
    page = shown(client.get(href("referral_match", referral)))
    assert "Differs: date of birth." in page.to_text()
    address = href("referral_compare", referral, person=person.public_id)
    beside = shown(client.get(address))
    verdicts = dict(zip(texts(beside, "tbody th"), texts(beside, "tbody td.dsr-compare__verdict"), strict=True))
    assert "Same" in verdicts["Name"]
    assert "Different" in verdicts["Date of birth"]
    assert "Not on record" in verdicts["Phone"]
    assert "Safest way: Phone call" in beside.to_text()
    assert "Learning disability. The referral says: confirmed" in beside.to_text()
    client.post(address, {"copy": ["needs"]} | seen(referral))
    assert now(referral).person == person
    assert client.post(address, seen(referral)).status_code == 409


def test_a_hidden_address_stays_hidden_beside_the_referral(client, referral, coordinator):
    with coordinator.scope():
        person = make_person(coordinator, given_name="Robin", family_name="Ashdown", address="7 Secret Lane")
        people.set_address_sensitive(person=person, sensitive=True, reason="Not safe", by=coordinator)
    page = client.get(href("referral_compare", referral, person=person.public_id))
    assert "Secret Lane" not in page.text
    assert "Not compared" in page.text


def test_another_name_is_looked_for_under_an_opaque_address(client, referral, coordinator):
    with coordinator.scope():
        make_person(coordinator, given_name="Zelda", family_name="Quartermaine")
    response = client.post(href("referral_match", referral), {"wanted": "Zelda Quartermain"})
    assert "Quarter" not in response.headers["Location"]
    assert "Zelda Quartermaine" in shown(client.get(response.headers["Location"])).to_text()
    assert "Enter a reference or a name" in shown(client.post(href("referral_match", referral), {})).to_text()


def test_a_new_person_is_filled_in_from_the_referral(client, referral):
    address = href("referral_new_person", referral)
    page = shown(client.get(address))
    (given,) = [e for e in page.query("input") if e.attrs.get("name") == "given_name"]
    assert given.attrs["value"] == "Robin"
    typed = {"given_name": "", "family_name": "Ashdown", "preferred_name": "Rob"}
    assert "Enter the given name" in shown(client.post(address, typed)).to_text()
    client.post(address, typed | {"given_name": "Robyn", "copy": ["needs", "contacts"]} | seen(referral))
    assert now(referral).person.given_name == "Robyn"


def test_undoing_a_match(client, spoken):
    shown(client.get(href("referral_unmatch", spoken)))
    client.post(href("referral_unmatch", spoken), {"reason": "Another Robin"} | seen(spoken))
    assert now(spoken).person is None


def test_the_discussion_page_says_exactly_who_will_see_what(client, spoken, referral, browser_as, partner):
    assert "Speak with the person" in shown(client.get(href("referral_discuss", referral))).to_text()
    words = shown(client.get(href("referral_discuss", spoken))).to_text()
    assert "Coventry and Warwickshire Partnership NHS Trust" in words
    assert "Coventry City Council" in words
    assert "They see nothing else" in words
    until = clock.today() + timedelta(days=7)
    typed = {"until_day": str(until.day), "until_month": str(until.month), "until_year": str(until.year)}
    assert "Choose who sees" in shown(client.post(href("referral_discuss", spoken), typed)).to_text()
    client.post(href("referral_discuss", spoken), typed | {"organisations": ["cwpt"]} | seen(spoken))
    other = browser_as(partner)
    assert spoken.reference in shown(other.get(reverse("discussion_list"))).to_text()
    assert other.get(href("discussion", spoken)).status_code == 200
    shown(client.get(href("referral", spoken)))
    shown(client.get(href("referral_end_discussion", spoken)))
    client.post(href("referral_end_discussion", spoken), {"reason": ""})
    assert other.get(href("discussion", spoken)).status_code == 404


@pytest.fixture
def discussed(spoken, coordinator):
    with coordinator.scope():
        discussion.open_discussion(
            referral=spoken,
            organisations=discussion.offered(spoken.person),
            until=clock.today() + timedelta(days=7),
            by=coordinator,
        )
    return spoken


def test_a_partner_sees_the_words_as_sent_and_nothing_else(discussed, browser_as, partner, coordinator):
    page = shown(browser_as(partner).get(href("discussion", discussed)))
    words = page.to_text()
    assert "It is too loud at home and I cannot sleep." in words
    assert coordinator.worker.name not in words
    assert discussed.person.full_name not in words
    assert texts(page, "main form") == []
    assert f"/people/{discussed.person.public_id}/" not in page.to_html()


def test_after_it_ends_there_is_nothing(discussed, browser_as, partner, coordinator):
    with coordinator.scope():
        handling.withdraw(referral=discussed, asked_by="Robin", reason="x", by=coordinator)
    other = browser_as(partner)
    assert other.get(href("discussion", discussed)).status_code == 404
    assert discussed.reference not in other.get(reverse("discussion_list")).text


#: Pages whose address names no referral.
OF_MANY = ("referral_list", "referral_search", "referral_give_many")


def arguments(name, referral, person, aid):
    extra = {
        "attempt_correct": {"aid": aid},
        "referral_compare": {"person": person},
        "referral_letter": {"reason": "x"},
    }
    return {"pid": referral.public_id, **extra.get(name, {})}


@pytest.mark.parametrize("name", [name for name in TEAM_ONLY if name not in OF_MANY])
def test_nobody_of_another_organisation_or_area_opens_any_of_it(
    name, discussed, browser_as, area, example_area, partner, coordinator
):
    with coordinator.scope():
        aid = queries.attempts(discussed)[0].public_id
    address = reverse(name, kwargs=arguments(name, discussed, discussed.person.public_id, aid))
    council = make_actor(area, "warwickshire-county-council", "partner", "clinician")
    elsewhere = make_actor(example_area, "register_team", "coordinator", "lead", "clinician")
    for actor, allowed in ((council, {403, 404}), (elsewhere, {404, 405}), (partner, {403, 404})):
        other = browser_as(actor)
        assert other.get(address).status_code in allowed
        assert other.post(address).status_code in allowed | {404, 405}


@pytest.mark.parametrize("name", ["referral", "referral_print", "discussion"])
def test_the_other_council_gets_404_where_a_referral_is_read(name, discussed, browser_as, area):
    council = make_actor(area, "warwickshire-county-council", "partner", "clinician")
    assert browser_as(council).get(href(name, discussed)).status_code == 404


@pytest.mark.parametrize("name", ["referral", "referral_print"])
def test_a_clinician_of_the_trust_sees_only_what_was_sent(name, discussed, browser_as, area, coordinator):
    trust = make_actor(area, "trust", "clinician")
    page = shown(browser_as(trust).get(href(name, discussed)))
    assert "It is too loud at home" in page.to_text()
    assert discussed.person.full_name not in page.to_text()
    assert coordinator.worker.name not in page.to_text()
    assert texts(page, "main form") == []


def test_accepting_lists_what_is_missing_with_links_and_then_accepts(client, spoken, area, coordinator, clinician):
    page = shown(client.get(href("referral_accept", spoken)))
    links = [element.attrs["href"] for element in page.query("main li a")]
    assert reverse("person_decisions", kwargs={"pid": spoken.person.public_id}) in links
    assert texts(page, "main form") == []
    assert client.post(href("referral_accept", spoken), seen(spoken)).status_code == 200
    assert now(spoken).state == "contacted"
    with scope.job(name="test", area_id=area.pk):
        person = ready_to_join(coordinator, clinician)
        ready = contacted(make_referral(area), coordinator)
        matching.match(referral=ready, person=person, by=coordinator)
    shown(client.get(href("referral_accept", ready)))
    client.post(href("referral_accept", ready), seen(ready))
    assert now(ready).state == "accepted"


def test_not_accepting_goes_by_reason_letter_preview_and_only_then_ends(client, referral):
    shown(client.get(href("referral_not_accept", referral)))
    assert "Choose why" in shown(client.post(href("referral_not_accept", referral), {})).to_text()
    step = client.post(href("referral_not_accept", referral), {"reason": "awaiting_assessment"})
    address = step.headers["Location"]
    page = shown(client.get(address))
    (body,) = [e for e in page.query("textarea") if e.attrs["name"] == "body"]
    typed = {
        "channel": "email",
        "recipient_name": "Robin Ashdown",
        "recipient_address": "robin@example.org",
        "subject": "An answer to your request",
        "body": body.to_text() + "\n\nGood luck with the assessment.",
        "note": "",
    } | seen(referral)
    preview = shown(client.post(address, typed | {"preview": "yes"}))
    assert "Good luck with the assessment." in preview.to_text()
    assert now(referral).state == "received"
    hidden = {e.attrs["name"]: e.attrs["value"] for e in preview.query("main input") if e.attrs["type"] == "hidden"}
    changed = shown(client.post(address, hidden | {"change": "yes"}))
    assert "Good luck with the assessment." in changed.to_text()
    wrong = shown(client.post(address, hidden | {"send": "yes", "recipient_address": "robin"}))
    assert "correct format" in wrong.to_text()
    assert now(referral).state == "received"
    sent = client.post(address, hidden | {"send": "yes"}, follow=True)
    shown(sent)
    assert (now(referral).state, now(referral).outcome_code) == ("not_accepted", "awaiting_assessment")
    with scope.job(name="test", area_id=referral.area_id):
        message = Message.objects.get()
    assert (message.state, message.recipient_address) == ("queued", "robin@example.org")
    assert client.post(address, hidden | {"send": "yes"}).status_code == 409
    assert "Waiting for an assessment" in shown(client.get(href("referral", referral))).to_text()


def test_a_letter_for_an_unknown_reason_is_no_page(client, referral):
    assert client.get(href("referral_letter", referral, reason="because")).status_code == 404


def test_the_print_view(client, referral, spoken):
    for one in (referral, spoken):
        assert "Printed by" in shown(client.get(href("referral_print", one))).to_text()


def test_reading_is_on_record(client, spoken):
    pages = ["referral", "referral_print", "referral_accept", "referral_unmatch"]
    for name in pages:
        client.get(href(name, spoken))
    client.get(reverse("referral_list"))
    with scope.job(name="test", area_id=spoken.area_id):
        reads = {event.action: event for event in Event.objects.filter(kind="read")}
    assert {*pages, "referral_list"} <= set(reads)
    assert reads["referral"].people == [spoken.person.public_id]
    assert reads["referral_list"].targets == [f"referral:{spoken.public_id}"]


def test_the_working_page_asks_a_bounded_number_of_questions(client, spoken, coordinator):
    with coordinator.scope():
        for _ in range(12):
            contact.log_attempt(referral=spoken, attempt=attempt(), by=coordinator)
    client.get(href("referral", spoken))
    with CaptureQueriesContext(connection) as captured:
        shown(client.get(href("referral", spoken)))
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 40, len(asked)
