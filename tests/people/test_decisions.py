"""What decisions open and end, in the same transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.core.errors import Conflict, Refused
from dsr.people import actions, overview, queries, signals
from dsr.people.models import Decision, Involvement
from tests.factories.accounts import make_actor
from tests.factories.people import decide, join, make_person, make_referral, organisation
from tests.people.conftest import COVENTRY, TRUST, WARWICKSHIRE

pytestmark = pytest.mark.django_db


def seers(person):
    """Who sees the person now, apart from the register team."""
    chosen = queries.involvements(person).exclude(basis="register_team")
    return [(row.organisation.code, row.level) for row in chosen]


def sees(actor, person):
    with actor.scope():
        return queries.visible_to(actor).filter(pk=person.pk).exists()


def test_a_new_person_is_seen_by_the_register_team_alone(person, coordinator, partner):
    assert sees(coordinator, person)
    assert not sees(partner, person)
    assert queries.identities(person).get().revision == 1


def test_agreeing_to_share_opens_nothing_before_the_person_joins(person, scoped, partner):
    decide(person, "join", scoped)
    decide(person, "share", scoped, share_with=TRUST)
    assert seers(person) == []
    assert not sees(partner, person)


def test_joining_opens_what_was_agreed_and_no_more(person, scoped, partner):
    join(person, scoped, share_with=(TRUST,))
    assert seers(person) == [(TRUST, "full")]
    assert sees(partner, person)


def test_agreeing_after_joining_opens_at_once(person, scoped, partner):
    join(person, scoped)
    decide(person, "share", scoped, share_with=TRUST, level="summary")
    assert seers(person) == [(TRUST, "summary")]
    assert queries.level_of(partner, person) == "summary"


@pytest.mark.parametrize("answer", ["refused", "not_sure"])
def test_changing_the_answer_ends_sight(person, scoped, partner, answer):
    join(person, scoped, share_with=(TRUST,))
    decide(person, "share", scoped, share_with=TRUST, answer=answer)
    assert seers(person) == []
    assert not sees(partner, person)


def test_a_new_level_replaces_the_old(person, scoped):
    join(person, scoped, share_with=(TRUST,))
    decide(person, "share", scoped, share_with=TRUST, level="plan")
    assert seers(person) == [(TRUST, "plan")]
    assert queries.past_involvements(person).get().level == "full"


def test_withdrawing_a_share_ends_that_sight_only(person, scoped, partner):
    join(person, scoped, share_with=(TRUST, COVENTRY))
    decision = queries.holding(person, "share", organisation(scoped, TRUST))
    actions.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="Changed her mind", by=scoped)
    assert seers(person) == [(COVENTRY, "plan")]
    assert not sees(partner, person)
    assert queries.holding(person, "share", organisation(scoped, TRUST)) is None


def test_withdrawing_to_join_ends_everything_but_the_register_team(person, scoped, coordinator):
    join(person, scoped, share_with=(TRUST, COVENTRY))
    heard = []
    signals.join_withdrawn.connect(lambda **given: heard.append(given), weak=False, dispatch_uid="test")
    try:
        actions.withdraw_decision(
            decision=queries.holding(person, "join"), withdrawn_by_name="Ada", reason="", by=scoped
        )
    finally:
        signals.join_withdrawn.disconnect(dispatch_uid="test")
    assert seers(person) == []
    assert sees(coordinator, person)
    assert [given["person"] for given in heard] == [person]
    person.refresh_from_db()
    assert person.joined_at is None


def test_refusing_to_join_ends_everything(person, scoped):
    join(person, scoped, share_with=(TRUST,))
    decide(person, "join", scoped, answer="refused")
    assert seers(person) == []
    person.refresh_from_db()
    assert person.joined_at is None


def test_not_sure_about_joining_suspends_and_agreeing_again_reopens(person, scoped):
    join(person, scoped, share_with=(TRUST,))
    decide(person, "join", scoped, answer="not_sure")
    assert seers(person) == []
    decide(person, "share", scoped, share_with=COVENTRY)
    assert seers(person) == []
    decide(person, "join", scoped)
    assert seers(person) == [(COVENTRY, "plan"), (TRUST, "full")]


def test_the_key_worker_decision_opens_the_key_worker_service(person, scoped):
    decide(person, "key_worker", scoped)
    assert seers(person) == []
    join(person, scoped)
    assert seers(person) == [("key-worker-service", "plan")]
    actions.withdraw_decision(
        decision=queries.holding(person, "key_worker"), withdrawn_by_name="Ada", reason="", by=scoped
    )
    assert seers(person) == []


def test_a_cetr_decision_opens_no_sight(person, scoped):
    join(person, scoped)
    decide(person, "cetr", scoped)
    assert seers(person) == []


def test_only_the_confirmed_council_can_be_shared_with(person, scoped):
    with pytest.raises(Refused, match="Only the council responsible"):
        decide(person, "share", scoped, share_with=WARWICKSHIRE)
    assert decide(person, "share", scoped, share_with=COVENTRY).level == "plan"
    assert decide(person, "share", scoped, share_with=WARWICKSHIRE, answer="refused").level == ""


def test_no_council_is_shared_with_before_residence_is_confirmed(scoped):
    person = make_person(scoped)
    with pytest.raises(Refused, match="Confirm first which council"):
        decide(person, "share", scoped, share_with=COVENTRY)


def test_another_council_taking_over_ends_the_sight_of_the_first(person, scoped):
    join(person, scoped, share_with=(COVENTRY, TRUST))
    actions.confirm_residence(
        person=person, council=organisation(scoped, WARWICKSHIRE), basis="Moved to Rugby", by=scoped
    )
    assert seers(person) == [(TRUST, "full")]


def test_sharing_is_refused_with_an_organisation_no_share_decision_opens(person, scoped):
    with pytest.raises(Refused, match="not one of the organisations"):
        decide(person, "share", scoped, share_with="key-worker-service")


def test_a_level_the_policy_does_not_allow_is_refused(person, scoped):
    with pytest.raises(Refused, match="may not see that much"):
        decide(person, "share", scoped, share_with="cw-mind", level="full")


def test_nothing_is_overwritten(person, scoped):
    first = decide(person, "join", scoped, answer="not_sure")
    second = decide(person, "join", scoped)
    first.refresh_from_db()
    assert first.superseded_at == second.recorded_at
    assert list(queries.decision_history(person)) == [first]
    assert queries.current_decisions(person).get() == second


def test_two_editors_of_the_same_decision_conflict(person, scoped):
    decide(person, "join", scoped, replaces=None)
    with pytest.raises(Conflict):
        decide(person, "join", scoped, replaces=None)
    current = queries.current_decision(person, "join")
    assert decide(person, "join", scoped, answer="refused", replaces=current).answer == "refused"


def test_a_partner_records_no_decision(person, scoped, partner):
    join(person, scoped, share_with=(TRUST,))
    with pytest.raises(Refused, match="Only the register team"):
        decide(person, "cetr", partner)


def test_withdrawing_twice_is_refused(person, scoped):
    decision = decide(person, "join", scoped)
    actions.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="", by=scoped)
    with pytest.raises(Refused, match="no agreement to withdraw"):
        actions.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="", by=scoped)


def test_withdrawing_needs_somebody_who_withdraws(person, scoped):
    with pytest.raises(Refused, match="who withdrew"):
        actions.withdraw_decision(decision=decide(person, "join", scoped), withdrawn_by_name=" ", reason="", by=scoped)


def test_the_decision_keeps_wording_language_format_and_policy_version(person, scoped):
    decision = decide(person, "join", scoped, wording="In these words", language="pl", format="easy_read")
    decision.refresh_from_db()
    assert (decision.wording, decision.language, decision.format) == ("In these words", "pl", "easy_read")
    assert decision.policy_version.area_id == person.area_id


def test_every_step_is_audited_without_names(person, scoped, lead):
    join(person, scoped, share_with=(TRUST,))
    actions.withdraw_decision(
        decision=queries.holding(person, "join"), withdrawn_by_name="Ada", reason="secret words", by=scoped
    )
    with scope.job(name="test", area_id=scoped.area_id):
        events = list(Event.objects.filter(people__contains=[person.public_id]).order_by("pk"))
    assert {"create_person", "confirm_residence", "record_decision", "open_involvement", "withdraw_decision"} <= {
        event.action for event in events
    }
    written = " ".join(f"{event.why} {event.detail} {event.targets}" for event in events)
    assert "secret words" not in written
    assert person.family_name not in written


def test_other_signals_tell_what_was_recorded(person, scoped):
    heard = []
    signals.decision_recorded.connect(lambda **given: heard.append(given), weak=False, dispatch_uid="test")
    try:
        decision = decide(person, "join", scoped)
    finally:
        signals.decision_recorded.disconnect(dispatch_uid="test")
    assert [(given["decision"], given["by"]) for given in heard] == [(decision, scoped)]


def test_leaving_ends_sharing(person, scoped):
    join(person, scoped, share_with=(TRUST,))
    actions.end_sharing(person=person, reason="Stepped down", by=scoped)
    assert seers(person) == []
    assert Involvement.objects.get(organisation__code=TRUST).ended_reason == "Stepped down"


class TestDiscussion:
    @pytest.fixture
    def referral(self, scoped):
        return make_referral(scoped)

    def test_the_trust_and_the_one_council_see_the_referral_only(self, person, scoped, partner, referral):
        decide(person, "discuss", scoped)
        until = clock.now() + timedelta(days=14)
        actions.open_discussion(
            person=person,
            referral_id=referral.pk,
            organisations=[organisation(scoped, TRUST), organisation(scoped, COVENTRY)],
            until=until,
            by=scoped,
        )
        assert seers(person) == [(COVENTRY, "referral"), (TRUST, "referral")]
        assert not sees(partner, person)
        assert actions.end_discussion(referral_id=referral.pk, reason="Decided", by=scoped) == 2
        assert seers(person) == []

    @pytest.mark.parametrize(
        ("codes", "days", "sentence"),
        [
            (["cw-mind"], 14, "may not see"),
            ([WARWICKSHIRE], 14, "may not see"),
            ([], 14, "Choose who"),
            ([TRUST], 29, "within 28 days"),
            ([TRUST], -1, "within 28 days"),
        ],
    )
    def test_anything_else_is_refused(self, person, scoped, referral, codes, days, sentence):
        decide(person, "discuss", scoped)
        with pytest.raises(Refused, match=sentence):
            self.open(person, scoped, referral, codes, days)

    def test_it_needs_the_persons_agreement(self, person, scoped, referral):
        with pytest.raises(Refused, match="has not agreed"):
            self.open(person, scoped, referral, [TRUST], 7)

    def test_withdrawing_the_agreement_ends_it(self, person, scoped, referral):
        decision = decide(person, "discuss", scoped)
        self.open(person, scoped, referral, [TRUST], 7)
        actions.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="", by=scoped)
        assert seers(person) == []

    def open(self, person, by, referral, codes, days):
        return actions.open_discussion(
            person=person,
            referral_id=referral.pk,
            organisations=[organisation(by, code) for code in codes],
            until=clock.now() + timedelta(days=days),
            by=by,
        )


def test_the_other_partner_never_sees(person, scoped, area):
    mind = make_actor(area, "cw-mind", "partner")
    join(person, scoped, share_with=(TRUST,))
    assert not sees(mind, person)
    with mind.scope():
        assert not Decision.objects.exists()


def test_beginning_twice_keeps_the_first_day(person, scoped):
    join(person, scoped)
    person.refresh_from_db()
    first = person.joined_at
    assert actions.begin_sharing(person=person, by=scoped).joined_at == first


def test_joining_opens_nothing_that_was_withdrawn_before(person, scoped):
    decide(person, "join", scoped)
    decision = decide(person, "share", scoped, share_with=TRUST)
    actions.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="", by=scoped)
    actions.begin_sharing(person=person, by=scoped)
    assert seers(person) == []


def test_what_withdrawing_would_end_is_what_it_ends(person, scoped):
    """The sentences shown before are about the very rows that end."""
    referral = make_referral(scoped)
    discuss = decide(person, "discuss", scoped)
    TestDiscussion().open(person, scoped, referral, [TRUST], 7)
    join(person, scoped, share_with=(TRUST, COVENTRY))
    share = queries.holding(person, "share", organisation(scoped, COVENTRY))
    for decision, words, left in [
        (discuss, "can no longer see the referral", [(COVENTRY, "plan"), (TRUST, "full")]),
        (share, "Coventry City Council can no longer see the person", [(TRUST, "full")]),
    ]:
        (sentence, *_) = overview.consequences(decision)
        assert words in sentence
        actions.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="", by=scoped)
        assert seers(person) == left


def test_a_decision_about_a_council_no_longer_responsible_stays_in_sight(person, scoped):
    decide(person, "share", scoped, share_with=COVENTRY)
    council = organisation(scoped, WARWICKSHIRE)
    person = actions.confirm_residence(person=person, council=council, basis="Moved", by=scoped)
    row = overview.rows(person)[-1]
    assert (row.topic.title, row.is_offered) == ("Share with Coventry City Council", False)
