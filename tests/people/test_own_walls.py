"""The wall around the person's own view: one person's rows, while the key holds, as far as the key reaches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from dsr.core import clock, ids, scope
from dsr.people import actions
from dsr.people.models import AccessKey, Contact, Decision, Involvement, KeyVisit, OwnRequest, Person
from dsr.register.models import Entry, Rating
from dsr.tasks.models import Task
from tests.factories.register import on_register

pytestmark = pytest.mark.django_db
PROOF = "green bicycle"


@pytest.fixture
def entry(area, in_area, coordinator, clinician):
    return on_register(coordinator, clinician, share_with=("cwpt",))


@pytest.fixture
def other(area, in_area, coordinator, clinician):
    return on_register(coordinator, clinician, share_with=("cwpt",), family_name="Other")


@pytest.fixture
def key(entry, coordinator):
    with coordinator.scope():
        return actions.grant_key(person=entry.person, holder="person", proof=PROOF, by=coordinator)


def view(area, person, token, powers=("decides", "record")):
    return scope.person(area_id=area.pk, person_id=person.pk, token=ids.hash_token(token), powers=powers)


def test_only_this_persons_rows(area, entry, other, key):
    _, token = key
    with view(area, entry.person, token):
        assert list(Person.objects.all()) == [entry.person]
        for model in (Decision, Involvement, Rating, Task, Entry, AccessKey):
            assert set(model.objects.values_list("person_id", flat=True)) == {entry.person_id}, model


def test_the_ticket_binds_the_person_to_the_key(area, entry, other, key):
    _, token = key
    with view(area, other.person, token):
        assert not Person.objects.exists()
        assert not Task.objects.exists()


def test_without_a_key_there_is_nothing(area, entry):
    with view(area, entry.person, ids.new_token()):
        assert not Person.objects.exists()


def test_a_revoked_key_shows_nothing(area, entry, coordinator, key):
    made, token = key
    with coordinator.scope():
        actions.revoke_key(key=made, reason="Lost the paper", by=coordinator)
    with view(area, entry.person, token):
        assert not Person.objects.exists()


def test_a_key_that_has_run_out_shows_nothing(area, entry, coordinator):
    token = ids.new_token()
    with scope.job(name="test", area_id=area.pk):
        AccessKey.objects.create(
            area=area, person=entry.person, holder="person", holder_name="Ada", token_hash=ids.hash_token(token),
            proof_hash="x", granted_by=coordinator.worker, granted_at=clock.now(),
            until=clock.now() - timedelta(seconds=1),
        )  # fmt: skip
    with view(area, entry.person, token):
        assert not Person.objects.exists()


def test_nobody_follows_somebody_who_has_died(area, entry, key):
    _, token = key
    Person.objects.filter(pk=entry.person_id).update(died_on=clock.today())
    with view(area, entry.person, token):
        assert not Person.objects.exists()


def test_a_forged_ticket_gains_nothing(area, entry, other, key):
    _, token = key
    with view(area, entry.person, token), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('dsr.scope')")
        (ticket,) = cursor.fetchone()
        forged = ticket.replace(f"|{entry.person_id}|", f"|{other.person_id}|", 1)
        assert forged != ticket
        cursor.execute("SELECT set_config('dsr.scope', %s, true)", [forged])
        assert not Person.objects.exists()


def test_a_supporters_key_reaches_no_record(area, entry, key):
    _, token = key
    with view(area, entry.person, token, powers=()):
        assert Person.objects.exists()
        assert Task.objects.exists()
        for model in (Decision, Involvement, Rating, Contact):
            assert not model.objects.exists(), model


def test_a_key_that_only_asks_changes_no_decision(area, entry, key):
    _, token = key
    with view(area, entry.person, token, powers=("record",)):
        assert Decision.objects.exists()
        assert Decision.objects.update(withdrawn_at=clock.now(), withdrawn_by_name="x") == 0
        assert Involvement.objects.update(ended_at=clock.now()) == 0
        closing = Entry.objects.filter(pk=entry.pk)
        assert closing.update(state="closed", closed_at=clock.now(), closed_reason="x") == 0


def test_nothing_can_be_written_about_somebody_else(area, entry, other, key):
    made, token = key
    with view(area, entry.person, token):
        assert Decision.objects.filter(person_id=other.person_id).update(withdrawn_at=clock.now()) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            OwnRequest.objects.create(area=area, person_id=other.person_id, key=made, kind="talk", made_at=clock.now())


def test_third_parties_around_the_person_are_not_shown(area, entry, coordinator, key):
    _, token = key
    with coordinator.scope():
        actions.add_contact(person=entry.person, by=coordinator, name="Aunt Mabel", relationship="Aunt")
        actions.add_contact(
            person=entry.person, by=coordinator, name="Dr Grey", relationship="Doctor", is_professional=True
        )
    with view(area, entry.person, token):
        assert [one.name for one in Contact.objects.all()] == ["Dr Grey"]


def test_sharing_without_telling_the_person_stays_out_of_sight(area, entry, coordinator, lead, key):
    _, token = key
    with coordinator.scope():
        override = actions.request_override(
            person=entry.person, organisation=_council(coordinator), level="summary", ground="serious_harm",
            justification="Serious harm is likely.", until=clock.now() + timedelta(days=7), person_told=False,
            why_not_told="It would put them in danger.", by=coordinator,
        )  # fmt: skip
    with lead.scope():
        actions.approve_override(override=override, by=lead)
        assert Involvement.objects.filter(person=entry.person, basis="override").exists()
    with view(area, entry.person, token):
        assert not Involvement.objects.filter(basis="override").exists()


def _council(actor):
    from tests.factories.people import organisation

    return organisation(actor, "warwickshire-county-council")


def test_the_secret_of_a_key_opens_the_key_and_nothing_else(area, entry, key):
    _, token = key
    with scope.public(area_id=area.pk, token=ids.hash_token(token)):
        assert AccessKey.objects.count() == 1
        assert not Person.objects.exists()
        assert not Task.objects.exists()


def test_five_wrong_tries_lock_until_staff_open_again(area, entry, coordinator, key):
    made, token = key
    with scope.public(area_id=area.pk, token=ids.hash_token(token)):
        for _ in range(5):
            assert actions.begin_visit(key=made, proof="wrong words") is None
        assert actions.begin_visit(key=made, proof=PROOF) is None
    with coordinator.scope():
        actions.unlock_key(key=made, proof="another word", by=coordinator)
    with scope.public(area_id=area.pk, token=ids.hash_token(token)):
        assert actions.begin_visit(key=made, proof=" Another  WORD ")


def test_only_hashes_are_kept(area, entry, key):
    made, token = key
    with scope.public(area_id=area.pk, token=ids.hash_token(token)):
        visit = actions.begin_visit(key=made, proof=PROOF)
    with scope.job(name="test", area_id=area.pk):
        kept = str(AccessKey.objects.values().get()) + str(KeyVisit.objects.values().get())
    assert token not in kept
    assert visit not in kept
    assert "bicycle" not in kept
    assert AccessKey._meta.get_field("proof_hash").max_length >= 100


def test_a_withdrawal_ends_the_key(area, entry, coordinator, key):
    _, token = key
    with coordinator.scope():
        join = Decision.objects.get(kind="join")
        actions.withdraw_decision(decision=join, withdrawn_by_name="Ada", reason="", by=coordinator)
    with view(area, entry.person, token):
        assert not Person.objects.exists()
