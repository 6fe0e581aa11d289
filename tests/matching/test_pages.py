"""The pages of matching, asked for by the register team."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dsr.core import clock
from dsr.matching import actions
from dsr.matching.models import Merge, Outcome, PossibleDuplicate
from dsr.matching.states import MergeState
from dsr.people import actions as people
from tests.factories.people import ADULT, decide, make_person, organisation


@pytest.fixture
def pair(in_area, coordinator) -> PossibleDuplicate:
    identity = {"given_name": "Beata", "family_name": "Nowak", "born_on": ADULT}
    make_person(coordinator, phone="01632 960001", **identity)
    other = make_person(coordinator, address="12 Mill Lane", council="coventry-city-council", **identity)
    people.set_address_sensitive(person=other, sensitive=True, reason="x", by=coordinator)
    return PossibleDuplicate.objects.get()


def address(name: str, of: PossibleDuplicate | Merge) -> str:
    return reverse(name, kwargs={"pid": of.public_id})


def proved(client: Client) -> Client:
    """Has just shown who they are, as agreeing asks for."""
    session = client.session
    session["dsr_proved_at"] = clock.now().timestamp()
    session.save()
    return client


def proposed(pair: PossibleDuplicate, by) -> Merge:
    with by.scope():
        return actions.propose_merge(kept=pair.one, gone=pair.other, taken=["address"], reason="Met her", by=by)


def test_the_queue_shows_what_agrees_and_leads_to_both(pair, coordinator, browser_as):
    text = browser_as(coordinator).get(reverse("duplicate_list")).content.decode()
    assert "Beata Nowak and Beata Nowak" in text
    assert "Same date of birth" in text


def test_two_records_side_by_side_say_in_words_what_differs(pair, coordinator, browser_as):
    text = browser_as(coordinator).get(address("duplicate", pair)).content.decode()
    assert "Known of one only" in text
    assert "Hidden for safety" in text
    assert "12 Mill Lane" not in text, "a hidden address stays hidden"


def test_two_people_are_remembered_with_the_reason(pair, coordinator, browser_as):
    client, where = browser_as(coordinator), address("duplicate", pair)
    assert "Say how you know that they are two people" in client.post(where).content.decode()
    assert client.post(where, {"reason": "I met both"}).status_code == 302
    pair.refresh_from_db()
    assert (pair.outcome, pair.reason) == (Outcome.NOT_SAME, "I met both")
    text = client.get(where).content.decode()
    assert "These are two different people" in text
    assert "I met both" in text
    assert client.get(address("merge_propose", pair)).status_code == 404
    PossibleDuplicate.objects.update(outcome=Outcome.SETTLED)
    assert "no longer look alike" in client.get(where).content.decode()
    PossibleDuplicate.objects.update(outcome=Outcome.MERGED, decided_by=None)
    assert client.get(where).status_code == 200


def test_a_proposal_shows_both_ways_round_and_what_would_happen(pair, coordinator, browser_as):
    client, where = browser_as(coordinator), address("merge_propose", pair)
    text = client.get(where).content.decode()
    assert "Put together; what both have stands once" in text
    assert "Nobody but the register team sees either record" in text
    assert "01632" in text, "the telephone of the record that goes can be taken"
    assert "swap=yes" in text
    assert "swap=yes" not in client.get(f"{where}?swap=yes").content.decode()
    sent = client.post(f"{where}?swap=yes", {"taken": ["address"], "reason": "Met her"})
    assert sent.url == reverse("merge_list")
    made = Merge.objects.get()
    assert (made.kept, made.gone, made.taken) == (pair.one, pair.other, ["address"])
    assert "A colleague says they are one person" in client.get(address("duplicate", pair)).content.decode()


def test_what_stops_a_merge_stands_on_the_page_and_there_is_no_form(pair, coordinator, browser_as):
    council = organisation(coordinator, "warwickshire-county-council")
    people.confirm_residence(person=pair.one, council=council, basis="Lives there", by=coordinator)
    text = browser_as(coordinator).get(address("merge_propose", pair)).content.decode()
    assert "Different councils are confirmed" in text
    assert "Ask a second worker" not in text


def test_the_first_worker_takes_back_and_the_second_answers(pair, coordinator, lead, browser_as):
    made, first, second = proposed(pair, coordinator), proved(browser_as(coordinator)), proved(browser_as(lead))
    mine, theirs = (client.get(address("merge", made)).content.decode() for client in (first, second))
    assert "Take the proposal back" in mine
    assert "Answer the proposal" not in mine
    assert "Answer the proposal" in theirs
    own = first.post(address("merge_answer", made), {"answer": "agree", "reason": "x"}).content.decode()
    assert "a second worker has to agree" in own
    assert second.post(address("merge_answer", made), {"answer": "refuse", "reason": "Cousins"}).status_code == 302
    assert "Cousins" in first.get(address("merge", made)).content.decode()
    again = proposed(pair, coordinator)
    assert first.post(address("merge_take_back", again)).status_code == 302
    assert first.post(address("merge_take_back", again)).status_code == 409


def test_agreeing_makes_them_one_and_the_old_address_leads_to_the_new(pair, coordinator, lead, partner, browser_as):
    decide(pair.one, "join", coordinator)
    decide(pair.one, "share", coordinator, share_with="cwpt")
    people.begin_sharing(person=pair.one, by=coordinator)
    made, client = proposed(pair, coordinator), proved(browser_as(lead))
    text = client.get(address("merge_answer", made)).content.decode()
    assert "sees one of the records now" in text
    assert client.post(address("merge_answer", made), {"answer": "agree", "reason": "Met her"}).status_code == 302
    old, new = pair.other.public_id, pair.one.public_id
    for who in (lead, partner):
        assert browser_as(who).get(reverse("person", kwargs={"pid": old})).url == f"/people/{new}/"
    assert client.get(f"/people/{old}/decisions/").url == f"/people/{new}/decisions/"
    assert client.post(f"/people/{old}/how-to-talk/").status_code == 404, "nothing is sent on to another record"
    assert client.get("/people/0000000000000000/").status_code == 404
    assert "Beata Nowak into Beata Nowak" in client.get(reverse("merge_list")).content.decode()


def test_to_whoever_does_not_see_the_new_record_the_old_page_is_not_there(pair, coordinator, lead, partner, browser_as):
    with lead.scope():
        actions.agree_merge(merge=proposed(pair, coordinator), reason="x", by=lead)
    assert browser_as(partner).get(f"/people/{pair.other.public_id}/").status_code == 404


def test_undoing_takes_two_as_well(pair, coordinator, lead, browser_as):
    made = proposed(pair, coordinator)
    with lead.scope():
        actions.agree_merge(merge=made, reason="x", by=lead)
    people.add_contact(person=pair.one, by=coordinator, name="New Friend", relationship="Friend")
    first, second = proved(browser_as(coordinator)), proved(browser_as(lead))
    assert first.get(address("unmerge_answer", made)).status_code == 404
    assert first.post(address("unmerge_propose", made), {"reason": "Two cousins"}).status_code == 302
    own = first.post(address("unmerge_answer", made), {"answer": "agree"}).content.decode()
    assert "a second worker has to agree" in own
    assert "People around the person" in second.get(address("unmerge_answer", made)).content.decode()
    assert second.post(address("unmerge_answer", made), {"answer": "refuse"}).status_code == 302
    made.refresh_from_db()
    assert made.state == MergeState.DONE
    first.post(address("unmerge_propose", made), {"reason": "Two cousins"})
    assert second.post(address("unmerge_answer", made), {"answer": "agree"}).status_code == 302
    assert second.get(f"/people/{pair.other.public_id}/").status_code == 200
    assert "The records are two again" in second.get(address("merge", made)).content.decode()


def test_agreeing_asks_first_who_it_is(pair, coordinator, lead, browser_as):
    asked = browser_as(lead).get(address("merge_answer", proposed(pair, coordinator)))
    assert asked.url.startswith("/account/prove/")


def test_a_proposal_whose_record_went_elsewhere_meanwhile_is_not_there(pair, coordinator, lead, browser_as):
    third = make_person(coordinator)
    made = proposed(pair, coordinator)
    with coordinator.scope():
        other = actions.propose_merge(kept=third, gone=pair.other, taken=[], reason="x", by=coordinator)
    with lead.scope():
        actions.agree_merge(merge=other, reason="x", by=lead)
    assert browser_as(lead).get(address("merge", made)).status_code == 404
