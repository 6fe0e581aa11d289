"""Discussing a referral, accepting it, not accepting it: what must hold first, and what happens in one transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from dsr.core import clock, scope
from dsr.core.errors import Conflict, Refused
from dsr.messages.models import Message
from dsr.people import actions as people
from dsr.people.models import Involvement
from dsr.policy import queries as policies
from dsr.referrals import letters, queries, rules
from dsr.referrals.actions import discussion, handling, matching, outcome
from dsr.referrals.models import Referral
from dsr.register import actions as register
from dsr.register import queries as register_queries
from dsr.tasks import queries as task_queries
from tests.factories.accounts import make_actor
from tests.factories.people import decide
from tests.factories.referral_rows import contacted, make_referral
from tests.factories.register import COUNCIL, on_register, ready_to_join

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def person(coordinator, clinician, in_area):
    """Somebody for whom nothing is missing."""
    return ready_to_join(coordinator, clinician, share_with=("cwpt",))


@pytest.fixture
def referral(area, coordinator, person):
    """Spoken to and matched."""
    with coordinator.scope():
        made = contacted(make_referral(area), coordinator)
        matching.match(referral=made, person=person, by=coordinator)
        yield queries.get_visible(coordinator, made.public_id)


def discuss(referral, by, *, until=None, organisations=None):
    chosen = discussion.offered(referral.person) if organisations is None else organisations
    return discussion.open_discussion(
        referral=referral, organisations=chosen, until=until or clock.today() + WEEK, by=by
    )


def sees(actor, referral):
    with actor.scope():
        return queries.visible_to(actor).filter(pk=referral.pk).exists()


def test_the_trust_and_the_one_council_see_the_referral_and_nobody_else(area, referral, coordinator, partner):
    decide(referral.person, "discuss", coordinator)
    council, other = make_actor(area, COUNCIL, "partner"), make_actor(area, "warwickshire-county-council", "partner")
    mind = make_actor(area, "cw-mind", "partner")
    assert {one.code for one in discussion.offered(referral.person)} == {"cwpt", COUNCIL}
    discuss(referral, coordinator)
    assert [sees(actor, referral) for actor in (partner, council, other, mind)] == [True, True, False, False]
    discussion.end_discussion(referral=referral, reason="Talked it through", by=coordinator)
    assert not sees(partner, referral)


def test_no_council_is_offered_before_one_is_confirmed(area, coordinator):
    from tests.factories.people import make_person

    with coordinator.scope():
        person = make_person(coordinator)
        assert [one.code for one in discussion.offered(person)] == ["cwpt"]


def test_discussing_needs_contact_a_match_and_agreement(area, coordinator, person):
    with coordinator.scope():
        bare = make_referral(area)
        with pytest.raises(Refused) as refused:
            discussion.open_discussion(
                referral=bare, organisations=discussion.offered(person), until=clock.today() + WEEK, by=coordinator
            )
        assert len(refused.value.reasons) == 2
        matching.match(referral=bare, person=person, by=coordinator)
        matched = queries.get_visible(coordinator, bare.public_id)
        assert rules.missing_to_discuss(matched) == [
            "Speak with the person, or whoever speaks for them, first.",
            "Record that the person agrees to their referral being discussed.",
        ]
        decide(person, "discuss", coordinator)
        contacted(bare, coordinator)
        assert rules.can_discuss(queries.get_visible(coordinator, bare.public_id))


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (28, True), (29, False)])
def test_a_discussion_ends_within_the_policys_days(referral, coordinator, days, allowed):
    decide(referral.person, "discuss", coordinator)
    until = clock.today() + timedelta(days=days)
    assert rules.allowed(rules.check_discussion_end, referral, until) is allowed


def test_only_those_the_policy_names_are_let_in(area, referral, coordinator):
    decide(referral.person, "discuss", coordinator)
    mind = make_actor(area, "cw-mind", "partner").organisation
    with pytest.raises(Refused, match="may not see"):
        discuss(referral, coordinator, organisations=[mind])
    with pytest.raises(Refused, match="Choose who"):
        discuss(referral, coordinator, organisations=[])


def test_taking_the_agreement_back_ends_the_discussion(referral, coordinator, partner):
    agreed = decide(referral.person, "discuss", coordinator)
    discuss(referral, coordinator)
    people.withdraw_decision(decision=agreed, withdrawn_by_name="Robin", reason="", by=coordinator)
    assert not sees(partner, referral)


def test_stopping_or_undoing_the_match_ends_the_discussion(referral, coordinator, partner):
    decide(referral.person, "discuss", coordinator)
    discuss(referral, coordinator)
    matching.unmatch(referral=referral, reason="Somebody else", by=coordinator)
    assert not sees(partner, referral)
    with scope.job(name="test", area_id=referral.area_id):
        assert not Involvement.objects.filter(basis="discussion", ended_at__isnull=True).exists()


def test_accepting_puts_the_person_on_the_register(referral, coordinator, partner):
    decide(referral.person, "discuss", coordinator)
    discuss(referral, coordinator)
    entry = outcome.accept(referral=referral, by=coordinator)
    referral.refresh_from_db()
    assert (referral.state, entry.referral_reference) == ("accepted", referral.reference)
    assert register_queries.open_entry(referral.person) == entry
    with scope.job(name="test", area_id=referral.area_id):
        assert not Involvement.objects.filter(basis="discussion", ended_at__isnull=True).exists()
    assert sees(partner, referral)  # by the person's sharing decision, at full, no longer by the discussion


def test_accepting_lists_everything_that_is_missing(area, coordinator):
    with coordinator.scope():
        bare = make_referral(area)
        assert [subject for subject, _ in rules.missing_to_accept(bare)] == ["contact", "match"]
        with pytest.raises(Refused):
            outcome.accept(referral=bare, by=coordinator)
        contacted(bare, coordinator)
        matching.create_person_from(
            referral=bare, identity={"given_name": "Robin", "family_name": "Ashdown"}, by=coordinator
        )
        matched = queries.get_visible(coordinator, bare.public_id)
        subjects = {subject for subject, _ in rules.missing_to_accept(matched)}
        assert subjects == {"decision", "diagnosis", "area", "rating", "information"}
        with pytest.raises(Refused) as refused:
            outcome.accept(referral=matched, by=coordinator)
        assert "Nobody has recorded a decision to join the register." in refused.value.reasons
        assert Referral.objects.get().state == "contacted"


def test_a_contact_recorded_by_mistake_blocks_acceptance(referral, coordinator):
    from dsr.referrals.actions import contact

    (spoken,) = queries.attempts(referral)
    contact.correct_attempt(attempt=spoken, reason="Wrong referral", by=coordinator)
    assert rules.missing_to_accept(referral) == [("contact", "Nobody has spoken with the person yet.")]


def test_somebody_on_the_register_is_not_accepted_twice(area, coordinator, clinician, in_area):
    entry = on_register(coordinator, clinician)
    with coordinator.scope():
        again = contacted(make_referral(area), coordinator)
        matching.match(referral=again, person=entry.person, by=coordinator)
        matched = queries.get_visible(coordinator, again.public_id)
        assert "entry" in [subject for subject, _ in rules.missing_to_accept(matched)]
        with pytest.raises(Refused):
            outcome.accept(referral=matched, by=coordinator)


def test_two_acceptances_at_once_make_one_entry(referral, coordinator):
    seen = rules.version(referral)
    outcome.accept(referral=referral, by=coordinator, seen=seen)
    with pytest.raises(Conflict):
        outcome.accept(referral=referral, by=coordinator, seen=seen)
    assert register_queries.entries(referral.person).count() == 1


def test_when_the_register_refuses_nothing_is_half_made(referral, coordinator, monkeypatch):
    monkeypatch.setattr(register, "open_entry", lambda **_: (_ for _ in ()).throw(Refused("No.")))
    with pytest.raises(Refused):
        outcome.accept(referral=referral, by=coordinator)
    assert Referral.objects.get(pk=referral.pk).state == "contacted"


def test_the_database_accepts_nobody_without_a_person(area, coordinator):
    with coordinator.scope():
        bare = contacted(make_referral(area), coordinator)
        with pytest.raises(DatabaseError), transaction.atomic():
            Referral.objects.filter(pk=bare.pk).update(state="accepted")


def letter_for(referral, code="awaiting_assessment", **changes):
    drafted = letters.not_accepted(referral, code)
    return outcome.Letter(**(vars(drafted) | changes))


def test_not_accepting_sends_the_letter_and_ends_the_clock(area, coordinator):
    with coordinator.scope():
        referral = make_referral(area)
        message = outcome.not_accept(
            referral=referral,
            reason_code="other_area",
            letter=letter_for(referral, "other_area"),
            by=coordinator,
            note="Passed on",
        )
        referral.refresh_from_db()
        assert (referral.state, referral.outcome_code, referral.outcome_note) == (
            "not_accepted", "other_area", "Passed on",
        )  # fmt: skip
        assert (message.state, message.referral_id, message.channel) == ("queued", referral.pk, "letter")
        assert task_queries.for_referral(referral.pk).get().state == "cancelled"


def test_without_a_letter_the_referral_stays(area, coordinator):
    with coordinator.scope():
        referral = make_referral(area)
        with pytest.raises(Refused, match="no words"):
            outcome.not_accept(
                referral=referral, reason_code="other_area", letter=letter_for(referral, body=" "), by=coordinator
            )
        assert Referral.objects.get().state == "received"
        assert not Message.objects.exists()


def test_not_accepting_needs_a_reason_of_the_policy(area, coordinator):
    with coordinator.scope():
        referral = make_referral(area)
        with pytest.raises(Refused, match="Choose why"):
            outcome.not_accept(referral=referral, reason_code="bored", letter=letter_for(referral), by=coordinator)


def test_an_ended_referral_is_not_decided_again(area, coordinator):
    with coordinator.scope():
        referral = make_referral(area)
        handling.withdraw(referral=referral, asked_by="Robin", reason="x", by=coordinator)
        referral.refresh_from_db()
        assert not rules.can_not_accept(referral)
        assert not rules.can_accept(referral)
        with pytest.raises(Refused):
            outcome.not_accept(referral=referral, reason_code="other_area", letter=letter_for(referral), by=coordinator)


@pytest.mark.parametrize("area_code", ["coventry-warwickshire", "example-vale"])
def test_every_reason_makes_a_letter_of_the_policys_sentences(area_code, area, example_area):
    served = {"coventry-warwickshire": area, "example-vale": example_area}[area_code]
    policy = policies.current(served.pk)
    with scope.job(name="test", area_id=served.pk):
        referral = make_referral(served)
        for reason in policy.not_accepted_reasons:
            body = letters.not_accepted(referral, reason.code).body
            assert reason.sentence in body
            assert reason.ask_again in body
            assert all(signpost.name in body for signpost in policy.signposts_for(reason.code))
            assert referral.reference in body
            assert policy.labels.register_name in body


def test_the_letter_goes_the_safest_way_the_form_gives(area, in_area):
    def recipient(**said):
        drafted = letters.not_accepted(make_referral(area, **said), "other_area")
        return drafted.recipient_name, drafted.channel, drafted.recipient_address

    address = "1 Test Street\nCoventry\nCV1 2NT"
    assert recipient() == ("Robin Ashdown", "letter", address)
    assert recipient(said={"contact_way": "email"}) == ("Robin Ashdown", "email", "robin@example.org")
    assert recipient(said={"address_safe": "no"}) == ("Robin Ashdown", "letter", "")
    carer = recipient(who_about="care_for", said={"address_safe": "not_known"})
    assert carer == ("Pat Filler", "email", "pat@example.org")


def test_a_letter_to_somebody_else_says_whom_it_is_for(area, in_area):
    carer = make_referral(area, who_about="care_for", said={"address_safe": "no"})
    assert "This letter is for Robin Ashdown." in letters.not_accepted(carer, "other_area").body


def test_what_to_think_of_before_a_letter_leaves(area, in_area):
    plain = make_referral(area, said={"formats": ["standard"]})
    assert letters.warnings(plain) == []
    unsafe = make_referral(area, said={"address_safe": "no", "contact_unsafe": "He opens my post"})
    found = " ".join(letters.warnings(unsafe))
    assert "letters to the address are safe" in found
    assert "He opens my post" in found
    assert "Easy Read" in found


def test_the_subject_of_an_email_says_nothing(area, in_area):
    policy = policies.current(area.pk)
    secret = [policy.labels.register_name, policy.labels.short_name, "Robin", "autis", "disab"]
    assert not [word for word in secret if word in letters.NEUTRAL_SUBJECT]
