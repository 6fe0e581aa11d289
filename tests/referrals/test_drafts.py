"""A draft is kept, resumed, deleted, and seen by nobody but the holder of its link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from dsr.accounts import queries as accounts
from dsr.core import clock, ids, scope
from dsr.core.errors import Refused
from dsr.referrals.actions import drafts
from dsr.referrals.form.answers import Answers
from dsr.referrals.models import Draft, Referral, ReferralMove
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.referrals import make_draft, make_referral

pytestmark = pytest.mark.django_db


def by_link(area, token):
    return scope.public(area_id=area.pk, token=ids.hash_token(token))


@pytest.fixture
def started(area):
    return drafts.start_draft(area_id=area.pk, route="web")


def test_a_draft_lasts_the_days_of_the_policy(area, example_area):
    for place, days in ((area, 28), (example_area, 14)):
        draft, _ = drafts.start_draft(area_id=place.pk, route="web")
        assert draft.expires_at - draft.started_at == timedelta(days=days)


def test_the_secret_is_stored_nowhere(started):
    draft, token = started
    assert token not in str(draft.__dict__)
    assert draft.token_hash == ids.hash_token(token)


def test_answers_are_kept_right_or_wrong(area, started):
    draft, token = started
    with by_link(area, token):
        draft = drafts.save_answers(draft=draft, page="who", answers={"who": "me"}, cleaned={"who": "me"})
        draft = drafts.save_answers(draft=draft, page="nhs-number", answers={"nhs_number": "12"})
        answers = Answers(Draft.objects.get().answers)
    assert answers.typed("nhs-number") == {"nhs_number": "12"}
    assert answers.is_complete("who")
    assert not answers.is_complete("nhs-number")
    assert draft.revision == 3


def test_a_mistake_takes_back_what_was_right_but_keeps_the_words(area, started):
    draft, token = started
    with by_link(area, token):
        drafts.save_answers(draft=draft, page="name", answers={"given_name": "A"}, cleaned={"given_name": "A"})
        draft = drafts.save_answers(draft=draft, page="name", answers={"given_name": ""})
    assert Answers(draft.answers).of("name", "given_name") == ""
    assert not Answers(draft.answers).is_complete("name")


def test_what_the_database_cannot_hold_does_not_lose_the_rest(area, started):
    draft, token = started
    with by_link(area, token):
        draft = drafts.save_answers(draft=draft, page="now", answers={"worries": "a\x00b" + "x" * 50_000})
        draft.refresh_from_db()
    assert draft.answers["now"]["worries"].startswith("abx")
    assert len(draft.answers["now"]["worries"]) == 40_000


def test_people_are_added_changed_and_removed(area, started):
    draft, token = started
    with by_link(area, token):
        for person_id, name in (("a", "Ann"), ("b", "Bob"), ("a", "Anne")):
            draft = drafts.save_person(draft=draft, person_id=person_id, answers={"n": name}, complete=True)
        assert [person["n"] for person in Answers(draft.answers).people] == ["Anne", "Bob"]
        draft = drafts.remove_person(draft=draft, person_id="a")
        assert [person["id"] for person in Answers(draft.answers).people] == ["b"]


def test_deleting_leaves_nothing(area, started):
    draft, token = started
    with by_link(area, token):
        drafts.delete_draft(draft=draft)
        assert not Draft.objects.exists()
        with pytest.raises(Refused):
            drafts.save_answers(draft=draft, page="now", answers={})


def test_one_link_opens_one_draft(area, started):
    draft, token = started
    other, _ = drafts.start_draft(area_id=area.pk, route="web")
    with by_link(area, token):
        assert list(Draft.objects.all()) == [draft]
        with pytest.raises(Refused):
            drafts.save_answers(draft=other, page="now", answers={"worries": "stolen"})
    with by_link(area, "x" * 43):
        assert not Draft.objects.exists()


def test_one_link_sees_one_referral_and_nothing_else(area, in_area):
    make_referral(area)
    draft = make_draft(area)
    with scope.public(area_id=area.pk, token=draft.token_hash):
        assert list(Draft.objects.all()) == [draft]
        for model in (Referral, ReferralMove, Task):
            assert not model.objects.exists()


def test_a_link_cannot_write_a_referral_for_another(area, in_area):
    made = make_referral(area)
    made.pk, made.reference, made.public_id, made.token_hash = None, "CW-1", ids.new_public_id(), "0" * 64
    draft = make_draft(area)
    with scope.public(area_id=area.pk, token=draft.token_hash), pytest.raises(DatabaseError), transaction.atomic():
        made.save(force_insert=True)


def test_another_area_does_not_open_the_draft(example_area, started):
    _, token = started
    with by_link(example_area, token):
        assert not Draft.objects.exists()


def test_staff_do_not_see_a_draft_of_the_public(started, coordinator):
    with coordinator.scope():
        assert not Draft.objects.exists()


def test_a_keyed_draft_belongs_to_its_worker(area, coordinator):
    with coordinator.scope():
        draft, _ = drafts.start_draft(area_id=area.pk, route="paper", worker=coordinator.worker)
        assert Draft.objects.get() == draft
    with make_actor(area, "register_team", "coordinator").scope():
        assert not Draft.objects.exists()


def test_a_keyed_draft_gets_a_new_link(area, coordinator):
    with coordinator.scope():
        draft, before = drafts.start_draft(area_id=area.pk, route="paper", worker=coordinator.worker)
        after = drafts.reissue_link(draft=draft, by=coordinator)
    with by_link(area, before):
        assert not Draft.objects.exists()
    with by_link(area, after):
        assert Draft.objects.get() == draft


def test_a_job_may_clear_what_has_expired(area, started):
    with scope.job(name="expire", area_id=area.pk):
        gone, _ = Draft.objects.filter(expires_at__lt=clock.now() + timedelta(days=29)).delete()
    assert gone == 1


def test_the_team_of_another_organisation_sees_no_draft(area, started):
    trust = accounts.organisations(area.pk).get(kind="trust")
    with scope.staff(worker_id=1, organisation_id=trust.pk, area_id=area.pk, roles=("partner",)):
        assert not Draft.objects.exists()
