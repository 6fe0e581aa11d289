"""The chain holds, notices an altered row, and nobody can alter one."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from dsr.audit import actions as audit
from dsr.audit import sealing
from dsr.audit.models import Event, Seal
from dsr.core import jobs, scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(monkeypatch):
    """In a test everything is one open transaction: treat it as settled."""
    monkeypatch.setattr(sealing, "OLD_ENOUGH", "true")


def events(count, area):
    for number in range(count):
        audit.record("test.act", by=None, area_id=area.pk, people=[f"p{number}"], note=number)


def test_an_open_transaction_is_not_sealed_yet(area, in_area):
    sealing.seal(area.pk)
    events(2, area)
    assert sealing.seal(area.pk) == 0


def test_sealed_events_make_a_chain_that_fits(area, in_area, settled):
    events(3, area)
    assert sealing.seal(area.pk) >= 3
    assert list(sealing.broken(area.pk)) == []
    assert sealing.seal(area.pk) == 0
    events(1, area)
    assert sealing.seal(area.pk) == 1
    assert sealing.head(area.pk)[0] == Seal.objects.count()
    assert list(sealing.broken(area.pk)) == []


def test_a_wrong_link_is_found(area, in_area, settled):
    events(2, area)
    sealing.seal(area.pk)
    events(1, area)
    stray = Event.objects.exclude(pk__in=Seal.objects.values("event_id")).get()
    after = Seal.objects.count() + 1
    Seal.objects.create(area_id=area.pk, sequence=after, event=stray, hash="0" * 64, sealed_at=stray.at)
    assert list(sealing.broken(area.pk)) == [after]
    with pytest.raises(CommandError, match="altered"):
        call_command("verify_audit")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event CASCADE",
        "UPDATE audit_seal SET hash = 'x'",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    ],
)
def test_the_application_cannot_alter_the_log(area, in_area, statement):
    events(1, area)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_only_a_privacy_officer_reads_the_log(area):
    events(1, area)
    with scope.staff(worker_id=1, organisation_id=1, area_id=area.pk, roles=("coordinator",)):
        assert not Event.objects.exists()
    with scope.staff(worker_id=1, organisation_id=1, area_id=area.pk, roles=("privacy_officer",)):
        assert Event.objects.exists()


def test_a_job_runs_in_each_area_and_names_where_it_failed(area, example_area, monkeypatch):
    seen = []

    def work(area_id):
        seen.append((area_id, scope.required().area_id))
        if area_id == area.pk:
            raise ValueError

    monkeypatch.setitem(jobs.JOBS, "test", jobs.Job("test", "* * * * *", work))
    with pytest.raises(RuntimeError, match=str(area.pk)):
        jobs.run("test")
    assert sorted(seen) == sorted([(area.pk, area.pk), (example_area.pk, example_area.pk)])


def test_the_sealing_job_is_on_the_schedule():
    call_command("run_job", "audit.seal")
    assert jobs.JOBS["audit.seal"].every == "* * * * *"
