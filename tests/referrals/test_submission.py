"""Sending: all of it or none of it, once, and nothing local in the code."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import IntegrityError

from dsr.accounts import queries as accounts
from dsr.audit.models import Event
from dsr.core import ids, scope
from dsr.core.errors import Refused
from dsr.referrals.actions import drafts, submission
from dsr.referrals.form import sent
from dsr.referrals.form.answers import CLEANED, FORM, Answers
from dsr.referrals.models import Draft, Referral, ReferralMove
from dsr.tasks.models import Task
from tests.factories.referrals import fill, make_draft, make_referral

pytestmark = pytest.mark.django_db


def by_link(draft):
    return scope.public(area_id=draft.area_id, token=draft.token_hash)


@time_machine.travel(datetime(2026, 11, 20, 10, 0, tzinfo=UTC), tick=False)
def test_a_referral_starts_the_promise_of_contact(area, in_area):
    referral = make_referral(area)
    assert ids.validate_reference(referral.reference)
    assert referral.reference.startswith("CW-")
    assert referral.received_at == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    assert referral.contact_due_at == datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    task = Task.objects.get(referral_id=referral.pk)
    assert (task.kind, task.due_at, task.worker) == ("contact_promise", referral.contact_due_at, None)
    assert task.organisation == accounts.register_team(area.pk)
    move = ReferralMove.objects.get(referral=referral)
    assert (move.event, move.from_state, move.to_state, move.made_by) == ("referral_received", "", "received", None)


@time_machine.travel(datetime(2026, 11, 20, 10, 0, tzinfo=UTC), tick=False)
def test_another_area_has_its_own_promise_prefix_and_council(example_area):
    with scope.job(name="test", area_id=example_area.pk):
        referral = make_referral(example_area, postcode="EV1 1AA")
        assert referral.reference.startswith("EV-")
        assert referral.contact_due_at == datetime(2026, 11, 25, 16, 30, tzinfo=UTC)
        assert referral.council.name == "Exampleton Borough Council"


def test_it_keeps_the_words_as_typed_and_the_policy_it_was_made_under(area, in_area):
    referral = make_referral(area, worries="  Two\r\nlines  ", postcode="cv1 2nt")
    answers = Answers(referral.answers)
    assert answers.typed("now") == {"worries": "  Two\r\nlines  "}
    assert answers.typed("address")["postcode"] == "cv1 2nt"
    assert answers.of("address", "postcode") == "CV1 2NT"
    assert referral.council.name == "Coventry City Council"
    assert referral.answers[FORM]["policy_version"] == referral.policy_version_id
    assert referral.form_version == referral.answers[FORM]["version"]
    assert str(referral.subject_born_on) == "1990-02-03"
    assert referral.subject_name == "Alex Example"


def test_every_decision_keeps_the_words_that_were_shown(area, in_area):
    referral = make_referral(area, decision="agreed")
    wording = referral.answers[FORM]["wording"]
    assert {"discuss", "join", "cetr", "share-cw-mind", "share-coventry-city-council"} <= set(wording)
    assert "share-warwickshire-county-council" not in wording
    assert "Coventry and Warwickshire Mind" in wording["share-cw-mind"]["text"]
    assert referral.answers["share-cw-mind"] == {"decision": "agreed"}


def test_abandoned_answers_are_not_sent(area, in_area):
    draft = make_draft(area, who="care_for")
    assert "authority" in draft.answers
    with by_link(draft):
        drafts.save_answers(draft=draft, page="who", answers={"who": "me"}, cleaned={"who": "me"})
        draft.refresh_from_db()
        draft = fill(draft)
        assert "authority" in draft.answers
        referral = submission.submit(draft=draft)
    assert "authority" not in referral.answers
    assert "authority" not in referral.answers[CLEANED]
    assert referral.who_about == "me"


def test_sending_twice_gives_the_same_referral(area, in_area):
    draft = make_draft(area)
    with by_link(draft):
        first = submission.submit(draft=draft)
        again = submission.submit(draft=Draft.objects.get(pk=draft.pk))
    assert first == again
    assert Referral.objects.count() == Task.objects.count() == ReferralMove.objects.count() == 1


def test_the_draft_is_emptied_and_closed(area, in_area):
    draft = make_draft(area)
    with by_link(draft):
        submission.submit(draft=draft)
        draft.refresh_from_db()
        assert draft.answers == {}
        assert draft.submitted_at is not None
        with pytest.raises(Refused):
            drafts.save_answers(draft=draft, page="now", answers={"worries": "more"}, cleaned={"worries": "more"})


def test_an_unfinished_draft_is_not_sent_and_says_what_is_missing(area, in_area):
    draft = make_draft(area)
    with by_link(draft):
        draft = drafts.save_answers(draft=draft, page="now", answers={"worries": ""})
        with pytest.raises(Refused) as refused:
            submission.submit(draft=draft)
    assert refused.value.reasons == ["What is happening now"]
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"danger": "yes"}, 'Answered "Yes"'),
        ({"danger": "not_known"}, 'Answered "I am not sure"'),
        (
            {"worries": "She said: I don’t want to live."},
            'The words "don\'t want to live" were used (ending their life).',
        ),
        ({"tried": "He was detained"}, 'The words "detained" were used'),
    ],
)
def test_signs_of_danger_ask_for_the_same_day(area, in_area, changes, reason):
    referral = make_referral(area, **changes)
    assert referral.same_day
    assert referral.same_day_reasons[0].startswith(reason)


def test_a_quiet_form_is_not_flagged(area, in_area):
    referral = make_referral(area, worries="I like knifeless kitchens and I am contained")
    assert not referral.same_day
    assert referral.same_day_reasons == []


def test_a_date_known_in_part_is_kept_in_the_answers_only(area, in_area):
    referral = make_referral(area, born_on_day="", born_on_month="")
    assert referral.subject_born_on is None
    assert Answers(referral.answers).of("born", "born_on") == "1990"


def test_a_taken_reference_is_drawn_again(area, in_area, monkeypatch):
    taken = make_referral(area).reference
    drawn = iter([taken, taken, "CW-0000-0000"])
    monkeypatch.setattr(ids, "new_reference", lambda prefix: next(drawn))
    assert make_referral(area).reference == "CW-0000-0000"


def test_references_never_run_out_silently(area, in_area, monkeypatch):
    taken = make_referral(area).reference
    monkeypatch.setattr(ids, "new_reference", lambda prefix: taken)
    with pytest.raises(RuntimeError, match="No free reference"):
        make_referral(area)


def test_another_fault_is_not_hidden(area, in_area, monkeypatch):
    draft = make_draft(area)
    monkeypatch.setattr(sent, "as_sent", lambda *args, **kwargs: None)
    with by_link(draft), pytest.raises(IntegrityError):
        submission.submit(draft=draft)


def test_it_is_on_record_without_a_name(area, in_area):
    referral = make_referral(area)
    event = Event.objects.get(action="referral_received")
    assert event.actor_id == "public"
    assert event.targets == [f"referral:{referral.public_id}"]
    assert "Example" not in str(event.detail)


def test_a_keyed_call_counts_from_when_it_came(area, coordinator):
    with time_machine.travel(datetime(2026, 11, 22, 12, 0, tzinfo=UTC)), coordinator.scope():
        draft, _ = drafts.start_draft(area_id=area.pk, route="telephone", worker=coordinator.worker)
        referral = submission.submit(draft=fill(draft, decision="agreed"), by=coordinator)
        assert referral.received_at == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
        assert referral.contact_due_at == datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
        assert (referral.route, referral.keyed_by) == ("telephone", coordinator.worker)
        assert referral.answers[FORM]["format"] == "spoken"
        assert Task.objects.get(referral_id=referral.pk).starts_at == referral.received_at


def test_a_professional_sends_by_the_professional_route(area, in_area):
    referral = make_referral(area, who="work_with")
    assert referral.route == "professional"
    assert "decision" not in str(referral.answers[FORM]["wording"])
